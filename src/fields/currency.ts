import { z } from "zod/v3";
import type { FieldDefinition } from "../api/wire.ts";
import { quote } from "../text/quote.ts";
import { asWord } from "../text/words.ts";
import type { Column } from "./column-reading.ts";
import { decimalReading } from "./decimal-marks.ts";
import { defineFieldType } from "./define-field-type.ts";
import { MAX_LENGTH } from "./max-length.ts";
import { decodeNumber, parseNumber, showNumber } from "./number.ts";
import { COMPARISONS } from "./operators.ts";
import { Rejection } from "./rejection.ts";
import { SCALE_WORD } from "./scale.ts";

const codeOf = ({ config }: FieldDefinition) => config.currency && asWord(config.currency);

const inCurrency = (field: FieldDefinition) => (codeOf(field) ? ` in ${codeOf(field)}` : "");

const accepted = (field: FieldDefinition) => `the amount${inCurrency(field)} as a plain number with at most 2 decimals, e.g. 1200.5`;

/**
 * Codes and signs before or after an amount: "$1,200", "1200 EUR", "US$ 5", "-€3", "€80k". It takes cubic time for
 * runs of blanks, which is fine for the length of an amount.
 */
const WITH_CURRENCY = new RegExp(`^([+-]?)\\s*([^\\d\\s.,+-]*)\\s*([+-]?[\\d.,\\s]*\\d(?:\\s?${SCALE_WORD})?)\\s*([^\\d\\s.,+-]*)$`, "iu");

function signs(currency: string): string[] {
  const part = (currencyDisplay: "symbol" | "narrowSymbol") => {
    try {
      return (
        new Intl.NumberFormat("en-US", { style: "currency", currency, currencyDisplay }).formatToParts(0).find(({ type }) => type === "currency")
          ?.value ?? currency
      );
    } catch {
      return currency;
    }
  };
  return [currency, part("symbol"), part("narrowSymbol")].map((sign) => sign.toUpperCase());
}

const CURRENCY = /\p{Sc}|(?<!\p{L})(?:eur|usd|gbp|chf|sek|nok|dkk|pln|czk|inr|jpy)(?!\p{L})/giu;

/** The currency that the name of a column says, if it is not that of the field: "Budget (T€)" of a field in USD. */
function otherCurrency({ name, field }: Column): string | undefined {
  if (!field.config.currency) return undefined;
  const known = signs(field.config.currency);
  const said = name.match(CURRENCY) ?? [];
  return said.every((sign) => !known.some((one) => one.includes(sign.toUpperCase()))) ? said[0] : undefined;
}

/** The amount. The field's own currency may stand beside it; any other is refused, because nothing is converted. */
function parseAmount(input: unknown, field: FieldDefinition): number {
  const text = typeof input === "string" ? input.trim() : "";
  const parts = WITH_CURRENCY.exec(text);
  const written = [parts?.[2], parts?.[4]].filter((sign): sign is string => sign !== undefined && sign !== "");
  if (!parts || written.length === 0) return parseNumber(input, accepted(field), field.label);
  const known = field.config.currency ? signs(field.config.currency) : [];
  if (!written.every((sign) => known.includes(sign.toUpperCase()))) {
    throw new Rejection(`${quote(input)} is not an amount${inCurrency(field)}`, accepted(field));
  }
  return parseNumber(`${parts[1]}${parts[3]}`, accepted(field), field.label);
}

export const currency = defineFieldType<number>({
  name: "currency",
  isNumber: true,
  maxLength: MAX_LENGTH.number,
  schema: () => z.number(),
  hint: codeOf,
  encode: (input, field) => ({ value: parseAmount(input, field) }),
  decode: decodeNumber,
  show: (value, field) => [showNumber(value, Number.isInteger(value) ? 0 : 2), codeOf(field)].filter(Boolean).join(" "),
  column: (column) => {
    const other = column.unit === undefined ? otherCurrency(column) : undefined;
    if (other === undefined) return decimalReading(column, codeOf(column.field) ?? "");
    return {
      read: () => {
        const { label } = column.field;
        throw new Rejection(
          `The amounts are in ${quote(other)}, and nothing is converted`,
          `amounts${inCurrency(column.field)}; or, if they are${inCurrency(column.field)}, "${label} in ones" in the columns argument`,
        );
      },
    };
  },
  filter: {
    operators: COMPARISONS,
    encode: (value, operator, field) => [{ operator, value: String(parseAmount(value, field)) }],
    order: (value) => value,
  },
});

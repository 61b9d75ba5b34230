import { z } from "zod/v3";
import { quote } from "../text/quote.ts";
import type { ColumnReading } from "./column-reading.ts";
import { defineFieldType } from "./define-field-type.ts";
import { decodeJsonString } from "./json.ts";
import { LeftOut } from "./left-out.ts";
import type { Locale } from "./locale.ts";
import { MAX_LENGTH } from "./max-length.ts";
import type * as PhoneNumbers from "./numbering-plans.ts";
import { Rejection } from "./rejection.ts";
import { decodeText, encodeText } from "./text.ts";

let library: typeof PhoneNumbers | undefined;

/**
 * Loads the world's numbering plans. Not at start: it would take most of the time that desktop clients wait for a
 * server.
 */
export async function loadNumberingPlans(): Promise<void> {
  library ??= await import("./numbering-plans.ts");
}

function numberingPlans(): typeof PhoneNumbers {
  if (!library) throw new Error("loadFieldTypes was not awaited");
  return library;
}

const ACCEPTED = "a number with its country code, e.g. +49 30 901820";

/** What a spreadsheet makes of a long number: "4.93023E+11". */
const SCIENTIFIC = /^[+-]?\d(?:[.,]\d*)?e[+-]?\d+$/i;

/** What a spreadsheet or a data frame makes of a number: "493023125110.0", "493,023,125,110.00". */
const DECIMAL = /^(\+?(?:\d{5,}|\d{1,3}(?:,\d{3}){2,}|\d{1,3}(?:\.\d{3}){2,}(?=,)))(?:[.,](\d{1,2}))?$/;

/** "Tel.: ", "Mobile ", and the "tel:" of a link. A fax is not a phone. */
const KIND_BEFORE = /^(?:tel|telefon|telephone|phone|mobile|mobil|cell|handy|office|work|home|m|t|p)\s?[.:]{0,2}\s?(?=[+(\d])/i;

/** "(office)" */
const KIND_AFTER = /\s?\((?:tel|phone|mobile|mobil|cell|handy|office|work|home|private|privat|direct|main|büro)\)$/i;

/**
 * A number without what programs add to it: the apostrophe that makes a cell text, and the decimals of a spreadsheet.
 *
 * @throws Rejection if a spreadsheet has lost digits
 */
function withoutTraces(input: unknown): string {
  const written = encodeText(input, ACCEPTED)
    .normalize("NFKC")
    .replace(/^['’‘`]+\s*/, "")
    .replace(KIND_BEFORE, "")
    .replace(KIND_AFTER, "");
  if (SCIENTIFIC.test(written)) throw new Rejection(`${quote(input)} is in scientific notation, which has lost digits of the number`, ACCEPTED);
  const [, digits, decimals = ""] = DECIMAL.exec(written) ?? [];
  if (digits === undefined) return written;
  if (/[1-9]/.test(decimals)) throw new Rejection(`${quote(input)} has decimals, so a program has changed the number`, ACCEPTED);
  return digits.replace(/[.,]/g, "");
}

/** "0049 30" and "+0049 30" are +49 30. No national number begins with 00. */
const DIALLED = /^\(?(?:\+\s*)?00\s*\)?(?=[\s(]*[1-9])/;

/** Whether a number begins with its country code: "+91 98220 55555", "0091 98220 55555". */
export const hasCountryCode = (written: string): boolean => /^[(\s']*\+/.test(written) || DIALLED.test(written);

/**
 * The country of a number with its country code, ISO 3166-1 alpha-2. Undefined for any other text, and for numbers such
 * as +800 that belong to no country.
 */
export function countryOfPhone(written: string): string | undefined {
  try {
    return numberingPlans().parsePhoneNumberFromString(parsePhone(written, {}))?.country;
  } catch (error) {
    if (error instanceof Rejection) return undefined;
    throw error;
  }
}

/** The country of a number without a country code, as for the API. */
export const USUAL_COUNTRY = "US";

const ACCEPTED_IF_SET = `${ACCEPTED}, or a ${USUAL_COUNTRY} number (LIGHTFIELD_PHONE_COUNTRY sets another country)`;

/** E.164, with an extension as `;ext=100`, as the API stores numbers. */
function parsePhone(input: unknown, { phoneCountry: chosen }: Pick<Locale, "phoneCountry">): string {
  const phoneCountry = chosen ?? USUAL_COUNTRY;
  const written = withoutTraces(input).replace(/;ext=/i, " ext. ");
  const international = hasCountryCode(written);
  const { isSupportedCountry, parsePhoneNumberFromString } = numberingPlans();
  const parsed = (text: string) => {
    const country = /^[(\s]*\+/.test(text) || !isSupportedCountry(phoneCountry) ? {} : { defaultCountry: phoneCountry };
    const number = parsePhoneNumberFromString(text, { ...country, extract: false });
    return number?.isValid() ? number : undefined;
  };
  const number = parsed(written) ?? (DIALLED.test(written) ? parsed(written.replace(DIALLED, "+")) : undefined);
  if (!number) {
    throw new Rejection(
      international
        ? `${quote(input)} is not a valid phone number`
        : `${quote(input)} is not a valid ${phoneCountry} phone number${parsed(`+${written}`) ? `; if it begins with its country code, write +${written}` : ""}`,
      international || chosen !== undefined ? ACCEPTED : ACCEPTED_IF_SET,
    );
  }
  return number.ext ? `${number.number};ext=${number.ext}` : number.number;
}

/**
 * What a filter looks for in stored numbers: a whole number in their form, or a part of one without spaces and
 * brackets, which they do not hold.
 */
function searchedDigits(value: string, locale: Locale): string {
  try {
    return parsePhone(value, locale);
  } catch {
    return value.replace(/[^\d+]/g, "") || value.trim();
  }
}

/**
 * Phone numbers. If one cannot be read, it is left out, and the rest of the row is kept. If a spreadsheet has damaged
 * one, the row is invalid: the file can be exported again.
 */
function phoneReading(): ColumnReading {
  const leftOut = new LeftOut();
  return {
    read: (cell, locale) => {
      const values = [decodeJsonString(cell)].flat();
      values.forEach(withoutTraces);
      const kept = values.filter((value) => leftOut.takes(() => parsePhone(value, locale)));
      if (kept.length === values.length) return cell;
      return kept.length > 0 ? kept : undefined;
    },
    notes: () => leftOut.notes(),
  };
}

export const telephone = defineFieldType<string>({
  name: "phone",
  maxLength: MAX_LENGTH.phone,
  identifies: "phone",
  // The API wants a list even if the field holds one number.
  list: {
    isArray: () => true,
    separators: { sure: [/:::/, /\n/, /;(?!\s*ext)/i, /\|/, /,(?!\s*ext|\d+e[+-]?\d)/i], possible: [/\s(?:\/|or|oder|ou|o)\s/i, /\/(?=\s?\+)/] },
  },
  schema: () => z.string(),
  hint: (_field, { phoneCountry = USUAL_COUNTRY }) => `with country code; else read as ${phoneCountry}`,
  encode: (input, _field, locale) => ({ value: parsePhone(input, locale) }),
  decode: decodeText,
  column: phoneReading,
  show: (value) => value.replace(/;ext=/, " ext. "),
  search: { as: "phone", texts: (text) => [text] },
  canonical: (value) => value.replace(/[^\d+;=a-z]/gi, ""),
  filter: { operators: ["contains"], encode: (value, operator, _field, locale) => [{ operator, value: searchedDigits(value, locale) }] },
});

import { z } from "zod/v3";
import { grouped } from "../text/plural.ts";
import { quote } from "../text/quote.ts";
import { decimalReading } from "./decimal-marks.ts";
import { defineFieldType } from "./define-field-type.ts";
import { MAX_LENGTH } from "./max-length.ts";
import { COMPARISONS } from "./operators.ts";
import { Rejection } from "./rejection.ts";
import { unitIn, unscaled } from "./scale.ts";

/**
 * Plain digits, or digits in groups of three, with a point for the decimals. "1.200,50" and "12,5" are refused, since
 * they mean different numbers in different countries.
 */
const WRITTEN_NUMBER = /^-?(?:\d+|\d{1,3}(?:[, \u00a0\u202f]\d{3})+)?(?:\.\d+)?$/;

/** "12.500" is 12500 in half of the world. "12.345" is refused in any case, for its decimals. */
const POINT_OR_GROUP = /^-?[1-9]\d{0,2}\.\d\d0$/;

/**
 * A number of at most 2 decimals within the safe integers (the API's limits), from a number or from text. It is never
 * rounded.
 *
 * @param label the label of the field. If it has a unit, "80k" may mean 80 of them
 * @throws Rejection
 * @example
 * [parseNumber("1,200.50", ""), parseNumber("80k", "")]; // => [1200.5, 80_000]
 */
export function parseNumber(input: unknown, accepted: string, label = ""): number {
  const written = typeof input === "string" ? input.trim() : input;
  const { digits, power } = typeof written === "string" ? unscaled(written) : { digits: written, power: 0 };
  if (typeof written === "string" && typeof digits === "string" && POINT_OR_GROUP.test(digits)) {
    const unit = written.slice(digits.length);
    throw new Rejection(`${quote(input)} may be ${digits.replace(".", "")}${unit} or ${Number(digits)}${unit}`, accepted);
  }
  if (typeof digits === "string" && digits.startsWith("+"))
    throw new Rejection(`${quote(input)} may mean a number to add to the stored value`, accepted);
  const isWritten = typeof digits === "string" && /\d/.test(digits) && WRITTEN_NUMBER.test(digits);
  const number = isWritten ? Number(`${digits.replace(/[, \u00a0\u202f]/g, "")}e${power}`) : written;
  if (typeof number !== "number" || !Number.isFinite(number)) throw new Rejection(`${quote(input)} is not a number`, accepted);
  if (Math.abs(number) > Number.MAX_SAFE_INTEGER) throw new Rejection(`${quote(input)} is too large`, accepted);
  const unit = power > 0 ? unitIn(label) : undefined;
  if (unit) {
    const inUnit = showNumber(Number(`${number}e-${unit.power}`));
    throw new Rejection(`${quote(input)} may be ${inUnit} or ${showNumber(number)}, because the field has the unit ${quote(unit.written)}`, accepted);
  }
  if (Number(number.toFixed(2)) !== number) throw new Rejection(`${quote(input)} has more than 2 decimals`, accepted);
  return Object.is(number, -0) ? 0 : number;
}

/**
 * @example
 * showShare(1, 8); // => "12.5 %"
 */
export const showShare = (part: number, whole: number): string => (whole === 0 ? "-" : `${showNumber(Math.round((1000 * part) / whole) / 10)} %`);

/**
 * A number that `parseNumber` reads back. Nothing is rounded.
 *
 * @param decimals the least number of decimals to show
 * @example
 * showNumber(1200.5); // => "1,200.5"
 */
export function showNumber(value: number, decimals: 0 | 2 = 0): string {
  const [whole = "", fraction = ""] = withoutExponent(String(value)).split(".");
  const shown = fraction.padEnd(decimals, "0");
  return `${grouped(whole)}${shown === "" ? "" : `.${shown}`}`;
}

/**
 * @example
 * [withoutExponent("-1.5e-7"), withoutExponent("1.5e+21")]; // => ["-0.00000015", "1500000000000000000000"]
 */
export function withoutExponent(number: string): string {
  const [, sign = "", first = "", rest = "", exponent] = /^(-?)(\d)\.?(\d*)e(.+)$/.exec(number) ?? [];
  if (exponent === undefined) return number;
  const power = Number(exponent);
  return power < 0 ? `${sign}0.${"0".repeat(-power - 1)}${first}${rest}` : `${sign}${first}${rest.padEnd(power, "0")}`;
}

export function decodeNumber(raw: unknown): number | undefined {
  const number = typeof raw === "string" && raw.trim() !== "" ? Number(raw) : raw;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

const ACCEPTED = "a number with at most 2 decimals, e.g. 1200.5";

export const number = defineFieldType<number>({
  name: "number",
  isNumber: true,
  maxLength: MAX_LENGTH.number,
  schema: () => z.number(),
  encode: (input, { label }) => ({ value: parseNumber(input, ACCEPTED, label) }),
  decode: decodeNumber,
  show: (value) => showNumber(value),
  column: (column) => decimalReading(column),
  filter: {
    operators: COMPARISONS,
    encode: (value, operator, { label }) => [{ operator, value: String(parseNumber(value, ACCEPTED, label)) }],
    order: (value) => value,
  },
});

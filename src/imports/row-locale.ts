import { mapInSlices } from "../async/time-slices.ts";
import { countryName, parseCountry } from "../fields/country.ts";
import type { Locale } from "../fields/index.ts";
import { showNumber } from "../fields/number.ts";
import { unlessRejected } from "../fields/rejection.ts";
import { BETWEEN_WHOLE, countryOfPhone, hasCountryCode, phoneIn, USUAL_COUNTRY } from "../fields/telephone.ts";
import type { TableRow } from "../files/table.ts";
import { getOrInsert } from "../maps.ts";
import { quote } from "../text/quote.ts";
import { identifies, type MatchedColumn } from "./columns/matched-column.ts";
import { textsIn } from "./columns/values.ts";

/** Longer text is neither a country nor a phone number. */
const LONGEST = 100;

/**
 * The numbers of a table show the country of its other numbers if at least this many, and this share of them, agree. As
 * many must show that they are not of the usual country.
 */
const LEAST_AGREEING = 2;
const LEAST_SHARE = 0.8;

/** How many numbers without a country code are tried, and the digits of a whole one. */
const MOST_TRIED = 500;
const LEAST_DIGITS = 7;

/** The digits of a number in the usual country. */
const LONGEST_USUAL = 10;

/** Only American programs write "(512) 348-7930". */
const AMERICAN = /^\(\d{3}\) ?\d{3}-\d{4}$/;

/** A number in the American form that a table of another country may have too. */
const LIKE_AMERICAN = /^(?:\(\d{3}\) ?|\d{3}[-.])\d{3}[-.]\d{4}$/;

/** How the values of each row are read. */
interface RowLocales {
  /** With the plus that a program has removed from phone numbers. */
  readonly rows: readonly TableRow[];
  of(row: TableRow): Locale;
  /** What was assumed for rows that do not say it, a sentence. */
  readonly notes: readonly string[];
  /** If numbers have no country code and are not of the usual country: how to say the country, a sentence. */
  readonly unclear: readonly string[];
}

/**
 * Phone numbers without a country code belong to the country of their row's address; else to the country that the call
 * or the user has set; else to that of most other numbers of the table, or to the usual country. A number of Japan or
 * India may be a valid one of the US too, so the plan says what was assumed. If a program has removed the plus from all
 * numbers, they are read with it.
 */
export async function rowLocales(rows: readonly TableRow[], matched: readonly MatchedColumn[], locale: Locale): Promise<RowLocales> {
  const columns = matched.filter(({ part }) => part === "country").toSorted((a, b) => a.choice - b.choice);
  const known = new Map<string, string | undefined>();
  const countryOf = ({ cells }: TableRow): string | undefined => {
    const column = columns.find((one) => cells.has(one.column))?.column;
    const cell = column === undefined ? undefined : cells.get(column);
    if (typeof cell !== "string" || cell.length > LONGEST) return undefined;
    if (!known.has(cell)) known.set(cell, parsedCountry(cell));
    return known.get(cell);
  };
  const numbers = new WeakMap<TableRow, readonly string[]>();
  const numbersIn = phoneNumbersIn(matched);
  const numbersOf = (row: TableRow) => getOrInsert(numbers, row, numbersIn);
  await mapInSlices(rows, numbersOf);
  const lacking = locale.phoneCountry === undefined ? withoutPlus(rows.flatMap((row) => (countryOf(row) === undefined ? numbersOf(row) : []))) : [];
  const [first, ...others] = lacking;
  const isOpen = locale.phoneCountry === undefined && first === undefined;
  const assumed = isOpen ? await assumedCountry(rows, numbersOf, countryOf) : undefined;
  const isForeign = assumed !== undefined && assumed.country !== USUAL_COUNTRY;
  const assumedFor = (row: TableRow) => (isForeign && numbersOf(row).some((number) => AMERICAN.test(number)) ? USUAL_COUNTRY : assumed?.country);
  const phoneCountryOf = (row: TableRow) => countryOf(row) ?? assumedFor(row) ?? locale.phoneCountry;
  const american = (
    await mapInSlices(rows, (row) => {
      const country = phoneCountryOf(row) ?? USUAL_COUNTRY;
      return numbersOf(row).flatMap((number) => (LIKE_AMERICAN.test(number) && isAlsoUsual(number, country) ? [{ number, country }] : []));
    })
  ).flat();
  return {
    rows: first === undefined ? rows : withPlus(rows, matched, new Set(lacking)),
    of: (row) => {
      const phoneCountry = phoneCountryOf(row);
      return phoneCountry === undefined ? locale : { ...locale, phoneCountry };
    },
    notes: [
      ...americanNotes(american),
      ...(first === undefined
        ? (assumed?.notes ?? [])
        : [
            `Phone numbers begin with their country code, and are read with a "+": ${quote(first)} is +${first}${others.length > 0 ? `, and ${showNumber(others.length)} more` : ""}.`,
          ]),
    ],
    unclear: assumed?.unclear ?? [],
  };
}

/** Whether a number is read as one of a country, and may be another one of the usual country. */
function isAlsoUsual(number: string, country: string): boolean {
  const [own, usual] = [country, USUAL_COUNTRY].map((one) => phoneIn(one, number));
  return own !== undefined && usual !== undefined && own !== usual;
}

/** Says which numbers are read as those of another country, although they are written as in the usual one. */
function americanNotes(numbers: readonly { readonly number: string; readonly country: string }[]): string[] {
  const [first] = numbers;
  if (first === undefined) return [];
  const read = countryName(first.country) ?? first.country;
  return [
    `Phone numbers written like American ones, but read as numbers of ${read}: ${quote(first.number)} (${showNumber(numbers.length)}). If they are American, write them with +1.`,
  ];
}

/** A whole number with its country code, but without its plus. A national number of many countries has fewer digits. */
const WHOLE = /^[1-9]\d{8,14}$/;

/**
 * The numbers of a table from which a program has removed the plus: no number has another form, all begin with a country
 * code, and most cannot be read in any other way.
 */
function withoutPlus(numbers: readonly string[]): readonly string[] {
  const bare = [...new Set(numbers.filter((number) => !hasCountryCode(number)))];
  const tried = bare.slice(0, MOST_TRIED);
  if (!bare.every((number) => WHOLE.test(number)) || !tried.every((number) => phoneIn(USUAL_COUNTRY, `+${number}`) !== undefined)) return [];
  const certain = tried.filter((number) => number.length > LONGEST_USUAL || phoneIn(USUAL_COUNTRY, number) === undefined);
  const countries = new Set(certain.map((number) => countryOfPhone(`+${number}`)));
  return certain.length * 2 > tried.length && countries.size > 1 ? bare : [];
}

function withPlus(rows: readonly TableRow[], matched: readonly MatchedColumn[], numbers: ReadonlySet<string>): readonly TableRow[] {
  const columns = new Set(phoneColumns(matched));
  const read = (value: unknown): unknown =>
    Array.isArray(value) ? value.map(read) : String(value).replaceAll(/(?<![\d+])\d+/g, (digits) => (numbers.has(digits) ? `+${digits}` : digits));
  return rows.map((row) => ({ ...row, cells: new Map([...row.cells].map(([column, cell]) => [column, columns.has(column) ? read(cell) : cell])) }));
}

const parsedCountry = (country: string): string | undefined => unlessRejected(() => parseCountry(country));

const phoneColumns = (matched: readonly MatchedColumn[]): string[] =>
  matched.filter((one) => identifies(one) === "phone").map(({ column }) => column);

/** The phone numbers of a row. */
function phoneNumbersIn(matched: readonly MatchedColumn[]): (row: TableRow) => readonly string[] {
  const columns = phoneColumns(matched);
  return ({ cells }) =>
    columns.flatMap((column) => textsIn([cells.get(column)]).flatMap((text) => text.split(BETWEEN_WHOLE))).filter((text) => /\d/.test(text));
}

/** The country for numbers whose country nothing else shows; undefined if all numbers show theirs. */
async function assumedCountry(
  rows: readonly TableRow[],
  numbersOf: (row: TableRow) => readonly string[],
  countryOf: (row: TableRow) => string | undefined,
): Promise<(Pick<RowLocales, "notes" | "unclear"> & { readonly country: string }) | undefined> {
  const bare = rows.flatMap((row) => (countryOf(row) === undefined ? numbersOf(row).filter((number) => !hasCountryCode(number)) : []));
  if (bare.length === 0) return undefined;
  const counts = new Map<string, number>();
  await mapInSlices(rows, (row) => {
    for (const number of numbersOf(row)) {
      const country = hasCountryCode(number) ? countryOfPhone(number) : countryOf(row);
      if (country !== undefined) counts.set(country, (counts.get(country) ?? 0) + 1);
    }
  });
  const [[country, count] = ["", 0]] = [...counts].sort(([, a], [, b]) => b - a);
  const all = [...counts.values()].reduce((sum, one) => sum + one, 0);
  const isAgreed = count >= LEAST_AGREEING && count >= all * LEAST_SHARE;
  const assumed = isAgreed ? country : USUAL_COUNTRY;
  const others = count < all ? `${count} of the ${all} other numbers` : all === 2 ? "both other numbers" : `all ${all} other numbers`;
  const american = assumed === USUAL_COUNTRY ? [] : bare.filter((number) => AMERICAN.test(number));
  const noteOf = (which: string, country: string) => `Country assumed for phone numbers ${which}: ${countryName(country) ?? country}`;
  const notes = [
    ...(american.length < bare.length ? [`${noteOf("without a country code", assumed)}${isAgreed ? `, the country of ${others}` : ""}`] : []),
    ...(american.length > 0 ? [noteOf(`such as ${quote(american[0])}`, USUAL_COUNTRY)] : []),
  ].map((note) => `${note}. phone_country sets another.`);
  const whole = isAgreed ? [] : bare.slice(0, MOST_TRIED).filter((number) => number.replace(/\D/g, "").length >= LEAST_DIGITS);
  const [other, ...more] = whole.filter((number) => phoneIn(assumed, number) === undefined);
  const wrong = more.length + 1;
  if (other === undefined || wrong < LEAST_AGREEING || wrong * 2 <= whole.length) return { country: assumed, notes, unclear: [] };
  const example = country === "" || country === assumed ? "" : `, e.g. "${country}"`;
  const unclear =
    `${showNumber(wrong)} phone numbers, such as ${quote(other)}, have no country code and are not ${assumed} numbers. ` +
    `Call import_contacts again with phone_country${example}. With "${assumed}", these numbers are left out.`;
  return { country: assumed, notes: [], unclear: [unclear] };
}

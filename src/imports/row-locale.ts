import { mapInSlices } from "../async/time-slices.ts";
import { countryName, parseCountry } from "../fields/country.ts";
import type { Locale } from "../fields/index.ts";
import { Rejection } from "../fields/rejection.ts";
import { countryOfPhone, hasCountryCode, USUAL_COUNTRY } from "../fields/telephone.ts";
import type { TableRow } from "../files/table.ts";
import type { MatchedColumn } from "./columns/matched-column.ts";

/** Longer text is neither a country nor a phone number. */
const LONGEST = 100;

/**
 * The numbers of a table show the country of its other numbers if at least this many, and this share of them, agree.
 */
const LEAST_AGREEING = 2;
const LEAST_SHARE = 0.8;

/** How the values of each row are read. */
export interface RowLocales {
  of(row: TableRow): Locale;
  /** What was assumed for rows that do not say it, a sentence. */
  readonly notes: readonly string[];
}

/**
 * Phone numbers without a country code belong to the country of their row's address; else to the country that the call
 * or the user has set; else to that of most other numbers of the table, or to the usual country. A number of Japan or
 * India may be a valid one of the US too, so the plan says what was assumed.
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
  const assumed = locale.phoneCountry === undefined ? await assumedCountry(rows, matched, (row) => countryOf(row) !== undefined) : undefined;
  const phoneCountryOf = (row: TableRow) => countryOf(row) ?? assumed?.country;
  return {
    of: (row) => {
      const phoneCountry = phoneCountryOf(row);
      return phoneCountry === undefined ? locale : { ...locale, phoneCountry };
    },
    notes: assumed ? [assumed.note] : [],
  };
}

function parsedCountry(country: string): string | undefined {
  try {
    return parseCountry(country);
  } catch (error) {
    if (error instanceof Rejection) return undefined;
    throw error;
  }
}

/** The country for numbers of which nothing else shows the country; undefined if the table has no such number. */
async function assumedCountry(rows: readonly TableRow[], matched: readonly MatchedColumn[], hasCountry: (row: TableRow) => boolean) {
  const columns = matched.filter(({ attribute }) => attribute.kind === "field" && attribute.type.identifies === "phone").map(({ column }) => column);
  const numbersOf = ({ cells }: TableRow) =>
    columns.map((column) => cells.get(column)).filter((cell) => typeof cell === "string" && cell.length <= LONGEST && /\d/.test(cell)) as string[];
  if (!rows.some((row) => !hasCountry(row) && numbersOf(row).some((number) => !hasCountryCode(number)))) return undefined;
  const counts = new Map<string, number>();
  await mapInSlices(rows, (row) => {
    for (const number of numbersOf(row)) {
      const country = hasCountryCode(number) ? countryOfPhone(number) : undefined;
      if (country !== undefined) counts.set(country, (counts.get(country) ?? 0) + 1);
    }
  });
  const [[country, count] = ["", 0]] = [...counts].sort(([, a], [, b]) => b - a);
  const all = [...counts.values()].reduce((sum, one) => sum + one, 0);
  const isAgreed = count >= LEAST_AGREEING && count >= all * LEAST_SHARE;
  const assumed = isAgreed ? country : USUAL_COUNTRY;
  const like = isAgreed ? `, like ${count} of the ${all} others` : "";
  const note = `Country assumed for phone numbers without a country code: ${countryName(assumed) ?? assumed}${like}. phone_country sets another.`;
  return { country: assumed, note };
}

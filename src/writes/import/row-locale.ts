import { parseCountry } from "../../fields/country.ts";
import type { Locale } from "../../fields/index.ts";
import { Rejection } from "../../fields/rejection.ts";
import type { TableRow } from "../../files/table.ts";
import type { MatchedColumn } from "./columns/matched-column.ts";

/** Longer text is no country. */
const LONGEST = 100;

/**
 * How the values of a row are read: phone numbers without a country code belong to the country of its address. A number
 * of Japan may be a valid one of the US too.
 */
export function rowLocale(matched: readonly MatchedColumn[], locale: Locale): (row: TableRow) => Locale {
  const columns = matched.filter(({ part }) => part === "country").toSorted((a, b) => a.choice - b.choice);
  const known = new Map<string, Locale>();
  return ({ cells }) => {
    const column = columns.find((one) => cells.has(one.column))?.column;
    const cell = column === undefined ? undefined : cells.get(column);
    if (typeof cell !== "string" || cell.length > LONGEST) return locale;
    const found = known.get(cell) ?? withCountry(cell, locale);
    known.set(cell, found);
    return found;
  };
}

function withCountry(country: string, locale: Locale): Locale {
  try {
    return { ...locale, phoneCountry: parseCountry(country) };
  } catch (error) {
    if (error instanceof Rejection) return locale;
    throw error;
  }
}

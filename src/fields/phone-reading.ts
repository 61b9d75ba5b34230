import type { ColumnReading } from "./column-reading.ts";
import { decodeJsonString } from "./json.ts";
import { LeftOut } from "./left-out.ts";
import type { Locale } from "./locale.ts";

/**
 * Phone numbers. If one cannot be read, it is left out, and the rest of the row is kept. If a spreadsheet has damaged
 * one, the row is invalid: the file can be exported again.
 *
 * @param checkWhole throws Rejection for a damaged number
 * @param encode throws Rejection for a number that cannot be read
 */
export function phoneReading(checkWhole: (value: unknown) => unknown, encode: (value: unknown, locale: Locale) => unknown): ColumnReading {
  const leftOut = new LeftOut();
  return {
    read: (cell, locale) => {
      const values = [decodeJsonString(cell)].flat();
      values.forEach(checkWhole);
      const kept = values.filter((value) => leftOut.takes(() => encode(value, locale)));
      if (kept.length === values.length) return cell;
      return kept.length > 0 ? kept : undefined;
    },
    notes: () => leftOut.notes(),
  };
}

import type { ColumnReading } from "./column-reading.ts";
import { decodeJsonString } from "./json.ts";
import { LeftOut } from "./left-out.ts";
import type { Locale } from "./locale.ts";
import { Rejection } from "./rejection.ts";

/**
 * Phone numbers. One that cannot be read is left out, and the rest of the row is not. One that the program that wrote
 * the file has damaged makes the row invalid, since the file can be written again.
 *
 * @param encode throws Rejection for such numbers
 */
export function phoneReading(encode: (value: unknown, locale: Locale) => unknown, isDamaged: (value: unknown) => boolean): ColumnReading {
  const leftOut = new LeftOut();
  const isUnderstood = (value: unknown, locale: Locale): boolean => {
    try {
      encode(value, locale);
      return true;
    } catch (error) {
      if (!(error instanceof Rejection) || isDamaged(value)) throw error;
      leftOut.add(error);
      return false;
    }
  };
  return {
    read: (cell, locale) => {
      const values = [decodeJsonString(cell)].flat();
      const kept = values.filter((value) => isUnderstood(value, locale));
      if (kept.length === values.length) return cell;
      return kept.length > 0 ? kept : undefined;
    },
    notes: () => leftOut.notes(),
  };
}

import { mapInSlices } from "../async/time-slices.ts";
import { rowsNamed, type TableRow } from "../files/table.ts";
import type { Field } from "../schema/contact-schema.ts";
import { jsonText } from "../text/quote.ts";
import type { Columns } from "./columns/column-matcher.ts";
import { isOfName } from "./columns/matched-column.ts";

interface DistinctRows {
  readonly rows: readonly TableRow[];
  readonly notes: readonly string[];
}

/**
 * Leaves out rows that have the same values as an earlier row, and more than a name to say who they are: they are one
 * contact. Without a name, unused columns must have the same values too: one of them may hold the names.
 *
 * @param rows with cells that are read
 * @param identifies whether the values of a field tell people apart
 */
export async function withoutRepeatedRows(
  rows: readonly TableRow[],
  { matched, id, salutation }: Columns,
  identifies: (field: Field) => boolean,
): Promise<DistinctRows> {
  const identifying = matched.flatMap(({ column, attribute }) => (attribute.kind === "field" && identifies(attribute) ? [column] : []));
  const keys = id === undefined ? identifying : [...identifying, id];
  const names = matched.filter(isOfName).map(({ column }) => column);
  const used = new Set([id, salutation, ...matched.flatMap(({ column, labels }) => [column, labels])]);
  const seen = new Set<string>();
  const repeated: number[] = [];
  const distinct = await mapInSlices(rows, (row) => {
    const { number, cells, leftOut = [], problem, unread } = row;
    if (problem !== undefined || unread || !keys.some((column) => cells.has(column))) return [row];
    const compared = [...cells].filter(([column]) => used.has(column) || !names.some((name) => cells.has(name)));
    const values = jsonText([compared, leftOut.map(({ column, value }) => [column, value])]).toLowerCase();
    if (!seen.has(values)) {
      seen.add(values);
      return [row];
    }
    repeated.push(number);
    return [];
  });
  return {
    rows: distinct.flat(),
    notes: repeated.length > 0 ? [`Left out, because an earlier row has the same values in the columns that are used: ${rowsNamed(repeated)}.`] : [],
  };
}

import { mapInSlices } from "../async/time-slices.ts";
import { rowsNamed, type TableRow } from "../files/table.ts";
import { jsonText } from "../text/quote.ts";
import type { Columns } from "./columns.ts";

interface DistinctRows {
  readonly rows: readonly TableRow[];
  readonly notes: readonly string[];
}

/** Leaves out rows that have the same values as an earlier row in all used columns: they are one contact. */
export async function withoutRepeatedRows(rows: readonly TableRow[], { matched, id, salutation }: Columns): Promise<DistinctRows> {
  const used = [...matched.flatMap(({ column, labels }) => [column, labels]), id, salutation].filter((column) => column !== undefined);
  const seen = new Set<string>();
  const repeated: number[] = [];
  const distinct = await mapInSlices(rows, (row) => {
    const values = jsonText(used.map((column) => row.cells.get(column) ?? null));
    const isRepeated = row.problem === undefined && seen.has(values);
    if (isRepeated) repeated.push(row.number);
    else if (row.problem === undefined) seen.add(values);
    return isRepeated ? [] : [row];
  });
  const [have, are] = repeated.length === 1 ? ["has", "is"] : ["have", "are"];
  const named = rowsNamed(repeated);
  return {
    rows: distinct.flat(),
    notes:
      repeated.length > 0 ? [`${named.charAt(0).toUpperCase()}${named.slice(1)} ${have} the same values as an earlier row and ${are} left out.`] : [],
  };
}

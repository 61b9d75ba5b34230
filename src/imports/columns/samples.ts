import { mapInSlices } from "../../async/time-slices.ts";
import { saidYes } from "../../fields/checkbox.ts";
import type { Table } from "../../files/table.ts";
import { getOrInsert } from "../../maps.ts";
import { isPlaceholder } from "../placeholders.ts";
import { isOurId } from "./foreign-ids.ts";

/** Values of a table that say what its columns mean. */
export interface ColumnSamples {
  /** The first values of a column. A column without any value is not among them. */
  readonly values: ReadonlyMap<string, readonly unknown[]>;
  /** Cells of rows from all over the table, by column. */
  readonly rows: readonly ReadonlyMap<string, unknown>[];
  /** Columns in which a value looks like the ID of a contact of ours. */
  readonly withOurIds: ReadonlySet<string>;
  /** Columns with a value that is neither yes nor no. */
  readonly withOthers: ReadonlySet<string>;
}

/** Values of a column, and rows of a table, that are looked at. */
const MOST_VALUES = 20;
const MOST_ROWS = 200;

export async function sampleColumns({ rows }: Table): Promise<ColumnSamples> {
  const values = new Map<string, unknown[]>();
  const withOurIds = new Set<string>();
  const withOthers = new Set<string>();
  await mapInSlices(rows, ({ cells }) => {
    for (const [column, cell] of cells) {
      const seen = getOrInsert(values, column, () => []);
      if (seen.length < MOST_VALUES) seen.push(cell);
      if (isOurId(cell)) withOurIds.add(column);
      if (saidYes(cell) === undefined && !(typeof cell === "string" && isPlaceholder(cell, undefined))) withOthers.add(column);
    }
  });
  const step = Math.ceil(rows.length / MOST_ROWS);
  return { values, rows: rows.filter((_, index) => index % step === 0).map(({ cells }) => cells), withOurIds, withOthers };
}

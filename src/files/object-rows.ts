import { mapInSlices } from "../async/time-slices.ts";
import { isRecord } from "../fields/json.ts";
import { named, Rejection } from "../fields/rejection.ts";
import { visibleText } from "../text/visible.ts";
import { checkColumns, checkCount, MOST_COLUMNS, rowOf, rowsNamed, type Table } from "./table.ts";

type Entries = readonly (readonly [string, unknown])[];

/** The columns of rows, in their order. */
function columnsOf(rows: readonly Entries[]): string[] {
  const columns = new Set<string>();
  for (const row of rows) {
    const own = row.map(([column]) => column);
    // Two keys may be the same once they are trimmed.
    if (new Set(own).size < own.length) checkColumns(own);
    for (const column of own) columns.add(column);
  }
  checkColumns([...columns]);
  if (columns.has("")) throw new Rejection('A row has a value with the empty key ""', "keys or labels of fields");
  return [...columns];
}

function checkObjects(objects: readonly unknown[]): void {
  checkCount(objects.length);
  const isNoObject = objects.flatMap((object, index) => (isRecord(object) ? [] : [index + 1]));
  if (isNoObject.length > 0) {
    throw new Rejection(
      `Not every row is an object (${rowsNamed(isNoObject)})`,
      'objects by column, e.g. {"name": "Dana Scully", "email": "dana@fbi.gov"}',
    );
  }
}

/** The table in rows that are objects by column. @param subject names the source in messages @throws InvalidInput */
export async function tableOfObjects(objects: readonly unknown[], subject: string): Promise<Table> {
  named(subject, () => checkObjects(objects));
  const entries = await mapInSlices(objects, (object): Entries => {
    const own = Object.entries(object ?? {});
    // A row may have a million keys.
    named(subject, () => own.length > MOST_COLUMNS && checkColumns(own.map(([column]) => column)));
    return own.map(([column, cell]) => [visibleText(column).trim(), cell]);
  });
  const columns = named(subject, () => columnsOf(entries));
  const rows = await mapInSlices(entries.entries(), ([index, cells]) => rowOf(index + 1, cells));
  const filled = rows.filter(({ cells }) => cells.size > 0);
  named(subject, () => checkCount(filled.length));
  return { columns, rows: filled, notes: [] };
}

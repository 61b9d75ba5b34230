import { mapInSlices } from "../../async/time-slices.ts";
import { isRecord } from "../../fields/json.ts";
import { InvalidInput, named, Rejection } from "../../fields/rejection.ts";
import { loadCsvParser } from "../../files/csv.ts";
import { CsvLines, tableOfLines } from "../../files/csv-table.ts";
import { checkColumns, checkCount, rowOf, rowsNamed, type Table } from "../../files/table.ts";
import { quote } from "../../text/quote.ts";
import { readImportFile } from "./import-file.ts";

/** The source of a table: exactly one of them. */
export interface TableSource {
  readonly rows?: readonly unknown[] | undefined;
  readonly csv?: string | undefined;
  /** The name of a file in the import directory. */
  readonly file?: string | undefined;
}

/** The columns of rows that are objects, in their order. */
function columnsOf(objects: readonly unknown[]): string[] {
  checkCount(objects.length);
  const isNoObject = objects.flatMap((object, index) => (isRecord(object) ? [] : [index + 1]));
  if (isNoObject.length > 0) {
    throw new Rejection(`Not an object: ${rowsNamed(isNoObject)}`, 'objects by column, e.g. {"name": "Dana Scully", "email": "dana@fbi.gov"}');
  }
  const columns = new Set<string>();
  for (const object of objects) {
    const own = Object.keys(isRecord(object) ? object : {}).map((column) => column.trim());
    checkColumns(own);
    for (const column of own) columns.add(column);
  }
  checkColumns([...columns]);
  if (columns.has("")) throw new Rejection('A row has a value with the empty key ""', "keys or labels of fields");
  return [...columns];
}

async function tableOfObjects(objects: readonly unknown[]): Promise<Table> {
  const columns = named("rows", () => columnsOf(objects));
  const rows = await mapInSlices(objects.entries(), ([index, object]) =>
    rowOf(
      index + 1,
      Object.entries(isRecord(object) ? object : {}).map(([column, cell]) => [column.trim(), cell] as const),
    ),
  );
  const filled = rows.filter(({ cells }) => cells.size > 0);
  named("rows", () => checkCount(filled.length));
  return { columns, rows: filled, notes: [] };
}

async function tableOfText(text: string, subject: string): Promise<Table> {
  const parse = await loadCsvParser();
  const lines = new CsvLines();
  try {
    await parse(text, lines.take);
  } catch (error) {
    return named(subject, () => {
      throw error;
    });
  }
  return tableOfLines(lines, subject);
}

/**
 * Reads the rows to import, up to 2,000, from objects, CSV text or a file in the import directory.
 *
 * @param directory absolute path of the import directory; undefined where the user has set none
 * @throws InvalidInput with what is wrong and what is accepted
 */
export async function readTable(source: TableSource, directory: string | undefined): Promise<Table> {
  const { rows, csv, file } = source;
  const given = Object.entries({ rows, csv, file }).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  if (given.length !== 1) {
    throw new InvalidInput([
      `${given.length === 0 ? "Nothing to import was given" : `${given.join(" and ")} were given together`}. Accepted: one of rows, csv and file.`,
    ]);
  }
  if (rows !== undefined) return tableOfObjects(rows);
  const { text, notes } = file === undefined ? { text: csv ?? "", notes: [] } : await readImportFile(directory, file);
  const subject = file === undefined ? "csv" : `file ${quote(file)}`;
  return { ...(await tableOfText(text, subject)), notes };
}

import { tableOfFile, tableOfText } from "../../src/files/read-table.ts";
import type { Table } from "../../src/files/table.ts";

/** How many random files a test reads; FILE_RUNS=5000 reads more. */
export const FILE_RUNS = Number(process.env.FILE_RUNS ?? 200);

/** A table as plain data: cells by number of the row and by column. */
const plain = ({ columns, rows, notes }: Table) => ({
  columns,
  rows: Object.fromEntries(rows.map(({ number, cells, problem }) => [number, problem === undefined ? Object.fromEntries(cells) : problem])),
  notes,
});

export const readText = async (text: string, isFieldName?: (text: string) => boolean) =>
  plain(await tableOfText(text, { subject: "text", isFieldName }));

/** The numbers of the rows that may be lines of a report. */
export async function doubtfulRows(text: string): Promise<number[]> {
  const { rows } = await tableOfText(text, { subject: "text" });
  return rows.filter(({ doubt }) => doubt !== undefined).map(({ number }) => number);
}

export const readBytes = async (bytes: Uint8Array, part?: string, isFieldName?: (text: string) => boolean) =>
  plain(await tableOfFile(bytes, { subject: "file", part, isFieldName }));

/** Why a text or file is refused. */
export const refusalOf = (given: string | Uint8Array, part?: string): Promise<string> =>
  (typeof given === "string" ? readText(given) : readBytes(given, part)).then(
    () => "",
    (error: Error) => error.message,
  );

import { InvalidInput } from "../fields/rejection.ts";
import { tableOfObjects } from "../files/object-rows.ts";
import { type TextTableOptions, tableOfFile, tableOfText } from "../files/read-table.ts";
import type { Table } from "../files/table.ts";
import { quote } from "../text/quote.ts";
import { readImportFile } from "./import-file.ts";

/** A sheet of a workbook, or a text in an encoding: "people.xlsx#Leads", "people.csv#Shift_JIS". */
const WITH_PART = /^(.*\.(?:xls[xm]|csv|tsv|txt|vcf|json))#(.+)$/i;

/** The source of a table: exactly one of them. */
export interface TableSource {
  readonly rows?: readonly unknown[] | undefined;
  /** CSV, vCards, JSON, or a table as it was copied. */
  readonly text?: string | undefined;
  /** Another name for `text`. */
  readonly csv?: string | undefined;
  /** A file in the import directory; a sheet as "people.xlsx#Leads", an encoding as "people.csv#Shift_JIS". */
  readonly file?: string | undefined;
}

/**
 * Reads the rows to import, up to 10,000, from objects, a text or a file in the import directory.
 *
 * @param options `directory`: absolute path of the import directory; undefined if the user has set none
 * @throws InvalidInput with what is wrong and what is accepted
 */
export async function readTable(
  source: TableSource,
  { directory, ...options }: { readonly directory?: string | undefined } & Omit<TextTableOptions, "subject"> = {},
): Promise<Table> {
  const { rows, text, csv, file } = source;
  const given = Object.entries({ rows, text, csv, file }).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  const [name = "text", ...others] = given;
  if (given.length === 0 || others.length > 0) {
    throw new InvalidInput([
      `${given.length === 0 ? "Nothing to import was given" : `${given.join(" and ")} were given together`}. Accepted: text or file.`,
    ]);
  }
  if (rows !== undefined) return tableOfObjects(rows, name);
  if (file === undefined) return tableOfText(text ?? csv ?? "", { ...options, subject: name });
  const [, path = file, part] = WITH_PART.exec(file) ?? [];
  return tableOfFile(await readImportFile(directory, path), { ...options, subject: `file ${quote(file)}`, part });
}

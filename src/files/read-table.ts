import { InvalidInput, Rejection } from "../fields/rejection.ts";
import { loadCsvParser } from "./csv.ts";
import { textOfFile } from "./file-text.ts";
import { isZip, otherFormat } from "./formats.ts";
import { tableOfGrid } from "./grid.ts";
import { GridLines } from "./grid-lines.ts";
import { areLists, isJson, rowsOfJson } from "./json-rows.ts";
import { isMarkdown, takeMarkdown } from "./markdown.ts";
import { tableOfObjects } from "./object-rows.ts";
import type { Table } from "./table.ts";
import { isVcard } from "./vcard/cards.ts";
import { tableOfVcards } from "./vcard/vcard-table.ts";
import { linesOfWorkbook } from "./xlsx/xlsx-lines.ts";

export interface TextTableOptions {
  /** The name of the text or file in messages. */
  readonly subject: string;
  /** Whether a cell of the first line names a field. */
  readonly isFieldName?: ((text: string) => boolean) | undefined;
  /** Of the call that reads the table. Reading ends with the call. */
  readonly signal?: AbortSignal | undefined;
}

/** Names the source in a message. */
async function withSubject<T>(subject: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    throw error instanceof Rejection ? new InvalidInput([`${subject}: ${error.message}`]) : error;
  }
}

/**
 * The table in a text: CSV with any usual delimiter, vCards, JSON rows, a table in Markdown, recipients of a mail.
 *
 * @param given may begin with a byte order mark
 * @throws InvalidInput with what is wrong and what is accepted
 */
export const tableOfText = (given: string, { subject, isFieldName, signal }: TextTableOptions): Promise<Table> =>
  withSubject(subject, async () => {
    const text = given.replace(/^\uFEFF/, "");
    if (isVcard(text)) return tableOfVcards(text, subject, signal);
    const recipients = recipientsIn(text);
    if (recipients) return tableOfObjects(recipients, subject);
    const lines = new GridLines({ signal });
    if (isJson(text)) {
      const rows = rowsOfJson(text);
      if (!areLists(rows)) return tableOfObjects(rows, subject);
      lines.take(rows);
    } else if (isMarkdown(text)) await takeMarkdown(text, lines);
    else {
      const parse = await loadCsvParser();
      await parse(text, lines.take);
    }
    return tableOfGrid(lines, subject, isFieldName);
  });

const withNotes = (table: Table, notes: readonly string[]): Table => ({ ...table, notes: [...notes, ...table.notes] });

interface FileTableOptions extends TextTableOptions {
  /** The sheet of a workbook, by default the first; the encoding of a text, which is guessed by default. */
  readonly part?: string | undefined;
}

/**
 * The table in a file, whose content says its format: an Excel workbook (.xlsx), or a text as {@link tableOfText} reads
 * it, in any usual encoding.
 *
 * @throws InvalidInput with what is wrong and what is accepted
 */
export const tableOfFile = (bytes: Uint8Array, { part, ...options }: FileTableOptions): Promise<Table> =>
  withSubject(options.subject, async () => {
    const other = otherFormat(bytes);
    if (other) throw other;
    if (isZip(bytes)) {
      const { lines, notes } = await linesOfWorkbook(bytes, part, options.signal);
      const table = tableOfGrid(lines, options.subject, options.isFieldName).catch((error: unknown) => {
        // Another sheet may have the table.
        throw error instanceof InvalidInput ? new InvalidInput([...error.problems, ...notes]) : error;
      });
      return withNotes(await table, notes);
    }
    const { text, note } = await textOfFile(bytes, part);
    return withNotes(await tableOfText(text, options), note === undefined ? [] : [note]);
  });

interface Recipient {
  readonly Name?: string;
  readonly Email: string;
}

const PART = /[^,;\n]*[,;\n]/g;
const RECIPIENT = /^(?:(?:"([^"\n]*)"|([^<>"\n]*))<([^\s<>@]+@[^\s<>@]+)>|([^\s<>@",;]+@[^\s<>@",;]+))$/;
/** Addresses that end their lines are a column of a table. */
const ENDS_LINE = /@[^\s,;>]+[^\S\n]*\n/;

/** Longer text is no recipient. */
const LONGEST = 300;

/**
 * The people in a text, as mail programs write recipients; undefined if it is another text.
 *
 * @example
 * recipientsIn("Tom Baker <tom@acme.example>, eva@acme.example"); // => [{ Name: "Tom Baker", Email: "tom@acme.example" }, { Email: "eva@acme.example" }]
 */
export function recipientsIn(text: string): readonly Recipient[] | undefined {
  const found: Recipient[] = [];
  const given = text.trim();
  let part = "";
  for (const [piece] of `${given}\n`.matchAll(PART)) {
    part += piece;
    if (part.length > LONGEST) return undefined;
    const [, quoted, plain = "", named, Email = named] = RECIPIENT.exec(part.slice(0, -1).trim().replace(/"\s+</, '"<')) ?? [];
    if (Email === undefined && /[^\s,;]/.test(part)) continue;
    const Name = (quoted ?? plain).trim();
    if (Email !== undefined) found.push(Name === "" ? { Email } : { Name, Email });
    part = "";
  }
  const isTable = ENDS_LINE.test(given) || found.length < 2;
  return part !== "" || (isTable && !found.some(({ Name }) => Name)) ? undefined : found;
}

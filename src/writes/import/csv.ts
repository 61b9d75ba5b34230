import type { ParseError, ParseResult } from "papaparse";
import { Rejection } from "../../fields/rejection.ts";
import { quote } from "../../text/quote.ts";

/** In the order in which they are preferred where several give a header of as many columns. */
const DELIMITERS = [",", ";", "\t", "|"] as const;

/** Enough lines to get past the blank ones above a header. */
const HEADER_WITHIN = 50;

/** What Excel writes above the header to name the delimiter. */
const NAMED_DELIMITER = /^sep=(.)$/im;

/** Reads the cells of a CSV text, line by line; a blank line is a line of one empty cell. @throws Rejection where quotes are not closed */
export type CsvParser = (text: string) => readonly (readonly string[])[];

const isBlankLine = (cells: readonly string[]) => cells.every((cell) => cell.trim() === "");

const quoteErrors = ({ errors }: ParseResult<string[]>) => errors.filter(({ type }) => type === "Quotes");

/** Where the cell begins whose quotes are wrong. */
function misquoted(text: string, { index = 0, code }: ParseError): Rejection {
  const line = text.slice(0, index).split("\n").length;
  const [cell = ""] = text.slice(index).split("\n");
  return new Rejection(
    `Line ${line}: the quote before ${quote(cell)} ${code === "MissingQuotes" ? "is never closed" : "is closed within the cell"}`,
    'quotes around a whole cell, and two ("") for each inside it',
  );
}

/** Loads the CSV library: not at start, since few sessions import. */
export async function loadCsvParser(): Promise<CsvParser> {
  const { default: papa } = await import("papaparse");
  const parse = (text: string, delimiter: string, lines = 0) => papa.parse<string[]>(text, { delimiter, newline: "\n", preview: lines });

  /** How many columns the header has with a delimiter; the library's own guess is misled by e-mail addresses that are listed in a cell. */
  const columnsWith = (delimiter: string, text: string) => {
    const read = parse(text, delimiter, HEADER_WITHIN);
    const header = read.data.findIndex((cells) => !isBlankLine(cells));
    const misread = quoteErrors(read).some(({ row = 0 }) => row <= header);
    return misread ? 0 : (read.data[header]?.length ?? 0);
  };

  return (given) => {
    // Lines may end in several ways in one file, of which the library takes one.
    const lines = given.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
    const named = NAMED_DELIMITER.exec(lines.slice(0, lines.indexOf("\n")))?.[1];
    const text = named === undefined ? lines : lines.slice(lines.indexOf("\n"));
    const widths = DELIMITERS.map((delimiter) => columnsWith(delimiter, text));
    const delimiter = named ?? DELIMITERS[widths.indexOf(Math.max(...widths))] ?? ",";
    const read = parse(text, delimiter);
    const [error] = quoteErrors(read);
    if (error) throw misquoted(text, error);
    return read.data;
  };
}

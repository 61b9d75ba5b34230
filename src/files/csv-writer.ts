import { TimeSlices } from "../async/time-slices.ts";

/** Rows that are written in one go. */
const AT_ONCE = 200;

/** Cells that a spreadsheet would run as a formula, in Japan also with wide signs. Numbers with a sign are none. */
const FORMULA = /^(?:[=@＝＠\t\r]|[+＋－-](?![\d\s().-]*$))/;

/**
 * What programs put before the text of a cell so that it is no formula and no number. An import removes it. An apostrophe
 * before anything else is part of the text.
 */
const TEXT_MARK = /^'(?='*(?:[=+@＝＋＠－\t-]|[\d\s.,/-]+$))/;

/** Where a cell begins if a spreadsheet takes another delimiter, or a line break, for its end. */
const CELL_BEGINS = "(?<=[;\\t\\r\\n])";

const INNER_FORMULA = new RegExp(`${CELL_BEGINS}(?="*(?:[=@＝＠]|[+＋－-](?![\\d\\s().-]*(?:[;\\t\\r\\n]|$)))|'+"*[=+@＝＋＠－-])`, "g");

const INNER_MARK = new RegExp(`${CELL_BEGINS}'(?='*"*[=+@＝＋＠－-])`, "g");

const harmless = (cell: string) => `${FORMULA.test(cell) || TEXT_MARK.test(cell) ? "'" : ""}${cell.replace(INNER_FORMULA, "'")}`;

/** The text of a cell without the marks that say that it is text. @param isExport whether {@link csvOf} wrote it */
export const withoutTextMarks = (cell: string, isExport: boolean): string => {
  const text = cell.replace(TEXT_MARK, "");
  return isExport ? text.replace(INNER_MARK, "") : text;
};

/**
 * Writes rows as CSV as Excel reads it: in UTF-8 with a byte order mark, with commas and CR LF. An
 * apostrophe stands before what would be a formula, also where a spreadsheet has semicolons or tabs as delimiters.
 */
export async function csvOf(header: readonly string[], rows: readonly (readonly string[])[]): Promise<string> {
  const { default: papa } = await import("papaparse");
  const slices = new TimeSlices();
  const lines = [papa.unparse([header.map(harmless)], { newline: "\r\n" })];
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    const some = rows.slice(at, at + AT_ONCE).map((cells) => cells.map(harmless));
    lines.push(papa.unparse(some, { newline: "\r\n" }));
    if (slices.isOver) await slices.next();
  }
  return `\uFEFF${lines.join("\r\n")}\r\n`;
}

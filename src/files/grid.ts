import { mapInSlices } from "../async/time-slices.ts";
import { Problems, Rejection } from "../fields/rejection.ts";
import { counted } from "../text/plural.ts";
import { quote } from "../text/quote.ts";
import { cellText, type GridLine, type GridLines } from "./grid-lines.ts";
import { headerIndex, isPlainlyData, WITHIN_LINES } from "./header.ts";
import { reportLines } from "./report-lines.ts";
import { checkColumns, checkCount, rowOf, rowsNamed, type Table, uniqueNames } from "./table.ts";

const HEADER = "names of fields in the first line, then a line for each contact";

const REPORT_LINE = "It looks like a title, a total or a note of the report, not a contact.";

const UNCLEAR_LINE = "it may be a title, a total or a note of the report, and not a contact";

const QUOTES = "Put quotes around a cell that contains the delimiter";

/** How many of the lines above a header are shown. */
const MOST_SHOWN = 3;

/** A line with so many names of fields is a header, whatever else it has. */
const LEAST_NAMES = 2;

/** Delimiters alone are not a name: with another delimiter, such a line is a single cell. */
const isName = (text: string) => /[^\s,;|]/.test(text);

/**
 * The table in lines of cells: finds its header, below the notes that reports put above it, and its end. A line may
 * have fewer cells than the header. If no line is a header, the columns are called by their places.
 *
 * @param subject the name of the source in messages
 * @param isFieldName whether a cell names a field
 * @throws InvalidInput with every problem
 */
export async function tableOfGrid({ filled, count, mayShift }: GridLines, subject: string, isFieldName = (_: string) => false): Promise<Table> {
  const namesIn = (line: GridLine | undefined) => (line?.cells ?? []).map(cellText);
  const hasFields = (line: GridLine | undefined) => namesIn(line).filter(isFieldName).length >= LEAST_NAMES;
  const isPlain = (line: GridLine | undefined) => !namesIn(line).some(isPlainlyData);
  const first = headerIndex(filled);
  const isHeader = isPlain(filled[first]) || hasFields(filled[first]);
  const widthOf = (line: GridLine | undefined) => namesIn(line).filter((text) => text !== "").length;
  const width = widthOf(filled[first]);
  const mayBeTitle = isHeader && !namesIn(filled[first]).some(isFieldName);
  // Data about the file, such as its date, may stand above the header, or a title that has fewer cells.
  // In a header of two lines, some cells are merged.
  const isSecond = (line: GridLine, at: number) =>
    at === first + 1 && line.cells.some((cell, place) => cellText(cell) !== "" && cell === filled[first]?.cells[place]);
  const mayBeHeader = (line: GridLine, at: number) => !isHeader || isSecond(line, at) || (mayBeTitle && at > first && widthOf(line) > width);
  const later = filled.slice(0, WITHIN_LINES).findIndex((line, at) => mayBeHeader(line, at) && isPlain(line) && hasFields(line));
  const hasNames = isHeader || later >= 0;
  const at = later < 0 ? first : later;
  const above = filled.slice(0, at);
  const top = hasNames ? filled[at] : undefined;
  const header = namesIn(top);
  const below = hasNames ? at + 1 : at;
  const lines = filled.slice(below).map((line) => ({ ...line, number: line.number - (top?.number ?? 0) }));
  const problems = new Problems();

  problems.collect(subject, () => {
    if (hasNames && !header.some(isName)) throw new Rejection("It has no line with column names", HEADER);
    checkColumns(uniqueNames(header.filter((name) => name !== "")));
    checkCount(Math.max(0, count - below), " below the line with the column names");
  });
  // The checks below go through every cell.
  problems.throwIfAny();

  const most = top && mayShift ? Math.max(header.length, top.width) : Number.POSITIVE_INFINITY;
  const wide = new Set(lines.filter(({ cells }) => cells.length > most));
  problems.collect(subject, () => {
    if (wide.size * 2 > lines.length) {
      throw new Rejection(
        `The header has ${counted(header.length, "column")}, but there are more cells in ${rowsNamed([...wide].map(({ number }) => number))}`,
        `at most as many cells as the header has. ${QUOTES}`,
      );
    }
  });
  problems.throwIfAny();
  const columns = columnsOf(
    header,
    lines.filter((line) => !wide.has(line)),
  );
  const title = above.at(-1);
  const isTitled = title?.cells.length === 1 && title.number + 1 === top?.number;
  const { aside, unclear } = await reportLines(lines, { header, isTitled, isFieldName });
  const rows = await mapInSlices(lines, (line) => {
    const row = rowOf(
      line.number,
      columns.map((column) => [column.name, line.cells[column.at]] as const),
    );
    if (aside.has(line)) return { ...row, problem: REPORT_LINE };
    if (unclear.has(line)) return { ...row, doubt: UNCLEAR_LINE };
    return wide.has(line) ? { ...row, problem: `The row has more cells than the header, so they may be in the wrong columns. ${QUOTES}.` } : row;
  });
  const notes = [
    ...notesOf(above),
    ...(hasNames ? [] : ['The first line has no column names, so the columns are called "Column 1", "Column 2" and so on.']),
  ];
  return { columns: columns.map(({ name }) => name), rows: rows.filter(({ cells }) => cells.size > 0), notes };
}

/** The columns that have a name or a value. A column without a name gets its position as its name. */
function columnsOf(header: readonly string[], lines: readonly GridLine[]): { readonly name: string; readonly at: number }[] {
  const width = lines.reduce((most, { cells }) => Math.max(most, cells.length), header.length);
  const all = Array.from({ length: width }, (_, at) => header[at] ?? "");
  const isUsed = (at: number) => all[at] !== "" || lines.some(({ cells }) => cellText(cells[at]) !== "");
  const used = all.flatMap((name, at) => (isUsed(at) ? [{ name: name || `Column ${at + 1}`, at }] : []));
  const names = uniqueNames(used.map(({ name }) => name));
  return used.map(({ name, at }, index) => ({ name: names[index] ?? name, at }));
}

function notesOf(above: readonly GridLine[]): string[] {
  const shown = above.slice(0, MOST_SHOWN).map(({ cells }) => quote(cells.map(cellText).filter(Boolean).join(" ")));
  const more = above.length > shown.length ? ` and ${counted(above.length - shown.length, "more line")}` : "";
  return above.length > 0 ? [`Lines above the header were left out: ${shown.join(", ")}${more}.`] : [];
}

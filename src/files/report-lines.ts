import { cellText, type GridLine } from "./grid-lines.ts";
import { isPlainlyData } from "./header.ts";

/** A table of fewer columns may have rows of a single cell. */
const LEAST_COLUMNS = 3;

/** More words than the names of most people have. */
const LEAST_WORDS = 3;

/** So many names of fields, and more than other texts, are a header. */
const LEAST_NAMES = 3;

/** A sum, a source or a right: "Total: 12", "Copyright (c) 2026", "Page 1 of 3". */
const REPORT_WORD = /[\d:©]/;

const isSingle = ({ cells }: GridLine) => cells.length === 1 && !cellText(cells[0]).includes("@");

const TOTAL = /^(?:grand |sub)?(?:total|totals|sum|summe|gesamt|gesamtsumme|zwischensumme|insgesamt|totale|suma|somma|somme|soma|totaal)\s*:?$/i;

/** What a total counts: "Count", "Sum of Amount". */
const MEASURE = /^(?:record |row )?(?:count|sum|average|avg|minimum|min|maximum|max|anzahl|summe|mittelwert|nombre|moyenne)(?: (?:of|von|de) .*)?$/i;

const textsOf = ({ cells }: GridLine) => cells.map((cell) => cellText(cell).trim()).filter((text) => text !== "");

/** "Total" or "Subtotal", followed only by numbers and what they count. */
function isTotal(line: GridLine): boolean {
  const [first = "", ...others] = textsOf(line);
  const isNumber = (text: string) => !/[\p{L}@]/u.test(text) && !isPlainlyData(text);
  return TOTAL.test(first) && others.some(isNumber) && others.every((text) => isNumber(text) || MEASURE.test(text));
}

/** The lines from a blank line up to the end, each with text in its first cell only. */
function footerOf(rows: readonly GridLine[]): readonly GridLine[] {
  const from = rows.findLastIndex((line) => !isSingle(line)) + 1;
  const start = rows.findIndex(({ number }, at) => at >= from && number > (rows[at - 1]?.number ?? 0) + 1);
  const footer = from === 0 || start < 0 ? [] : rows.slice(start);
  const isReport = footer.some(({ cells: [cell] }) => REPORT_WORD.test(cellText(cell)) || cellText(cell).split(/\s+/).length >= LEAST_WORDS);
  return isReport ? footer : [];
}

interface Heading {
  /** The names of the columns. */
  readonly header: readonly string[];
  readonly isFieldName: (text: string) => boolean;
}

/** Whether a line below the header is a header too: the same one, or that of another table. */
function isHeading(line: GridLine, { header, isFieldName }: Heading): boolean {
  const texts = textsOf(line);
  if (texts.length > 1 && line.cells.every((cell, at) => cellText(cell) === (header[at] ?? ""))) return true;
  const names = texts.filter(isFieldName).length;
  return names >= LEAST_NAMES && names * 2 > texts.length && !texts.some(isPlainlyData);
}

/** The lines of a single cell right above each header, which are the titles of groups. */
function groupTitles(rows: readonly GridLine[], headings: ReadonlySet<GridLine>): readonly GridLine[] {
  return rows.filter((line, at) => {
    const next = rows.slice(at).find((other) => !isSingle(other));
    return isSingle(line) && next !== undefined && headings.has(next);
  });
}

/**
 * The lines among the rows of a table that belong to the report and are not rows: the header of each group with its
 * title, totals, and the lines at the end.
 *
 * @param rows the lines below the header, without blank lines
 */
export function reportLines(rows: readonly GridLine[], heading: Heading): ReadonlySet<GridLine> {
  const headings = new Set(rows.filter((line) => isHeading(line, heading)));
  const ends = heading.header.length < LEAST_COLUMNS ? [] : [...rows.filter(isTotal), ...footerOf(rows)];
  return new Set([...headings, ...(headings.size > 0 ? groupTitles(rows, headings) : []), ...ends]);
}

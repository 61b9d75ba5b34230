import { cellText, type GridLine } from "./grid-lines.ts";

/** A table of fewer columns may have rows of a single cell. */
const LEAST_COLUMNS = 3;

/** More words than the names of most people have. */
const LEAST_WORDS = 3;

/** A sum, a source or a right: "Total: 12", "Copyright (c) 2026", "Page 1 of 3". */
const REPORT_WORD = /[\d:©]/;

const isSingle = ({ cells }: GridLine) => cells.length === 1 && !cellText(cells[0]).includes("@");

const TOTAL = /^(?:grand |sub)?(?:total|totals|sum|summe|gesamt|gesamtsumme|zwischensumme|insgesamt|totale|suma|somma|somme|soma|totaal)\s*:?$/i;

/** "Total", followed only by numbers. */
function isTotal({ cells }: GridLine): boolean {
  const [first = "", ...others] = cells.map((cell) => cellText(cell).trim()).filter((text) => text !== "");
  return TOTAL.test(first) && others.length > 0 && others.every((text) => !/[\p{L}@]/u.test(text));
}

/** The sums of columns in the last line. */
const totalOf = (rows: readonly GridLine[]): readonly GridLine[] => rows.slice(-1).filter(isTotal);

/**
 * The lines below a table that belong to the report and are not rows: after a blank line, up to the end, each with text
 * in its first cell only. A last line of totals belongs to it too.
 *
 * @param rows the lines below the header, without blank lines
 * @param width how many columns the header has
 */
export function footerOf(rows: readonly GridLine[], width: number): readonly GridLine[] {
  const from = rows.findLastIndex((line) => !isSingle(line)) + 1;
  if (width < LEAST_COLUMNS || from === 0) return [];
  if (from === rows.length) return totalOf(rows);
  const start = rows.findIndex(({ number }, at) => at >= from && number > (rows[at - 1]?.number ?? 0) + 1);
  const footer = start < 0 ? [] : rows.slice(start);
  const isReport = footer.some(({ cells: [cell] }) => REPORT_WORD.test(cellText(cell)) || cellText(cell).split(/\s+/).length >= LEAST_WORDS);
  return isReport ? footer : [];
}

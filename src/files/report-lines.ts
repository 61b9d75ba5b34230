import { filterInSlices } from "../async/time-slices.ts";
import { cellText, type GridLine } from "./grid-lines.ts";
import { isPlainlyData } from "./header.ts";

/** In a table of fewer columns, a line that belongs to the report looks like a person with few values. */
const LEAST_COLUMNS = 3;

/** So many names of fields, and more than other texts, are a header. */
const LEAST_NAMES = 3;

/** Names of people and companies rarely have more words. */
const MOST_WORDS_OF_NAME = 4;

const hasOneCell = ({ cells }: GridLine) => cells.length === 1;

const firstText = ({ cells: [cell] }: GridLine) => cellText(cell);

/** Whether the first cell is an e-mail address, a phone number or a web address. */
const isData = (line: GridLine) => isPlainlyData(firstText(line));

const isSingle = (line: GridLine) => hasOneCell(line) && !isData(line);

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

/** "* A = hot, B = warm" */
const isLegend = (line: GridLine) => /^[*†‡]\s*\S|\S\s=\s\S/.test(firstText(line));

/**
 * The lines from a blank line, a total or a legend up to the end, each with text in its first cell only, unless many
 * rows have no more. They are rows if they are data like the first cells above.
 */
function footerOf(rows: readonly GridLine[], totals: ReadonlySet<GridLine>): readonly GridLine[] {
  const from = rows.findLastIndex((line) => !hasOneCell(line)) + 1;
  const start = rows.findIndex((line, at) => {
    const before = rows[at - 1];
    return at >= from && (line.number > (before?.number ?? 0) + 1 || isLegend(line) || (before !== undefined && totals.has(before)));
  });
  const [body, footer] = [rows.slice(0, start), rows.slice(start)];
  if (start <= 2 * body.filter(hasOneCell).length) return [];
  return footer.every(isData) && body.some(isData) ? [] : footer;
}

/** Whether a text has more words than a name, most of them without a capital: "Printed for internal use only". */
function isSentence(line: GridLine): boolean {
  const words = firstText(line).split(/\s+/);
  return words.length > MOST_WORDS_OF_NAME && words.filter((word) => !/^\p{Lu}/u.test(word)).length * 2 > words.length;
}

/** Whether a text is a sum, a source or a right: "Total: 12", "Total (2 rows)", "Copyright (c) 2026 by the owners". */
const isMarked = (line: GridLine) =>
  /[:©]|\(\d[\d.,]* \p{L}+\)$/u.test(firstText(line)) || isLegend(line) || (isSentence(line) && /\d/.test(firstText(line)));

/**
 * The lines of the footer that are certainly no names: from the first marked one on, each that is marked or a sentence.
 * None if rows look like this too.
 *
 * @param people lines that are rows
 */
function notesIn(footer: readonly GridLine[], people: readonly GridLine[]): readonly GridLine[] {
  const isNote = (line: GridLine) => isMarked(line) || isSentence(line);
  const first = footer.findIndex(isMarked);
  return first < 0 || people.some(isNote) ? [] : footer.slice(first).filter(isNote);
}

interface Heading {
  /** The names of the columns. */
  readonly header: readonly string[];
  /** Whether a line of a single cell is right above the header. */
  readonly isTitled: boolean;
  readonly isFieldName: (text: string) => boolean;
}

/** Whether a line below the header is a header too: the same one, or that of another table. */
function isHeading(line: GridLine, { header, isFieldName }: Heading): boolean {
  const texts = textsOf(line);
  if (texts.length > 1 && line.cells.every((cell, at) => cellText(cell) === (header[at] ?? ""))) return true;
  // Names of fields take much longer to find.
  if (texts.some(isPlainlyData)) return false;
  const names = texts.filter(isFieldName).length;
  return names >= LEAST_NAMES && names * 2 > texts.length;
}

/**
 * The lines among the rows of a table that belong to the report and are not rows: the header of each group with its
 * title, totals, and the lines at the end. `unclear` are lines that may be one of these, or a row.
 *
 * @param rows the lines below the header, without blank lines
 */
export async function reportLines(rows: readonly GridLine[], heading: Heading) {
  const headings = new Set(await filterInSlices(rows, (line) => isHeading(line, heading)));
  const above: GridLine[] = [];
  let isAboveHeader = false;
  for (const line of rows.toReversed()) {
    const isHeader = headings.has(line);
    isAboveHeader = isHeader || (isAboveHeader && isSingle(line));
    if (isAboveHeader && !isHeader) above.push(line);
  }
  // The header is line 0.
  const numbers = new Set([0, ...rows.map(({ number }) => number)]);
  const starts = new Set([...headings].map(({ number }) => number));
  const isRightAbove = ({ number }: GridLine) => starts.has(number + 1);
  const areAllTitled = heading.isTitled && above.filter(isRightAbove).length === headings.size;
  const titles = above.filter((line) => isRightAbove(line) && (areAllTitled || !numbers.has(line.number - 1)));
  const totals = new Set(await filterInSlices(rows, isTotal));
  const footer = footerOf(rows, totals);
  const people = rows.filter((line) => !hasOneCell(line) && !totals.has(line) && !headings.has(line));
  const notes = notesIn(footer, people);
  const aside = new Set([...headings, ...titles, ...(heading.header.length < LEAST_COLUMNS ? [] : [...totals, ...notes])]);
  return { aside, unclear: new Set([...above, ...totals, ...footer].filter((line) => !aside.has(line))) };
}

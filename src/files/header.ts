import { cellText, type GridLine } from "./grid-lines.ts";

/** Where a header is looked for: enough for the notes and filters that reports put above it. */
export const WITHIN_LINES = 30;

/** Longer texts are sentences. */
const LONGEST_NAME = 100;

/** Numbers, dates and phone numbers. */
const NUMBER = /^[\s.,:/+()-]*\d[\s\d.,:/+()-]*$/;
const WEB_ADDRESS = /^(?:https?:\/\/|www\.)\S+$/i;

/** Whether a text is an address: "dana@fbi.gov". */
const isEmail = (text: string) => {
  const at = text.indexOf("@", 1);
  return at > 0 && text.slice(at + 2, -1).includes(".") && !/\s/.test(text);
};

/** Whether a cell of a header is plainly not the name of a column: an e-mail address, a phone number, a web address. */
export const isPlainlyData = (text: string): boolean => isEmail(text) || WEB_ADDRESS.test(text) || (/^[+(]?\d/.test(text) && isPhone(text));

const isPhone = (text: string) => NUMBER.test(text) && text.replace(/\D/g, "").length >= 7;

/** Whether a cell may be the name of a column. */
const isName = (text: string) =>
  text.length <= LONGEST_NAME && /\p{L}/u.test(text) && !NUMBER.test(text) && !isEmail(text) && !WEB_ADDRESS.test(text);

const filledCells = ({ cells }: GridLine) => cells.map(cellText).filter((text) => text !== "");

/**
 * The index of the line with the names of the columns. It is the first line, unless a later one is plainly the
 * header of a report: a line of names, wider than all lines above it, which stands below a blank line or is much
 * wider than they are.
 *
 * @param lines without blank lines
 */
export function headerIndex(lines: readonly GridLine[]): number {
  const widths = lines.slice(0, WITHIN_LINES).map((line) => filledCells(line).length);
  let widest = widths[0] ?? 0;
  let header = 0;
  for (const [at, width] of widths.entries()) {
    if (width <= widest) continue;
    const line = lines[at];
    const isBelowBlank = line !== undefined && line.number > (lines[at - 1]?.number ?? 0) + 1;
    const isFollowed = widths.slice(at + 1).some((other) => other * 2 >= width);
    const standsOut = isBelowBlank || (width >= 3 && width >= 2 * widest && isFollowed);
    if (at > 0 && standsOut && line && filledCells(line).every(isName)) header = at;
    widest = width;
  }
  return header;
}

import { beginningOf } from "./beginning.ts";
import { manyLines, oneLine } from "./plain-text.ts";
import { counted } from "./plural.ts";

/** Cells of a table, one row a line, separated by tabs. */
export interface Table {
  readonly rows: readonly (readonly string[])[];
}

/** Text of many lines, shown between fences. */
interface Fenced {
  readonly fenced: string;
}

/**
 * A piece of an answer. A string is one line, whatever it holds. It begins with words of ours, a mark, an ID or a
 * label, never with what other people wrote: `Contact Dana (con_…) …`, not `Dana (con_…) …`.
 */
export type Line = string | Table | Fenced;

declare const safe: unique symbol;

/** Text for a model or a user. Only {@link answerText} makes it, so no other text can leave the process. */
export type SafeText = string & { readonly [safe]: true };

/** The most characters of an answer. More would crowd out the conversation around it. */
export const MOST_CHARACTERS = 40_000;

/** A longer line is cut rather than left out. */
const LONG_LINE = 2000;

const EMPTY = "-";

/** A line as it is shown, and the fence that has to follow if nothing else does. */
interface Shown {
  readonly text: string;
  readonly fence: string;
}

/** The most backticks in a row: a fence has to be longer. */
const LONGEST_RUN = 100;
const LONG_RUN = new RegExp(`\`{${LONGEST_RUN + 1},}`, "g");

const withShortRuns = (text: string) =>
  text.replace(LONG_RUN, (run) => `${"`".repeat(LONGEST_RUN)}… (+${counted(run.length - LONGEST_RUN, "backtick")})`);

/** A fence longer than any run of backticks inside, so that no text ends its own block. */
function fenceOf(text: string): string {
  let longest = 2;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  return "`".repeat(longest + 1);
}

/** The texts of a line, which most often is one. */
const textsOf = (line: Line): string | string[] => (typeof line === "string" ? oneLine(line) : shown(line).map(({ text }) => text));

function shown(line: Line): Shown[] {
  if (typeof line === "string") return [{ text: oneLine(line), fence: "" }];
  if ("rows" in line) return line.rows.map((cells) => ({ text: cells.map((cell) => oneLine(cell) || EMPTY).join("\t"), fence: "" }));
  const text = withShortRuns(manyLines(line.fenced).trim());
  const fence = fenceOf(text);
  return [fence, ...text.split("\n"), fence].map((one, index, { length }) => ({ text: one, fence: index < length - 1 ? fence : "" }));
}

const wholeText = (lines: readonly Line[]): string => lines.flatMap(textsOf).join("\n");

/** The number of characters in the lines. */
export const lengthOf = (lines: readonly Line[]): number => wholeText(lines).length;

/**
 * Turns lines into text. No line can look like two, and no block can end early or stay open. If the text is too long,
 * its last line says how much was left out and how to get it.
 *
 * @param howToGetRest the call that returns the rest, as a phrase: "retrieve_contact with fields"
 * @example
 * answerText(["Contact Dana", ["Email", "dana@initech.com"]].slice(0, 1)); // => "Contact Dana"
 * answerText(["two\nlines"]); // => "two lines"
 */
export function answerText(lines: readonly Line[], howToGetRest = "a call that asks for less"): SafeText {
  const whole = wholeText(lines);
  return (whole.length <= MOST_CHARACTERS ? whole : beginning(lines.flatMap(shown), whole.length, howToGetRest).join("\n")) as SafeText;
}

function beginning(all: readonly Shown[], length: number, howToGetRest: string): string[] {
  const note = (lines: number, characters: number) =>
    `… Left out: ${counted(lines, "line")} (${counted(characters, "character")}). To see the rest, use ${howToGetRest}.`;
  const room = MOST_CHARACTERS - note(all.length, length).length - 1;
  const kept: string[] = [];
  let used = 0;
  let open = "";
  for (const { text, fence } of all) {
    const left = room - used - (fence === "" ? 0 : fence.length + 1);
    if (text.length + 1 > left && left < LONG_LINE) break;
    const part = text.length + 1 > left ? beginningOf(text, left - 1) : text;
    kept.push(part);
    used += part.length + 1;
    open = fence;
    if (part.length < text.length) break;
  }
  const last = kept.length - 1;
  const isCut = kept[last] !== all[last]?.text;
  return [...kept, ...(open === "" ? [] : [open]), note(all.length - kept.length + (isCut ? 1 : 0), length - used + (isCut ? 1 : 0))];
}

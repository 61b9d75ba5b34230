import { cut } from "./value.ts";

/** Characters of what is the same that stand before and after what differs. */
const CONTEXT = 20;

/** Two texts as they stand beside each other. */
export interface Difference {
  readonly before: string;
  readonly after: string;
  /** Whether nothing of them is cut. */
  readonly isWhole: boolean;
  /** What is to be said of both of them, " (the same: 280 characters before)"; "" where there is nothing. */
  readonly note: string;
}

/**
 * Two texts of one line, each of which gets `most` characters. Where they are longer, what is the same at both ends is left out, so that what differs
 * is seen. What was cut is said.
 */
export function difference(before: string, after: string, most: number): Difference {
  if (before === after) {
    const shown = cut(before, most);
    return { before: shown, after: shown, isWhole: shown === before, note: " (they differ in line ends, or in what else is not shown)" };
  }
  if (Math.max(before.length, after.length) <= most) return { before, after, isWhole: true, note: "" };
  const start = leftOutBefore(before, after);
  const end = leftOutAfter(before, after);
  const side = (text: string) => {
    const part = text.slice(start, text.length - end);
    return `${start > 0 ? "…" : ""}${cut(part, most)}${end > 0 && part.length <= most ? "…" : ""}`;
  };
  const counts = [
    ...(start > 0 ? [`${counted(start)} characters before`] : []),
    ...(end > 0 ? [`${counted(end)}${start > 0 ? "" : " characters"} after`] : []),
  ].join(", ");
  return { before: side(before), after: side(after), isWhole: false, note: counts === "" ? "" : ` (the same: ${counts})` };
}

const counted = (characters: number) => characters.toLocaleString("en-US");

/** Of characters that are the same, how many may be left out; the rest is too little to be worth a word, or the context. */
const beyondContext = (same: number) => (same > 2 * CONTEXT ? same - CONTEXT : 0);

/** Half of a surrogate pair is no character. */
const isLowHalf = (text: string, at: number) => /[\udc00-\udfff]/.test(text.charAt(at));

function leftOutBefore(one: string, other: string): number {
  const start = beyondContext(sameBefore(one, other));
  return start > 0 && isLowHalf(one, start) ? start - 1 : start;
}

function leftOutAfter(one: string, other: string): number {
  const end = beyondContext(sameAfter(one, other));
  return end > 0 && isLowHalf(one, one.length - end) ? end - 1 : end;
}

/** How many characters two texts that differ begin with alike. */
function sameBefore(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let same = 0;
  while (same < most && one[same] === other[same]) same++;
  return same;
}

/** How many characters they end with alike, beyond those that they begin with alike. */
function sameAfter(one: string, other: string): number {
  const most = Math.min(one.length, other.length) - sameBefore(one, other);
  let same = 0;
  while (same < most && one.at(-1 - same) === other.at(-1 - same)) same++;
  return same;
}

import { counted, grouped } from "../text/plural.ts";
import { cut } from "./value.ts";

/** Characters of the common text that are shown before and after the difference. */
const CONTEXT = 20;

/** Two texts, to be shown beside each other. */
export interface Difference {
  readonly before: string;
  readonly after: string;
  /** Whether both are shown in full. */
  readonly isWhole: boolean;
  /** A note about both, such as " (the same: 280 characters before)"; "" if there is none. */
  readonly note: string;
}

/**
 * Two texts of one line with up to `most` characters each. If they are longer, common text at both ends is left out, so
 * that the difference stays visible. The note says what was cut.
 */
export function difference(before: string, after: string, most: number): Difference {
  if (before === after) {
    const shown = cut(before, most);
    return {
      before: shown,
      after: shown,
      isWhole: shown === before,
      note: " (they differ only in what is not shown, such as line breaks or coordinates)",
    };
  }
  if (Math.max(before.length, after.length) <= most) return { before, after, isWhole: true, note: "" };
  const start = leftOutBefore(before, after);
  const end = leftOutAfter(before, after);
  const side = (text: string) => {
    const part = text.slice(start, text.length - end);
    return `${start > 0 ? "…" : ""}${cut(part, most)}${end > 0 && part.length <= most ? "…" : ""}`;
  };
  const counts = [
    ...(start > 0 ? [`${counted(start, "character")} before`] : []),
    ...(end > 0 ? [`${start > 0 ? grouped(end) : counted(end, "character")} after`] : []),
  ].join(", ");
  return { before: side(before), after: side(after), isWhole: false, note: counts === "" ? "" : ` (the same: ${counts})` };
}

/** How many common characters may be left out. The context stays, and a short text is not worth leaving out. */
const beyondContext = (same: number) => (same > 2 * CONTEXT ? same - CONTEXT : 0);

/** Whether the second half of a surrogate pair stands here: half a pair is not a character. */
const isLowHalf = (text: string, at: number) => /[\udc00-\udfff]/.test(text.charAt(at));

function leftOutBefore(one: string, other: string): number {
  const start = beyondContext(sameBefore(one, other));
  return start > 0 && isLowHalf(one, start) ? start - 1 : start;
}

function leftOutAfter(one: string, other: string): number {
  const end = beyondContext(sameAfter(one, other));
  return end > 0 && isLowHalf(one, one.length - end) ? end - 1 : end;
}

/** How many characters of two different texts are the same at their beginning and end. */
export const sameEnds = (one: string, other: string): number => sameBefore(one, other) + sameAfter(one, other);

/** The length of the common beginning of two different texts. */
function sameBefore(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let same = 0;
  while (same < most && one[same] === other[same]) same++;
  return same;
}

/** The length of their common end, not counting the common beginning. */
function sameAfter(one: string, other: string): number {
  const most = Math.min(one.length, other.length) - sameBefore(one, other);
  let same = 0;
  while (same < most && one.at(-1 - same) === other.at(-1 - same)) same++;
  return same;
}

import type { Weighed } from "./weigh.ts";

/** What the next best may have of the best's score where one is clearly meant. */
const FAR = 0.85;
/** Where only the best has every word as it was written. */
const BEHIND_AN_EXACT_ONE = 0.97;

/** What each word must be worth: a part of a word, or the name of an owner that nobody asked for, may be chance. */
const CERTAIN = 0.42;

/** Whether the first of the contacts, best first, is the one that is meant: it has every word, and the next is far behind. */
export function standsOut([first, second]: readonly Weighed[], required: number): boolean {
  if (first === undefined || first.required < required || first.hits.some(({ value, optional }) => !optional && value < CERTAIN)) return false;
  if (second === undefined || second.required < required) return true;
  return second.score < first.score * (first.exact && !second.exact ? BEHIND_AN_EXACT_ONE : FAR);
}

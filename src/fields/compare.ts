import { getOrInsert } from "../maps.ts";
import { foldCase } from "../text/fold.ts";
import type { LocalOperator } from "./operators.ts";

/** Text as filters compare it. */
export const comparable = (text: string) => foldCase(text).trim();

/** Each term of a filter is compared with every contact. */
const foldedTerms = new WeakMap<object, string>();

export const foldedValue = (term: { readonly value: string }): string => getOrInsert(foldedTerms, term, () => comparable(term.value));

export function compareText(text: string, operator: LocalOperator, wanted: string): boolean {
  if (operator === "equal") return text === wanted;
  if (operator === "hasWords") return wanted.split(BETWEEN_WORDS).every((word) => word === "" || hasWord(text, word));
  return operator === "startsWith" ? text.startsWith(wanted) : text.includes(wanted);
}

export function compareNumber(a: number, operator: LocalOperator, b: number): boolean {
  if (operator === "greaterThan") return a > b;
  if (operator === "greaterThanOrEqual") return a >= b;
  if (operator === "lessThan") return a < b;
  return operator === "lessThanOrEqual" ? a <= b : a === b;
}

const BETWEEN_WORDS = /[^\p{L}\p{N}\p{M}]+/u;
const IN_WORD = /[\p{L}\p{N}\p{M}]/u;

/** Whether a text has a word, and not only signs. */
export const hasAnyWord = (text: string): boolean => IN_WORD.test(text);

/** Whether a word stands in a text as a whole: "cto" in "CTO & founder", but not in "director". */
function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (!IN_WORD.test(text.charAt(at - 1)) && !IN_WORD.test(text.charAt(at + word.length))) return true;
  }
  return false;
}

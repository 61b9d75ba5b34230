import { wordSet } from "../../../text/word-set.ts";

/** Words before a date. */
export const WHEN: ReadonlyMap<string, string> = new Map([
  ["since", "greaterThanOrEqual"],
  ["after", "greaterThan"],
  ["past", "greaterThan"],
  ["before", "lessThan"],
  ["until", "lessThanOrEqual"],
  ["by", "lessThanOrEqual"],
  ["till", "lessThanOrEqual"],
  ["on", "equal"],
  ["in", "equal"],
  ["during", "equal"],
]);

/** Words before a date that make it inexact. */
export const INEXACT = wordSet("about around circa roughly approximately");

/** A phrase beside a date, and the operator that both mean. */
interface DatePhrase {
  readonly operator: string;
  readonly words: readonly string[];
}

const phrases = (byOperator: Readonly<Record<string, readonly string[]>>): DatePhrase[] =>
  Object.entries(byOperator).flatMap(([operator, all]) => all.map((phrase) => ({ operator, words: phrase.split(" ") })));

/** Phrases before a date. Of two that begin alike, the longer one comes first. */
export const BEFORE_DATES = phrases({
  greaterThanOrEqual: [
    "starting on",
    "starting from",
    "starting",
    "beginning on",
    "beginning",
    "on or later than",
    "no earlier than",
    "not earlier than",
    "on or after",
    "on and after",
    "after or on",
    "not before",
  ],
  lessThanOrEqual: [
    "on or earlier than",
    "no later than",
    "not later than",
    "on or before",
    "before or on",
    "not after",
    "up until",
    "up to",
    "through",
  ],
  greaterThan: ["later than"],
  lessThan: ["earlier than"],
});

/** Phrases behind a date. */
export const BEHIND_DATES = phrases({
  greaterThanOrEqual: [
    "or later",
    "or after",
    "and later",
    "and after",
    "onwards",
    "onward",
    "to now",
    "until now",
    "till now",
    "up to now",
    "to date",
  ],
  lessThanOrEqual: ["or earlier", "or before", "and earlier", "and before"],
});

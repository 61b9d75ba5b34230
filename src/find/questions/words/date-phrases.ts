import { wordSet } from "../../../text/word-set.ts";
import { phrasesOf, wordMap } from "./word-tables.ts";

/** Words before a date. */
export const WHEN = wordMap(
  ["greaterThanOrEqual", "since"],
  ["greaterThan", "after past"],
  ["lessThan", "before"],
  ["lessThanOrEqual", "until by till"],
  ["equal", "on in during"],
);

/** Words before a date that make it inexact. */
export const INEXACT = wordSet("about around circa roughly approximately");

/** Phrases before a date, and the operators that they mean. */
export const BEFORE_DATES = phrasesOf(
  ["greaterThanOrEqual", "starting on, starting from, starting, beginning on, beginning, on or later than, no earlier than, not earlier than"],
  ["greaterThanOrEqual", "on or after, on and after, after or on, not before"],
  ["lessThanOrEqual", "on or earlier than, no later than, not later than, on or before, before or on, not after, up until, up to, through"],
  ["greaterThan", "later than"],
  ["lessThan", "earlier than"],
);

/** Phrases behind a date. */
export const BEHIND_DATES = phrasesOf(
  ["greaterThanOrEqual", "or later, or after, and later, and after, onwards, onward, to now, until now, till now, up to now, to date"],
  ["lessThanOrEqual", "or earlier, or before, and earlier, and before"],
);

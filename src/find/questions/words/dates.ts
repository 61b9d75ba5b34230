import { isOneDay, showPeriod, type WallTime } from "../../../fields/calendar.ts";
import { dayOfNumbers } from "../../../fields/date-order.ts";
import { type Prefer, readDate } from "../../../fields/relative-date.ts";
import { wordSet } from "../../../text/word-set.ts";
import type { Reader } from "../reader.ts";
import { BEFORE_DATES, BEHIND_DATES, INEXACT, WHEN } from "./date-phrases.ts";
import { ANYONE, GLUE, NAME_ENDS, UNITS } from "./phrases.ts";
import { amountOf } from "./tokens.ts";
import { verbs } from "./word-tables.ts";

/** A date in a question. */
export interface When {
  readonly operator: string;
  readonly value: string;
  readonly end: number;
}

/** Verbs between what has a date and the date: "whose follow-up falls in May". */
const HAPPENING = verbs("fall/fell happen occur/occurred schedule plan/planned take/took come/came");

const BEFORE_DATE: ReadonlySet<string> = new Set([...GLUE, ...ANYONE, ...HAPPENING, "due", "set", "dated", "place"]);

const PREPOSITIONS = wordSet("on in during the at");

/** Longer phrases are not dates. */
const MOST_DATE_WORDS = 9;

/**
 * A date with the word before it: "since June", "for 90 days", "more than 2 weeks ago", "this week".
 *
 * @param prefer which year a date without a year is in: the next one for moments that are usually ahead
 */
export function whenAt(reader: Reader, from: number, now: WallTime, prefer: Prefer = "past"): When | undefined {
  let operator: string | undefined;
  if (isInexact(reader, from - 1)) return undefined;
  for (let at = from; at < Math.min(from + 6, reader.words.length); at++) {
    const word = reader.word(at);
    if (isInexact(reader, at)) return undefined;
    const bound = reader.phraseAt(at, BEFORE_DATES, (end) => dateAt(reader, end, now, prefer) !== undefined);
    if (bound) {
      operator = bound.meaning;
      at = bound.end - 1;
      continue;
    }
    const length = durationAt(reader, at, prefer);
    if (length) return length;
    const date = dateAt(reader, at, now, prefer);
    if (date) {
      if (operator === undefined && isNameAt(reader, at, date.end)) return undefined;
      const behind = operator === undefined || operator === "equal" ? boundBehind(reader, from, date.end, now) : undefined;
      return { operator: operator ?? "equal", ...date, ...behind };
    }
    if (WHEN.has(word)) operator = WHEN.get(word);
    else if (!BEFORE_DATE.has(word)) return undefined;
  }
  return undefined;
}

/** "about 2023-01-12", "as of June": not those of that day or month. */
export const isInexact = (reader: Reader, at: number): boolean =>
  INEXACT.has(reader.word(at)) || (reader.word(at) === "of" && reader.word(at - 1) === "as");

/** "2023-01-12 or later", "from 2023-01-12 on" */
function boundBehind(reader: Reader, from: number, end: number, now: WallTime): Omit<When, "value"> | undefined {
  const bound = reader.phraseAt(end, BEHIND_DATES);
  // "In 2023 or after March 2025" are two dates.
  if (bound && !dateAt(reader, bound.end, now)) return { operator: bound.meaning, end: bound.end };
  const start = reader.words.indexOf("from", Math.max(0, from - 1));
  if (start < 0 || start >= end) return undefined;
  const isLast = reader.tokens[end]?.endsClause !== false || end + 1 === reader.words.length || NAME_ENDS.has(reader.word(end + 1));
  if (reader.word(end) === "on" && isLast) return { operator: "greaterThanOrEqual", end: end + 1 };
  // "From 2023-01-12" is that day and later. "From last week" is within it.
  const date = readDate(dateText(reader, start + 1, end, now, "past"), now, "past");
  return date && (!("start" in date) || isOneDay(date)) ? { operator: "greaterThanOrEqual", end } : undefined;
}

/** Whether a word that may be a date is rather a first name: "April Moore". */
function isNameAt({ tokens }: Reader, at: number, end: number): boolean {
  const [first, next] = [tokens[at], tokens[at + 1]];
  return end === at + 1 && first?.endsClause === false && /^\p{Lu}\p{Ll}/u.test(first.text) && /^\p{Lu}\p{Ll}/u.test(next?.text ?? "");
}

/** "for 90 days", "in the last 2 weeks", "more than 3 months ago", "over a year ago" */
function durationAt(reader: Reader, at: number, prefer: Prefer): When | undefined {
  const long = [["more", "than"], ["longer", "than"], ["older", "than"], ["over"], ["at", "least"]].find((words) => reader.says(at, words));
  const span = ["for", "in", "within", "during", "over", "since"].includes(reader.word(at)) ? at + 1 : undefined;
  const start = long ? at + long.length : span === undefined ? undefined : reader.after(span, wordSet("the last past more than over at least"));
  if (start === undefined) return undefined;
  // "In the last year" are the last twelve months, and "last year" is a year of the calendar.
  const isLast = reader.word(start - 1) === "past" || (reader.word(start - 1) === "last" && reader.word(start - 2) === "the");
  if (isLast && UNITS.has(reader.word(start)) && !reader.word(start).endsWith("s")) {
    return { operator: "greaterThanOrEqual", value: `1 ${reader.word(start)} ago`, end: start + 1 };
  }
  const length = spanAt(reader, start);
  if (!length) return undefined;
  const isAgo = reader.word(length.end) === "ago";
  const end = isAgo ? length.end + 1 : length.end;
  const value = `${length.text} ago`;
  // A follow-up "within 30 days" lies ahead.
  const isAhead = prefer === "future" && !isAgo && ["in", "within"].includes(reader.word(at)) && start === at + 1;
  if (isAhead) return { operator: "equal", value: `next ${length.text}`, end };
  return { operator: (long && isAgo) || reader.word(at) === "older" ? "lessThan" : "greaterThanOrEqual", value, end };
}

/** "90 days", "a year", "half a year", "couple of weeks" */
export function spanAt(reader: Reader, at: number): { readonly text: string; readonly end: number } | undefined {
  const start = reader.word(at) === "a" && reader.word(at + 1) === "couple" ? at + 1 : at;
  if (reader.word(start) === "couple" && reader.word(start + 1) === "of" && UNITS.has(reader.word(start + 2)))
    return { text: `a ${reader.text(start, start + 3)}`, end: start + 3 };
  if (reader.text(at, at + 3).toLowerCase() === "half a year") return { text: "6 months", end: at + 3 };
  const isCount =
    amountOf(reader.tokens[at]?.text) !== undefined || /^(a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve)$/.test(reader.word(at));
  return isCount && UNITS.has(reader.word(at + 1)) ? { text: reader.text(at, at + 2), end: at + 2 } : undefined;
}

/** Whether "may" is a verb: "who may be late". */
function isModal({ tokens }: Reader, at: number): boolean {
  if (tokens[at]?.text !== "may") return false;
  const [before, behind] = [tokens[at - 1]?.folded ?? "", tokens[at + 1]?.folded ?? ""];
  return /^(?:who|that|which|i|we|you|they)$/.test(before) || /^(?:be|not|have)$/.test(behind);
}

export function dateAt(
  reader: Reader,
  at: number,
  now: WallTime,
  prefer: Prefer = "past",
): { readonly value: string; readonly end: number } | undefined {
  for (let end = Math.min(at + MOST_DATE_WORDS, reader.words.length); end > at; end--) {
    // "Who is now a customer"
    if (isModal(reader, at) || reader.word(end - 1) === "now" || !readDate(dateText(reader, at, end, now, prefer), now, "past")) continue;
    // "on the 6th" is "6th".
    const start = reader.after(at, PREPOSITIONS);
    const [short, whole] = [start, at].map((from) => dateText(reader, from, end, now, prefer));
    return { value: (start < end && readDate(short ?? "", now, "past") ? short : whole) ?? "", end };
  }
  return undefined;
}

/** A date before today for a field in which filters read it as one ahead: "whose follow-up was in May". */
export function inPast(date: When, now: WallTime): When {
  const [past, ahead] = (["past", "future"] as const).map((prefer) => readDate(date.value, now, prefer));
  if (!past || !ahead || "moment" in past || "moment" in ahead || past.start === ahead.start) return date;
  return { ...date, value: showPeriod(past) };
}

/** The words of a date, with dates in numbers as ISO dates: "3.11.2026" is "2026-11-03". */
const dateText = (reader: Reader, from: number, to: number, now: WallTime, prefer: Prefer): string =>
  reader.tokens
    .slice(from, to)
    .map(({ text }, at) => dayOf(WHEN.has(reader.word(from + at - 1)) && SHORT_DAY.test(text) ? `${text}.` : text, now, prefer) ?? text)
    .join(" ")
    .replace(/(?<=\d(?:st|nd|rd|th)?) of (?=20\d\d\b)/, " ");

/** "since 1.6": a number elsewhere. */
const SHORT_DAY = /^\d{1,2}\.\d{1,2}$/;

/** A date without a year is the last one, or the next one. */
function dayOf(text: string, now: WallTime, prefer: Prefer): string | undefined {
  const year = new Date(now).getUTCFullYear();
  const day = dayOfNumbers(text, year);
  if (day === undefined || !text.endsWith(".")) return day;
  const isAhead = Date.parse(day) > now;
  return isAhead === (prefer === "future") ? day : dayOfNumbers(text, isAhead ? year - 1 : year + 1);
}

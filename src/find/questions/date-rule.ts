import { showPeriod, type WallTime } from "../../fields/calendar.ts";
import { dayOfNumbers } from "../../fields/date-order.ts";
import { type Prefer, readDate } from "../../fields/relative-date.ts";
import { allAttributes } from "../../schema/timestamps.ts";
import { isMoment } from "./attribute-kinds.ts";
import { ANYONE, GLUE, UNITS, VERBS } from "./phrases.ts";
import type { Reader } from "./reader.ts";
import type { Rule } from "./rule.ts";
import { amountOf } from "./tokens.ts";

/** "created this week", "not spoken to since June", "last interaction before 2026-02-01", "updated in the last 30 days" */
export const dateRule: Rule = (reader, at, { vocabulary, now }) => {
  const followUp = reader.word(at) === "follow" && /^ups?$/.test(reader.word(at + 1));
  const isNoContact = reader.word(at - 1) === "no" && ["for", "since", "in"].includes(reader.word(at + 1));
  const isContact = reader.word(at) === "contact" && (isNoContact || reader.word(at - 1) === "last");
  const verb = followUp ? "followed" : isContact ? "contacted" : VERBS.get(reader.word(at));
  const named = vocabulary.attributeAt(reader.words, at, isMoment);
  if (!verb && !named) return undefined;
  const moment = named?.meaning ?? (verb && vocabulary.momentOf(verb));
  const start = at + Math.max(named?.length ?? 1, followUp ? 2 : 1);
  const negation = reader.negationBefore(at);
  if (verb === "followed" && reader.word(at) === "overdue" && moment) {
    reader.filters.push({ field: moment.agentKey, operator: "lessThan", value: "today" });
    for (let before = at - 1; /^(?:follow|ups?|tasks?)$/.test(reader.word(before)); before--) reader.use(before, at);
    return reader.after(start, new Set(["follow", "up", "ups"]));
  }
  const longest = negation === undefined ? undefined : longestAt(reader, start);
  if (longest !== undefined && verb === "contacted" && moment && negation !== undefined) {
    reader.sort = moment.agentKey;
    reader.use(negation, at);
    return longest;
  }
  const isAhead = moment !== undefined && moment === vocabulary.momentOf("followed") && !["was", "were"].includes(reader.word(start));
  const found = whenAt(reader, start, now, isAhead ? "future" : "past");
  // "last touched", "last contact"
  if (found && reader.word(at - 1) === "last") reader.use(at - 1, at);
  const unclear = found ? undefined : [start, start + 1, start + 2].find((place) => IN_NUMBERS.test(reader.tokens[place]?.text ?? ""));
  if (unclear !== undefined) {
    reader.unmapped.push(reader.text(at, unclear + 1));
    return unclear + 1;
  }
  if (!found) {
    // "How many follow-ups": those who have one.
    if (
      negation === undefined &&
      verb === "followed" &&
      moment &&
      /ups$/.test(reader.word(start - 1)) &&
      (reader.counts || at === 0) &&
      !reader.words.includes("overdue")
    ) {
      reader.filters.push({ field: moment.agentKey, operator: "isSet" });
      return start;
    }
    if (negation === undefined || (verb !== "contacted" && !named)) return undefined;
    // "never spoken to", "no last interaction"
    if (moment) reader.filters.push({ field: moment.agentKey, operator: "not_isSet" });
    else reader.unmapped.push(reader.text(negation, start));
    reader.use(negation, start);
    return ["to", "with"].includes(reader.word(start)) ? start + 1 : start;
  }
  if (!moment) {
    if (negation !== undefined) reader.use(negation, at);
    reader.unmapped.push(reader.text(negation ?? at, found.end));
    return found.end;
  }
  const field = moment.agentKey;
  if (negation === undefined && reader.word(found.end) === "or" && reader.word(found.end + 1) === "never") {
    reader.filters.push({
      any: [
        { field, operator: found.operator, value: found.value },
        { field, operator: "not_isSet" },
      ],
    });
    return found.end + 2;
  }
  if (negation === undefined) reader.filters.push({ field, operator: found.operator, value: found.value });
  else {
    reader.use(negation, at);
    const opposite = OPPOSITES.get(found.operator) ?? `not_${found.operator}`;
    const filter = { field, operator: opposite, value: found.value };
    // People who were never spoken to were not spoken to since June either.
    const isAlwaysSet = field === "created" || field === "updated";
    reader.filters.push(isAlwaysSet || opposite.startsWith("not_") ? filter : { any: [filter, { field, operator: "not_isSet" }] });
  }
  return found.end;
};

/** Where "to for the longest time" ends, after "not spoken". */
function longestAt(reader: Reader, from: number): number | undefined {
  const at = reader.after(from, new Set(["to", "with", "from", "for", "in", "the"]));
  if (reader.word(at) !== "longest" || at === from) return undefined;
  return reader.word(at + 1) === "time" ? at + 2 : at + 1;
}

/** "older than 90 days": created before that. */
export const ageRule: Rule = (reader, at, { vocabulary }) => {
  const operator = new Map([
    ["older", "lessThan"],
    ["newer", "greaterThan"],
    ["younger", "greaterThan"],
  ]).get(reader.word(at));
  const created = vocabulary.momentOf("created");
  if (!operator || reader.word(at + 1) !== "than" || !created || !isSpanAt(reader, at + 2)) return undefined;
  reader.filters.push({ field: created.agentKey, operator, value: `${reader.text(at + 2, at + 4)} ago` });
  return at + 4;
};

/** "interactions per month in 2025", "in December, which leads did we talk to": a date apart from what it is about. */
export const apartRule: Rule = (reader, at, { vocabulary, now }) => {
  const found = WHEN.has(reader.word(at)) || dateAt(reader, at, now) ? whenAt(reader, at, now) : undefined;
  const isFree = found !== undefined && reader.words.every((_, place) => place < at || place >= found.end || !reader.isUsed(place));
  if (!found || !isFree) return undefined;
  const arranged = new Set([...reader.groupBy, reader.sort ?? ""].map((text) => text.split(" ")[0]));
  const moments = allAttributes(vocabulary.schema).filter((attribute) => arranged.has(attribute.agentKey) && isMoment(attribute));
  const places = reader.words.flatMap((word, place) => (VERBS.has(word) && !reader.isUsed(place) ? [place] : []));
  const [place] = places;
  const verb = place === undefined || reader.negationBefore(place) !== undefined ? undefined : VERBS.get(reader.word(place));
  const isOne = places.every((other) => VERBS.get(reader.word(other)) === verb);
  const moment = moments.length > 0 ? moments[0] : verb && isOne ? vocabulary.momentOf(verb) : undefined;
  if (!moment || moments.length > 1) return undefined;
  for (const one of moments.length > 0 ? [] : places) reader.use(one, one + 1);
  reader.filters.push({ field: moment.agentKey, operator: found.operator, value: found.value });
  return found.end;
};

/** A period that belongs to no date of the contacts: "churned last month". */
export const periodRule: Rule = (reader, at) => {
  const isPeriod = ["this", "last", "next", "past"].includes(reader.word(at)) && UNITS.has(reader.word(at + 1));
  if (!isPeriod) return undefined;
  reader.unmapped.push(reader.text(at, at + 2));
  return at + 2;
};

/** "02/03/2026" may be two days, and "31.02.2026" is none. */
const IN_NUMBERS = /^\d{1,2}[/.]\d{1,2}[/.]\d{0,4}$/;

const OPPOSITES: ReadonlyMap<string, string> = new Map([
  ["greaterThanOrEqual", "lessThan"],
  ["greaterThan", "lessThanOrEqual"],
  ["lessThan", "greaterThanOrEqual"],
]);

interface When {
  readonly operator: string;
  readonly value: string;
  readonly end: number;
}

const BEFORE_DATE: ReadonlySet<string> = new Set([...GLUE, ...ANYONE, "due"]);
const WHEN: ReadonlyMap<string, string> = new Map([
  ["since", "greaterThanOrEqual"],
  ["after", "greaterThan"],
  ["before", "lessThan"],
  ["until", "lessThanOrEqual"],
  ["by", "lessThanOrEqual"],
  ["till", "lessThanOrEqual"],
  ["on", "equal"],
  ["in", "equal"],
  ["during", "equal"],
]);

const PREPOSITIONS: ReadonlySet<string> = new Set(["on", "in", "during", "the", "at"]);

/** Longer phrases are not dates. */
const MOST_DATE_WORDS = 8;

/**
 * A date with the word before it: "since June", "for 90 days", "more than 2 weeks ago", "this week".
 *
 * @param prefer which year a date without a year is in: the next one for moments that are usually ahead
 */
export function whenAt(reader: Reader, from: number, now: WallTime, prefer: Prefer = "past"): When | undefined {
  let operator: string | undefined;
  for (let at = from; at < Math.min(from + 6, reader.words.length); at++) {
    const word = reader.word(at);
    const length = durationAt(reader, at);
    if (length) return length;
    const date = dateAt(reader, at, now, prefer);
    if (date) return operator === undefined && isNameAt(reader, at, date.end) ? undefined : { operator: operator ?? "equal", ...date };
    if (WHEN.has(word)) operator = WHEN.get(word);
    else if (!BEFORE_DATE.has(word)) return undefined;
  }
  return undefined;
}

/** Whether a word that may be a date is rather a first name: "April Moore". */
function isNameAt({ tokens }: Reader, at: number, end: number): boolean {
  const [first, next] = [tokens[at], tokens[at + 1]];
  return end === at + 1 && first?.endsClause === false && /^\p{Lu}\p{Ll}/u.test(first.text) && /^\p{Lu}\p{Ll}/u.test(next?.text ?? "");
}

/** "for 90 days", "in the last 2 weeks", "more than 3 months ago", "over a year ago" */
function durationAt(reader: Reader, at: number): When | undefined {
  const long = [["more", "than"], ["longer", "than"], ["over"], ["at", "least"]].find((words) =>
    words.every((word, index) => reader.word(at + index) === word),
  );
  const span = ["for", "in", "within", "during", "over", "since"].includes(reader.word(at)) ? at + 1 : undefined;
  const start = long
    ? at + long.length
    : span === undefined
      ? undefined
      : reader.after(span, new Set(["the", "last", "past", "more", "than", "over", "at", "least"]));
  if (start === undefined) return undefined;
  if (!isSpanAt(reader, start)) return undefined;
  const end = reader.word(start + 2) === "ago" ? start + 3 : start + 2;
  const value = `${reader.text(start, start + 2)} ago`;
  const isAgo = end > start + 2;
  return { operator: long && isAgo ? "lessThan" : "greaterThanOrEqual", value, end };
}

/** "90 days", "a year" */
function isSpanAt(reader: Reader, at: number): boolean {
  const isCount =
    amountOf(reader.tokens[at]?.text) !== undefined || /^(a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve)$/.test(reader.word(at));
  return isCount && UNITS.has(reader.word(at + 1));
}

/** Whether "may" is a verb: "who may be late". */
function isModal({ tokens }: Reader, at: number): boolean {
  if (tokens[at]?.text !== "may") return false;
  const [before, behind] = [tokens[at - 1]?.folded ?? "", tokens[at + 1]?.folded ?? ""];
  return /^(?:who|that|which|i|we|you|they)$/.test(before) || /^(?:be|not|have)$/.test(behind);
}

function dateAt(reader: Reader, at: number, now: WallTime, prefer: Prefer = "past"): { readonly value: string; readonly end: number } | undefined {
  for (let end = Math.min(at + MOST_DATE_WORDS, reader.words.length); end > at; end--) {
    if (isModal(reader, at) || !readDate(dateText(reader, at, end, now, prefer), now, "past")) continue;
    // "on the 6th" is "6th".
    const start = reader.after(at, PREPOSITIONS);
    const [short, whole] = [start, at].map((from) => dateText(reader, from, end, now, prefer));
    return { value: inFilters((start < end && readDate(short ?? "", now, "past") ? short : whole) ?? "", now, prefer), end };
  }
  return undefined;
}

/** A date as filters read it: without a year, they read the last such date. */
function inFilters(text: string, now: WallTime, prefer: Prefer): string {
  const [past, meant] = [readDate(text, now, "past"), readDate(text, now, prefer)];
  if (!past || !meant || "moment" in past || "moment" in meant || past.start === meant.start) return text;
  return showPeriod(meant);
}

/** The words of a date, with dates in numbers as ISO dates: "3.11.2026" is "2026-11-03". */
const dateText = (reader: Reader, from: number, to: number, now: WallTime, prefer: Prefer): string =>
  reader.tokens
    .slice(from, to)
    .map(({ text }, at) => dayOf(WHEN.has(reader.word(from + at - 1)) && SHORT_DAY.test(text) ? `${text}.` : text, now, prefer) ?? text)
    .join(" ");

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

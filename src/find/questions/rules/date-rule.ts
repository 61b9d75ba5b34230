import type { WallTime } from "../../../fields/calendar.ts";
import { whyNoDay } from "../../../fields/date-order.ts";
import type { Prefer } from "../../../fields/relative-date.ts";
import { wordSet } from "../../../text/word-set.ts";
import type { Reader } from "../reader.ts";
import { isMoment } from "../words/attribute-kinds.ts";
import { dateAt, isInexact, spanAt, type When, whenAt } from "../words/dates.ts";
import { ARTICLES, OPPOSITES, UNITS, VERBS } from "../words/phrases.ts";
import { wordMap } from "../words/word-tables.ts";
import { addOptions } from "./option-rule.ts";
import { attachedEnd } from "./presence-rules.ts";
import type { Rule } from "./rule.ts";

/** "created this week", "not spoken to since June", "last interaction before 2026-02-01", "updated in the last 30 days" */
export const dateRule: Rule = (reader, at, { vocabulary, now }) => {
  const followUp = reader.word(at) === "follow" && /^ups?$/.test(reader.word(at + 1));
  const isNoContact = ["no", "any"].includes(reader.word(at - 1)) && ["for", "since", "in"].includes(reader.word(at + 1));
  const isContact = reader.word(at) === "contact" && (isNoContact || ["last", "had"].includes(reader.word(at - 1)));
  // "Nothing since June"
  const isNothing = reader.word(at) === "nothing" && ["for", "since", "in", "over"].includes(reader.word(at + 1));
  const verb = followUp ? "followed" : isContact || isNothing ? "contacted" : VERBS.get(reader.word(at));
  const named = vocabulary.attributeAt(reader.words, at, isMoment);
  if (!verb && !named) return undefined;
  const moment = named?.meaning ?? (verb && vocabulary.momentOf(verb));
  const behind = at + Math.max(named?.length ?? 1, followUp ? 2 : 1);
  const start = reader.word(at) === "due" ? afterFollowUp(reader, behind) : behind;
  const negation = isNothing ? at : reader.negationBefore(at);
  if (verb === "followed" && reader.word(at) === "overdue" && moment) {
    reader.filters.push({ field: moment.agentKey, operator: "lessThan", value: "today" });
    for (let before = at - 1; /^(?:follow|ups?|tasks?)$/.test(reader.word(before)); before--) reader.use(before, at);
    return reader.after(start, wordSet("follow up ups"));
  }
  // "Upcoming follow-ups"
  if (verb === "followed" && moment && negation === undefined && AHEAD.has(reader.word(at - 1)) && !whenAt(reader, start, now, "future")) {
    reader.filters.push({ field: moment.agentKey, operator: "greaterThanOrEqual", value: "today" });
    reader.use(at - 1, at);
    return start;
  }
  const longest = negation === undefined ? undefined : longestEnd(reader, start);
  if (longest !== undefined && verb === "contacted" && moment && negation !== undefined) {
    reader.sort = moment.agentKey;
    reader.use(negation, at);
    return longest;
  }
  const isAhead = moment !== undefined && moment === vocabulary.momentOf("followed") && !["was", "were"].includes(reader.word(start));
  const found = whenAt(reader, start, now, isAhead ? "future" : "past");
  // "Who must be contacted this week"
  const must = verb === "contacted" && found ? [1, 2, 3].find((step) => /^(?:must|should|shall)$/.test(reader.word(at - step))) : undefined;
  if (must && found && negation === undefined) return reader.refuse(at - must, found.end);
  // "New leads from last week"
  for (let place = start; found && place < found.end; place++) {
    const option = reader.isUsed(place) ? undefined : vocabulary.optionAt(reader.words, place);
    if (option) addOptions(reader, [option.meaning], false, { at: place, end: place + option.length });
  }
  // "last touched", "last contact"
  if (found && reader.word(at - 1) === "last") reader.use(at - 1, at);
  const unclear = found ? undefined : [start, start + 1, start + 2].find((place) => IN_NUMBERS.test(reader.tokens[place]?.text ?? ""));
  if (unclear !== undefined) {
    return reader.refuse(at, unclear + 1, whyNoDay(reader.text(unclear, unclear + 1), new Date(now).getUTCFullYear()));
  }
  const inexact = found ? undefined : [start, start + 1].find((place) => isInexact(reader, place) && dateAt(reader, place + 1, now));
  if (inexact !== undefined) return reader.refuse(at, inexact + 2);
  if (!found) {
    // "How many follow-ups", "contacts to follow up with": those who have one.
    const isToDo = followUp && reader.word(at - 1) === "to";
    if (
      negation === undefined &&
      verb === "followed" &&
      moment &&
      (isToDo || /ups$/.test(reader.word(start - 1))) &&
      (isToDo || reader.counts || at === 0 || reader.isUsed(at - 1) || /^(?:who|that|which)$/.test(reader.word(at - 1))) &&
      !reader.words.includes("overdue")
    ) {
      reader.filters.push({ field: moment.agentKey, operator: "isSet" });
      return start;
    }
    if (negation === undefined || (verb !== "contacted" && !named)) return undefined;
    // "never spoken to", "no last interaction"
    if (moment) reader.filters.push({ field: moment.agentKey, operator: "not_isSet" });
    else reader.refuse(negation, start);
    reader.use(negation, start);
    return ["to", "with"].includes(reader.word(start)) ? start + 1 : attachedEnd(reader, start);
  }
  if (!moment) {
    if (negation !== undefined) reader.use(negation, at);
    return reader.refuse(negation ?? at, found.end);
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
  const other = negation === undefined ? otherPeriod(reader, found, now, isAhead ? "future" : "past") : undefined;
  if (other) {
    // "March or April 2025"
    const [own] = reader.words.flatMap((_, place) => {
      const date = place < start ? undefined : dateAt(reader, place, now);
      return date?.end === found.end ? [date.value] : [];
    });
    const [year] = own === undefined || /\b20\d\d\b/.test(own) ? [] : (/\b20\d\d\b/.exec(reader.text(found.end, other.end)) ?? []);
    reader.filters.push({ field, operator: found.operator, values: [year ? `${own} ${year}` : found.value, other.value] });
    return other.end;
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

export const AHEAD = wordSet("upcoming future coming");

/** The second of two periods: "this month or last month", "in 2024 vs 2025". */
function otherPeriod(reader: Reader, first: When, now: WallTime, prefer: Prefer): When | undefined {
  const isJoined = ["or", "and"].includes(reader.word(first.end));
  const second = isJoined && first.operator === "equal" ? whenAt(reader, first.end + 1, now, prefer) : undefined;
  return second?.operator === "equal" ? second : undefined;
}

const FOR: ReadonlySet<string> = new Set([...ARTICLES, "for", "the", "next"]);

/** Where "a follow-up" ends in "due a follow-up in March". */
function afterFollowUp(reader: Reader, from: number): number {
  const at = reader.after(from, FOR);
  return reader.word(at) === "follow" && reader.word(at + 1) === "up" ? at + 2 : from;
}

/** Where "to for the longest time" ends, after "not spoken" or "silent". */
export function longestEnd(reader: Reader, from: number): number | undefined {
  const at = reader.after(from, wordSet("to with from for in the"));
  if (reader.word(at) !== "longest") return undefined;
  return reader.word(at + 1) === "time" ? at + 2 : at + 1;
}

/** "older than 90 days": created before that. */
export const ageRule: Rule = (reader, at, { vocabulary }) => {
  const operator = AGED.get(reader.word(at));
  const created = vocabulary.momentOf("created");
  const length = reader.word(at + 1) === "than" ? spanAt(reader, at + 2) : undefined;
  if (!operator || !created || !length) return undefined;
  reader.filters.push({ field: created.agentKey, operator, value: `${length.text} ago` });
  return length.end;
};

const AGED = wordMap(["lessThan", "older"], ["greaterThan", "newer younger"]);

/** A period that belongs to no date of the contacts: "churned last month". */
export const periodRule: Rule = (reader, at) => {
  const isPeriod = ["this", "last", "next", "past"].includes(reader.word(at)) && UNITS.has(reader.word(at + 1));
  if (!isPeriod) return undefined;
  return reader.refuse(at, at + 2);
};

/** "02/03/2026" may be two days, and "31.02.2026" is none. */
const IN_NUMBERS = /^\d{1,2}[/.]\d{1,2}[/.]\d{0,4}$/;

import { whyNoDay } from "../../../fields/date-order.ts";
import type { Attribute } from "../../../schema/contact-schema.ts";
import { allAttributes } from "../../../schema/timestamps.ts";
import { wordSet } from "../../../text/word-set.ts";
import type { Reader } from "../reader.ts";
import { isAheadIn, isMoment } from "../words/attribute-kinds.ts";
import { BEFORE_DATES, WHEN } from "../words/date-phrases.ts";
import { dateAt, inPast, isInexact, spanAt, type When, whenAt } from "../words/dates.ts";
import { DATES, verbsIn } from "../words/groupings.ts";
import { ARTICLES, OPPOSITES, UNITS, VERBS } from "../words/phrases.ts";
import type { Vocabulary } from "../words/vocabulary.ts";
import { wordMap } from "../words/word-tables.ts";
import { addOptions } from "./option-rule.ts";
import { attachedEnd } from "./presence-rules.ts";
import type { Rule } from "./rule.ts";

/** "created this week", "not spoken to since June", "last interaction before 2026-02-01", "updated in the last 30 days" */
export const dateRule: Rule = (reader, at, { vocabulary, now }) => {
  const followUp = reader.word(at) === "follow" && /^ups?$/.test(reader.word(at + 1));
  const isNoContact = ["no", "any"].includes(reader.word(at - 1)) && ["for", "since", "in"].includes(reader.word(at + 1));
  const isContact = reader.word(at) === "contact" && (isNoContact || ["last", "had"].includes(reader.word(at - 1)));
  const verb = followUp ? "followed" : isContact ? "contacted" : VERBS.get(reader.word(at));
  const named = vocabulary.attributeAt(reader.words, at, isMoment);
  if (!verb && !named) return undefined;
  const moment = named?.meaning ?? (verb && vocabulary.momentOf(verb));
  const behind = reader.after(at + Math.max(named?.length ?? 1, followUp ? 2 : 1), DATES);
  const start = reader.word(at) === "due" ? afterFollowUp(reader, behind) : behind;
  const negation = reader.negationBefore(at);
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
    reader.takesNegation(at);
    return longest;
  }
  const isPlanned = moment !== undefined && isAheadIn(moment);
  const prefer = isPlanned && !["was", "were"].includes(reader.word(start)) ? "future" : "past";
  const dateFrom = (from: number) => {
    const date = whenAt(reader, from, now, prefer);
    return date && isPlanned && prefer === "past" ? inPast(date, now) : date;
  };
  const found = dateFrom(start);
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
  const unclear = found ? undefined : [start, start + 1, start + 2].find((place) => IN_NUMBERS.test(reader.written(place)));
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
    reader.takesNegation(at);
    reader.use(at, start);
    return ["to", "with"].includes(reader.word(start)) ? start + 1 : attachedEnd(reader, start);
  }
  if (!moment) {
    reader.takesNegation(at);
    return reader.refuse(negation ?? at, found.end);
  }
  const field = moment.agentKey;
  const other = otherPeriod(reader, found, dateFrom);
  // "Not in January or after March"
  if (other && negation !== undefined && found.operator !== "equal") return reader.refuse(negation, other.end);
  reader.takesNegation(at);
  // "After 15 June and before August"
  if (other && other.operator !== "equal") {
    reader.filters.push({ field, operator: found.operator, value: found.value }, { field, operator: other.operator, value: other.value });
    return other.end;
  }
  if (other) {
    // "March or April 2025"
    const [own] = reader.words.flatMap((_, place) => {
      const date = place < start ? undefined : dateAt(reader, place, now);
      return date?.end === found.end ? [date.value] : [];
    });
    const [year] = own === undefined || /\b20\d\d\b/.test(own) ? [] : (/\b20\d\d\b/.exec(reader.text(found.end, other.end)) ?? []);
    reader.filters.push({
      field,
      operator: negation === undefined ? "equal" : "not_equal",
      values: [year ? `${own} ${year}` : found.value, other.value],
    });
    return other.end;
  }
  if (negation === undefined) reader.filters.push({ field, operator: found.operator, value: found.value });
  else {
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
function otherPeriod(reader: Reader, first: When, dateFrom: (at: number) => When | undefined): When | undefined {
  const second = ["or", "and", "but"].includes(reader.word(first.end)) ? dateFrom(first.end + 1) : undefined;
  const areBounds = first.operator !== "equal" && second?.operator !== "equal" && reader.word(first.end) !== "or";
  return areBounds || (first.operator === "equal" && second?.operator === "equal") ? second : undefined;
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

const SILENT = wordSet("silent quiet cold dark neglected ignored forgotten ghosted inactive dormant unresponsive uncontacted stale");
const BECOMING = wordSet("gone went going go been become fallen");

/** "gone quiet for 6 months", "silent since January": nobody has been in touch since then. */
export const silenceRule: Rule = (reader, at, { vocabulary, now }) => {
  const silent = BECOMING.has(reader.word(at)) ? at + 1 : at;
  const moment = vocabulary.momentOf("contacted");
  if (!SILENT.has(reader.word(silent)) || !moment || reader.negationBefore(at) !== undefined) return undefined;
  const since = whenAt(reader, silent + 1, now);
  // "Went quiet in March" says nothing about the months after.
  if (since?.operator !== "greaterThanOrEqual") return undefined;
  const field = moment.agentKey;
  reader.filters.push({
    any: [
      { field, operator: "lessThan", value: since.value },
      { field, operator: "not_isSet" },
    ],
  });
  return since.end;
};

/** "interactions per month in 2025", "in December, which leads did we talk to": a date apart from what it is about. */
export const apartRule: Rule = (reader, at, { vocabulary, now }) => {
  const opens = WHEN.has(reader.word(at)) || reader.word(at) === "from" || reader.phraseAt(at, BEFORE_DATES) !== undefined;
  const found = opens || dateAt(reader, at, now) ? whenAt(reader, at, now) : undefined;
  const isFree = found !== undefined && reader.words.every((_, place) => place < at || place >= found.end || !reader.isUsed(place));
  const moment = isFree ? (arrangedBy(reader, vocabulary) ?? demanded(reader, vocabulary) ?? said(reader, vocabulary)) : undefined;
  if (!found || !moment || moment === "several") return undefined;
  const { operator, value } = (isAheadIn(moment) ? whenAt(reader, at, now, "future") : undefined) ?? found;
  const field = moment.agentKey;
  const isUpcoming = reader.words.some((word) => AHEAD.has(word));
  // "The earliest upcoming follow-up of customers in 2026"
  const set = reader.filters.findIndex(
    (filter) => filter.field === field && (filter.operator === "isSet" || (isUpcoming && filter.value === "today")),
  );
  reader.filters.splice(set < 0 ? reader.filters.length : set, set < 0 ? 0 : 1, { field, operator, value });
  return found.end;
};

type Moment = Attribute | "several" | undefined;

/** The date that the groups or the order are about. */
function arrangedBy(reader: Reader, { schema }: Vocabulary): Moment {
  const arranged = new Set([...reader.groupBy, reader.sort ?? ""].map((text) => text.split(" ")[0]));
  const [moment, ...others] = allAttributes(schema).filter((attribute) => arranged.has(attribute.agentKey) && isMoment(attribute));
  return others.length > 0 ? "several" : moment;
}

/** The date that contacts must have: "how many follow-ups does Hannah have in July". */
function demanded({ filters }: Reader, { schema }: Vocabulary): Moment {
  const fields = new Set(filters.flatMap(({ field, operator }) => (operator === "isSet" ? [field] : [])));
  return allAttributes(schema).find((attribute) => fields.has(attribute.agentKey) && isMoment(attribute));
}

/** The date that verbs, or "follow-ups", are about. */
function said(reader: Reader, vocabulary: Vocabulary): Moment {
  const verbs = verbsIn(reader).filter(({ from }) => !reader.isUsed(from));
  const [first] = verbs;
  const isOne = first !== undefined && verbs.every(({ verb, from }) => verb === first.verb && reader.negationBefore(from) === undefined);
  const moment = isOne ? vocabulary.momentOf(first.verb) : undefined;
  if (moment) for (const { from, to } of verbs) reader.use(from, to);
  return moment;
}

import { type Attribute, mainField } from "../../../schema/contact-schema.ts";
import { allAttributes } from "../../../schema/timestamps.ts";
import { wordSet } from "../../../text/word-set.ts";
import { inFocus } from "../filters.ts";
import type { Reader } from "../reader.ts";
import { isMoment, isNumeric, numbersHint } from "../words/attribute-kinds.ts";
import { AMOUNTS, freeNumber, numberAt, usualMeasure } from "../words/numbers.ts";
import { AGES, SUPERLATIVES, VERBS } from "../words/phrases.ts";
import type { Vocabulary } from "../words/vocabulary.ts";
import { wordMap } from "../words/word-tables.ts";
import type { Rule } from "./rule.ts";

const SORTING = /^(?:sort|sorted|order|ordered|rank|ranked|ranking|arrange|arranged)$/;
const BETWEEN = wordSet("them it these those the results list");

/** "sorted by deal size", "rank the leads by score", "leads by budget, highest first", "in order of deal size" */
export const sortRule: Rule = (reader, at, { vocabulary }) => {
  const isVerb = SORTING.test(reader.word(at));
  const inOrder = reader.word(at) === "in" && reader.word(at + 1) === "order" && reader.word(at + 2) === "of";
  const by = inOrder ? at + 2 : isVerb ? reader.after(at + 1, BETWEEN) : at;
  if (reader.word(by) !== "by" && !inOrder) {
    // "Sort churned contacts by last interaction"
    const isLater = isVerb && reader.words.some((word, place) => place > at && word === "by");
    return isLater ? at + 1 : undefined;
  }
  const isSaid = isVerb || inOrder || reader.words.some((word, place) => place < at && SORTING.test(word) && reader.isUsed(place));
  const named = namedAt(reader, reader.afterArticle(by + 1), vocabulary);
  const number = named?.number;
  // "Number of contacts by sentiment" asks for groups.
  if (number && reader.counts && !isSaid) return undefined;
  const said = named && directionAt(reader, named.end);
  // "Sorted by owner, newest first" has two orders.
  const direction = said?.isAge && named && !isMoment(named.meaning) ? undefined : said;
  const aged = named || !isSaid ? undefined : ageSorted(reader, by + 1, vocabulary);
  if (aged) {
    reader.sortBy(aged.key, aged.descending);
    return aged.end;
  }
  // "Spoken to in October, by date"
  const isDate = reader.word(by + 1) === "date" && by + 2 >= reader.words.length;
  if (!named || !(isSaid || number || direction || isDate)) {
    if (!isSaid || !isVerb) return undefined;
    return reader.refuse(at, by + 2, numbersHint(vocabulary.schema));
  }
  if (!number && !isSaid && !isMoment(named.meaning)) return undefined;
  // "Leads by budget", "rank by budget" and "sorted by budget, top 5" begin with the largest.
  const descending = direction?.descending ?? (number !== undefined && (!isSaid || reader.words.some((word) => /^(?:rank|top$)/.test(word))));
  const end = direction?.end ?? named.end;
  const key = named.meaning.agentKey;
  if (reader.groupBy.length > 0) {
    // "Customers per owner by pipeline"
    const measure = number && usualMeasure(number);
    if (measure && !reader.measures.includes(measure)) reader.measures.push(measure);
    reader.sort ??= `${measure ?? key}${descending ? " desc" : ""}`;
    return end;
  }
  // The first of one order are not sorted by another.
  if (reader.limit !== undefined && reader.sort !== undefined && !reader.sortsBy(key)) return reader.refuse(at, end);
  if (!reader.sortsBy(key)) reader.sortBy(key, descending);
  return furtherKeys(reader, end, vocabulary);
};

/** "sorted by account, then name descending": where the keys end that come after the first. */
function furtherKeys(reader: Reader, end: number, vocabulary: Vocabulary): number {
  const start = reader.after(end, BEFORE_NEXT);
  const named = namedAt(reader, start, vocabulary);
  const direction = named && directionAt(reader, named.end);
  const next = direction?.end ?? named?.end ?? start;
  const isThen = reader.words.slice(end, start).includes("then");
  const isListed = isThen || start > end || reader.tokens[end - 1]?.endsClause === true;
  const isEnd = reader.isClauseEnd(next) || BEFORE_NEXT.has(reader.word(next));
  if (!isListed || !named || !(isThen || isEnd)) return isThen ? reader.refuse(end, start + 1) : end;
  reader.sortBy(named.meaning.agentKey, direction?.descending ?? false);
  return furtherKeys(reader, next, vocabulary);
}

const BEFORE_NEXT = wordSet("and then by");

const isGrouped = ({ groupBy, sort }: Reader) => groupBy.length > 0 && sort === undefined;

function namedAt(reader: Reader, at: number, vocabulary: Vocabulary) {
  const number = numberAt(reader, at, vocabulary);
  if (number) return { meaning: number.field, end: number.to, number: number.field };
  const found = vocabulary.attributeAt(reader.words, at) ?? dateOfFilters(reader, at, vocabulary) ?? saidAt(reader, at, vocabulary);
  if (!found) return undefined;
  const end = at + found.length;
  return { meaning: found.meaning, end: isMoment(found.meaning) && reader.word(end) === "date" ? end + 1 : end, number: undefined };
}

/** "sorted by when we last talked to them" */
function saidAt(reader: Reader, at: number, vocabulary: Vocabulary) {
  const place = reader.word(at) === "when" ? reader.after(at + 1, BEFORE_VERB) : at;
  const verb = place > at ? VERBS.get(reader.word(place)) : undefined;
  const meaning = verb && vocabulary.momentOf(verb);
  return meaning && { meaning, length: reader.after(place + 1, AFTER_VERB) - at };
}

const BEFORE_VERB = wordSet("we i they were was last had");
const AFTER_VERB = wordSet("to with them from last");

/** "sorted by newest", "sort by most recent": by the date that the filters are about, or the creation. */
function ageSorted(reader: Reader, at: number, vocabulary: Vocabulary) {
  const isRecent = reader.word(at) === "most" && reader.word(at + 1) === "recent";
  const descending = isRecent ? true : AGES.get(reader.word(at));
  const end = isRecent ? at + 2 : at + 1;
  const moment = momentOfFilters(reader, vocabulary);
  return descending !== undefined && reader.isClauseEnd(end) && moment ? { key: moment.agentKey, descending, end } : undefined;
}

function momentOfFilters(reader: Reader, vocabulary: Vocabulary): Attribute | undefined {
  const [focus, ...others] = inFocus(reader, vocabulary, isMoment);
  return others.length > 0 ? undefined : (focus ?? vocabulary.momentOf("created"));
}

/** "alphabetically": by the name. "In chronological order": by the date that the filters are about, or the creation. */
export const orderWordRule: Rule = (reader, at, { schema, vocabulary }) => {
  const start = reader.word(at) === "in" ? at + 1 : at;
  const isReverse = reader.word(start) === "reverse";
  const [, kind, end] = /^(alphabetical|chronological)(ly)?$/.exec(reader.word(isReverse ? start + 1 : start)) ?? [];
  const last = isReverse ? start + 2 : start + 1;
  const isBy = kind === "alphabetical" && reader.word(last) === "by";
  const isOrder = end !== undefined || isBy || reader.word(last) === "order";
  if (kind === undefined || !isOrder || reader.sort !== undefined || reader.groupBy.length > 0) return undefined;
  const by = isBy ? vocabulary.attributeAt(reader.words, reader.afterArticle(last + 1)) : undefined;
  if (by) {
    reader.sortBy(by.meaning.agentKey, isReverse);
    return reader.afterArticle(last + 1) + by.length;
  }
  const key = kind === "alphabetical" ? mainField(schema.fields, "FULL_NAME") : momentOfFilters(reader, vocabulary);
  if (!key) return undefined;
  reader.sortBy(key.agentKey, isReverse);
  if (SORTING.test(reader.word(at - 1))) reader.use(at - 1, at);
  return end === undefined ? last + 1 : last;
};

/** "sorted by date", "sorted by size": by the only moment or number that a filter is about. */
function dateOfFilters(reader: Reader, at: number, vocabulary: Vocabulary) {
  const fits = reader.word(at) === "date" ? isMoment : AMOUNTS.has(reader.word(at)) ? isNumeric : undefined;
  const [meaning, ...others] = fits ? inFocus(reader, vocabulary, fits) : [];
  return meaning && others.length === 0 ? { meaning, length: 1 } : undefined;
}

/** "highest first", "smallest to largest deal", "oldest first": the direction of an order, or of a number that is named. */
export const directionRule: Rule = (reader, at, { vocabulary }) => {
  const direction = directionAt(reader, at);
  if (!direction) return undefined;
  if (isGrouped(reader)) {
    reader.largestFirst = direction.descending;
    return direction.end;
  }
  const said = orderedBy(reader, at, direction, vocabulary);
  if (!said) return undefined;
  reader.sortBy(said.key, direction.descending);
  // Past dates are not soon.
  const isLimited = reader.filters.some(({ field, operator }) => field === said.key && operator !== "isSet");
  if (reader.words.slice(at, said.end).includes("soonest") && !isLimited)
    reader.filters.push({ field: said.key, operator: "greaterThanOrEqual", value: "today" });
  return said.end;
};

/** What a direction is about: the order before it, or a number or date beside it. */
function orderedBy(reader: Reader, at: number, { isAge, end }: Direction, vocabulary: Vocabulary) {
  const sorted = reader.sort?.replace(/.*, | (?:asc|desc)$/g, "");
  const fits = isAge ? isMoment : isNumeric;
  const isSorted = !isAge || allAttributes(vocabulary.schema).some((attribute) => attribute.agentKey === sorted && isMoment(attribute));
  if (sorted !== undefined && isSorted) return { key: sorted, end };
  const behind = vocabulary.attributeAt(reader.words, end, fits);
  if (behind) return { key: behind.meaning.agentKey, end: end + behind.length };
  const before = reader.words.findLastIndex(
    (_, place) => place < at && !reader.isUsed(place) && vocabulary.attributeAt(reader.words, place, fits) !== undefined,
  );
  const last = vocabulary.attributeAt(reader.words, before, fits);
  if (last) {
    // "Last interaction" has a name that ends like "interaction".
    const lastEnd = before + last.length;
    reader.use(
      reader.words.findIndex((_, place) => place + (vocabulary.attributeAt(reader.words, place, fits)?.length ?? 0) === lastEnd),
      lastEnd,
    );
    return { key: last.meaning.agentKey, end };
  }
  // "Follow-ups in March, soonest first"
  const [focus, ...others] = inFocus(reader, vocabulary, fits);
  if (focus) {
    if (others.length > 0) reader.refuse(at, end);
    return { key: focus.agentKey, end };
  }
  const later = isAge ? undefined : freeNumber(reader, vocabulary, end);
  if (!later) return undefined;
  reader.use(later.from, later.to);
  return { key: later.field.agentKey, end };
}

/** A direction of an order: "highest first", "from smallest to largest", "descending". */
export interface Direction {
  readonly descending: boolean;
  /** Whether it is about age: "oldest first". */
  readonly isAge: boolean;
  readonly end: number;
}

const RANKS: ReadonlyMap<string, boolean> = new Map([
  ...SUPERLATIVES,
  ...wordMap([true, "high large big best most longest"], [false, "low small worst shortest fewest"]),
]);
const AGE_RANKS: ReadonlyMap<string, boolean> = new Map([...AGES, ["new", true], ["old", false]]);

/** The direction that a phrase at a word gives. */
export function directionAt(reader: Reader, at: number): Direction | undefined {
  const start = reader.after(at, BEFORE);
  const named = /^(?:(desc|descending|decreasing)|asc|ascending|increasing)$/.exec(reader.word(start));
  if (named) return { descending: named[1] !== undefined, isAge: false, end: reader.word(start + 1) === "order" ? start + 2 : start + 1 };
  const rank = rankAt(reader, start);
  if (!rank) return undefined;
  // "Best ones first", "largest group first"
  const from = /^(?:ones|groups?)$/.test(reader.word(rank.end)) ? { ...rank, end: rank.end + 1 } : rank;
  if (reader.word(from.end) === "first") return { ...from, end: from.end + 1 };
  // "Whose next follow-up is the earliest"
  const isLast = reader.isClauseEnd(from.end) || /^(?:in|among)$/.test(reader.word(from.end));
  if (isLast && reader.sort === undefined && /^(?:is|are|was)$/.test(reader.word(at - 1))) return from;
  const to = reader.word(from.end) === "to" ? rankAt(reader, from.end + 1) : undefined;
  return to && to.descending !== from.descending ? { ...from, isAge: from.isAge || to.isAge, end: to.end } : undefined;
}

const BEFORE = wordSet("from in the with");

function rankAt(reader: Reader, at: number): Direction | undefined {
  const word = reader.word(at);
  const isRecent = /^(?:most|least)$/.test(word) && /^recent(?:ly)?$/.test(reader.word(at + 1));
  if (isRecent) return { descending: word === "most", isAge: true, end: at + 2 };
  const age = AGE_RANKS.get(word);
  const descending = age ?? RANKS.get(word);
  return descending === undefined ? undefined : { descending, isAge: age !== undefined, end: at + 1 };
}

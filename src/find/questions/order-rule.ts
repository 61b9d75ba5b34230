import { allAttributes } from "../../schema/timestamps.ts";
import { isMoment, isNumeric } from "./attribute-kinds.ts";
import { addOptions } from "./option-rule.ts";
import { AGES, ANYONE, GLUE, JUDGEMENTS, SUPERLATIVES, VERBS } from "./phrases.ts";
import type { Reader } from "./reader.ts";
import type { Rule } from "./rule.ts";
import { smallNumberOf } from "./tokens.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** The most contacts that one answer lists. */
export const MOST_ASKED = 25;

/** "sorted by deal size", "largest deals", "top 10 by ICP score", "newest contacts", "most recently updated" */
export const orderRule: Rule = (reader, at, { vocabulary }) => {
  const first = reader.word(at);
  if (["sorted", "ordered", "sort", "order", "ranked"].includes(first) && reader.word(at + 1) === "by") {
    const found = vocabulary.attributeAt(reader.words, at + 2) ?? dateOfFilters(reader, at + 2, vocabulary);
    if (!found) {
      reader.unmapped.push(reader.text(at, at + 3));
      return at + 3;
    }
    const end = at + 2 + found.length;
    const direction = /^(desc|descending|asc|ascending)$/.test(reader.word(end)) ? reader.word(end) : undefined;
    reader.sort = `${found.meaning.agentKey}${direction?.startsWith("desc") ? " desc" : ""}`;
    return direction ? end + 1 : end;
  }
  const isRecent = first === "most" && /^recent(ly)?$/.test(reader.word(at + 1));
  const isLeast = first === "least" && /^recent(ly)?$/.test(reader.word(at + 1));
  const age = isRecent ? true : isLeast ? false : AGES.get(first);
  if (age !== undefined) return oldestOrNewest(reader, at, isRecent || isLeast ? at + 2 : at + 1, age, vocabulary);
  if (first === "last" || first === "first")
    return lastOrFirst(reader, at, vocabulary) ?? (first === "last" ? lastSeen(reader, at, vocabulary) : undefined);
  const descending = SUPERLATIVES.get(first) ?? JUDGEMENTS.get(first);
  if (descending === undefined) return undefined;
  if (reader.word(at + 1) === "first") {
    const place = reader.words.findLastIndex((_, before) => before < at && vocabulary.attributeAt(reader.words, before, isNumeric));
    const last = vocabulary.attributeAt(reader.words, place, isNumeric);
    if (place >= 0 && last) {
      reader.sort = `${last.meaning.agentKey}${descending ? " desc" : ""}`;
      reader.use(place, place + last.length);
      return at + 2;
    }
  }
  const number = smallNumberOf(reader.tokens[at + 1]);
  const start = number === undefined ? at + 1 : at + 2;
  const by = reader.after(start, new Set([...ANYONE, ...GLUE]));
  const found = vocabulary.attributeAt(reader.words, by, isNumeric);
  if (!found) {
    if (JUDGEMENTS.has(first)) {
      const end = reader.isUsed(at) ? undefined : judgedEnd(reader, at, start, vocabulary);
      if (end !== undefined) reader.unmapped.push(reader.text(at, end));
      return end;
    }
    const later = byLater(reader, start, vocabulary);
    if (later) {
      reader.sort = `${later.key}${descending ? " desc" : ""}`;
      if (number !== undefined) reader.limit = Math.min(number, MOST_ASKED);
      reader.use(later.from, later.to);
      return start;
    }
    // "Top" may be a name or a place.
    if (first === "top" && number === undefined) return undefined;
    if (reader.isUsed(start) || first === "least") return undefined;
    reader.unmapped.push(reader.text(at, Math.min(by + 1, reader.words.length)));
    return Math.min(by + 1, reader.words.length);
  }
  reader.sort = `${found.meaning.agentKey}${descending ? " desc" : ""}`;
  if (number !== undefined) reader.limit = Math.min(number, MOST_ASKED);
  // What stands between says which contacts are meant: "top 10 customers by deal size".
  reader.use(by, by + found.length + (reader.word(by + found.length) === "first" ? 1 : 0));
  return start;
};

/** "sorted by date": by the only moment that a filter is about. */
function dateOfFilters(reader: Reader, at: number, vocabulary: Vocabulary) {
  if (reader.word(at) !== "date") return undefined;
  const fields = new Set(reader.filters.flatMap(({ field, any = [] }) => [field, ...any.map((one) => one.field)]));
  const [meaning, ...others] = allAttributes(vocabulary.schema).filter((attribute) => fields.has(attribute.agentKey) && isMoment(attribute));
  return meaning && others.length === 0 ? { meaning, length: 1 } : undefined;
}

/** "who did we talk to last", "who was added first" */
function lastOrFirst(reader: Reader, at: number, vocabulary: Vocabulary): number | undefined {
  const place = isClauseEnd(reader, at + 1) ? verbBefore(reader, at) : undefined;
  const verb = VERBS.get(reader.word(place ?? -1));
  const moment = verb && vocabulary.momentOf(verb);
  if (!moment || place === undefined) return undefined;
  reader.sort = `${moment.agentKey}${reader.word(at) === "last" ? " desc" : ""}`;
  reader.use(place, place + 1);
  return at + 1;
}

/** "last 10 people we spoke to" */
function lastSeen(reader: Reader, at: number, vocabulary: Vocabulary): number | undefined {
  const number = smallNumberOf(reader.tokens[at + 1]);
  const start = at + 2;
  if (number === undefined || !(ANYONE.has(reader.word(start)) || vocabulary.optionAt(reader.words, start))) return undefined;
  const place = reader.words.findIndex((word, index) => index > start && VERBS.has(word));
  const verb = VERBS.get(reader.word(place));
  const moment = verb && vocabulary.momentOf(verb);
  if (!moment) return undefined;
  reader.sort = `${moment.agentKey} desc`;
  reader.limit = Math.min(number, MOST_ASKED);
  reader.use(place, reader.after(place + 1, new Set(["to", "with"])));
  return start;
}

/** Where the contacts end that are "best" by nothing that is told: "our best customer". Undefined if it may be a name. */
function judgedEnd(reader: Reader, at: number, start: number, vocabulary: Vocabulary): number | undefined {
  const length = vocabulary.optionAt(reader.words, start)?.length ?? (ANYONE.has(reader.word(start)) ? 1 : 0);
  const end = start + length;
  const isEnd = end >= reader.words.length || reader.tokens[end - 1]?.endsClause || GLUE.has(reader.word(end));
  return length > 0 && isEnd && ["our", "my", "the", "which", ""].includes(reader.word(at - 1)) ? end : undefined;
}

/** "by annual budget", further on: "biggest customers in the Americas by annual budget". */
function byLater(reader: Reader, start: number, vocabulary: Vocabulary) {
  for (let at = start; at < reader.words.length - 1; at++) {
    const found = reader.word(at) === "by" ? vocabulary.attributeAt(reader.words, at + 1, isNumeric) : undefined;
    if (found) return { key: found.meaning.agentKey, from: at, to: at + 1 + found.length };
  }
  return undefined;
}

const isClauseEnd = (reader: Reader, at: number) => at >= reader.words.length || reader.tokens[at - 1]?.endsClause === true;

/** The verb that "who did we talk to most recently" is about. Undefined if it is denied. */
function verbBefore(reader: Reader, at: number): number | undefined {
  const place = reader.words.findLastIndex((word, before) => before < at && VERBS.has(word) && !reader.isUsed(before));
  return place < 0 || reader.negationBefore(place) !== undefined ? undefined : place;
}

function oldestOrNewest(reader: Reader, at: number, from: number, descending: boolean, vocabulary: Vocabulary): number | undefined {
  const number = smallNumberOf(reader.tokens[from]);
  const start = number === undefined ? from : from + 1;
  // "Newest first", "newest leads first"
  const isFirst = reader.word(start) === "first" && isClauseEnd(reader, start + 1);
  const last = reader.words.length - 1;
  if (reader.word(last) === "first" && last > start) reader.use(last, last + 1);
  const before = number === undefined && (isFirst || isClauseEnd(reader, start)) ? verbBefore(reader, at) : undefined;
  const verb = VERBS.get(reader.word(before ?? start));
  const moment = verb ? vocabulary.momentOf(verb) : vocabulary.attributeAt(reader.words, start, isMoment)?.meaning;
  const option = vocabulary.optionAt(reader.words, start);
  const isAnyone = option !== undefined || ANYONE.has(reader.word(start)) || isFirst;
  const found = moment ?? (isAnyone ? vocabulary.momentOf("created") : undefined);
  if (!found) {
    if (!verb) return undefined;
    reader.unmapped.push(reader.text(at, start + 1));
    return start + 1;
  }
  reader.sort = `${found.agentKey}${descending ? " desc" : ""}`;
  if (before !== undefined) {
    reader.use(before, before + 1);
    return isFirst ? start + 1 : start;
  }
  // What is over is not soon.
  if (reader.word(at) === "soonest") reader.filters.push({ field: found.agentKey, operator: "greaterThanOrEqual", value: "today" });
  if (number !== undefined) reader.limit = Math.min(number, MOST_ASKED);
  if (option && !verb) {
    addOptions(reader, [option.meaning], false, { at: start, end: start + option.length });
    return start + option.length;
  }
  const length = verb || isAnyone ? 1 : (vocabulary.attributeAt(reader.words, start, isMoment)?.length ?? 1);
  return start + length;
}

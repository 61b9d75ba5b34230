import type { WallTime } from "../../../fields/calendar.ts";
import { wordSet } from "../../../text/word-set.ts";
import { limitBefore, limitTo } from "../limits.ts";
import type { Reader } from "../reader.ts";
import { isMoment } from "../words/attribute-kinds.ts";
import { whenAt } from "../words/dates.ts";
import { AGES, ANYONE, INTERROGATIVES, VERBS } from "../words/phrases.ts";
import { smallNumberOf } from "../words/tokens.ts";
import type { Vocabulary } from "../words/vocabulary.ts";
import { AHEAD } from "./date-rules.ts";
import type { Context, Rule } from "./rule.ts";

/** "newest contacts", "most recently updated", "who did we talk to last", "last 10 people we spoke to" */
export const momentOrderRule: Rule = (reader, at, context) => {
  const { vocabulary } = context;
  const first = reader.word(at);
  const isRecent = /^(?:most|least)$/.test(first) && /^recent(?:ly)?$/.test(reader.word(at + 1));
  const age = isRecent ? first === "most" : AGES.get(first);
  if (age !== undefined) return oldestOrNewest(reader, at, isRecent ? at + 2 : at + 1, age, vocabulary);
  if (first === "next") return nextFollowUp(reader, at, vocabulary);
  if (first === "longest") return longestAgo(reader, at, vocabulary);
  if (first !== "last" && first !== "first") return undefined;
  return lastOrFirst(reader, at, context) ?? lastSeen(reader, at, vocabulary);
};

/** "next 5 follow-ups", "who is next to follow up with": the soonest that are not over. */
function nextFollowUp(reader: Reader, at: number, vocabulary: Vocabulary): number | undefined {
  const number = smallNumberOf(reader.tokens[at + 1]);
  const start = number === undefined ? reader.after(at + 1, NEXT_TO) : at + 2;
  const isFollowUp = reader.word(start) === "follow" && /^ups?$/.test(reader.word(start + 1));
  const moment = isFollowUp && start > at + 1 ? vocabulary.momentOf("followed") : undefined;
  if (!moment) return undefined;
  reader.filters.push({ field: moment.agentKey, operator: "greaterThanOrEqual", value: "today" });
  reader.sort = moment.agentKey;
  limitTo(reader, number);
  return reader.after(start + 2, TO);
}

const NEXT_TO: ReadonlySet<string> = new Set(["to", "in", "line", "for", "i", "we", "should", ...AHEAD]);

/** "longest not contacted", "longest since we spoke": the oldest date first. */
function longestAgo(reader: Reader, at: number, vocabulary: Vocabulary): number | undefined {
  const from = reader.after(at + 1, SINCE);
  const verb = from > at + 1 ? VERBS.get(reader.word(from)) : undefined;
  const moment = verb && vocabulary.momentOf(verb);
  if (!moment) return undefined;
  reader.sort = moment.agentKey;
  limitBefore(reader, at);
  return reader.after(from + 1, TO);
}

const SINCE = wordSet("not un time since without ago we they were being last any the our");
const TO = wordSet("to with from");

/** "who did we talk to last", "who was added first" */
function lastOrFirst(reader: Reader, at: number, { vocabulary, now }: Context): number | undefined {
  const place = reader.isClauseEnd(at + 1) ? verbBefore(reader, at) : askedBehind(reader, at, now);
  const verb = VERBS.get(reader.word(place ?? -1));
  const moment = verb && vocabulary.momentOf(verb);
  if (!moment || place === undefined) return undefined;
  reader.sortBy(moment.agentKey, reader.word(at) === "last");
  reader.use(place, place + 1);
  return at + 1;
}

/** The verb of "who did we last talk to", unless it has a date. */
function askedBehind(reader: Reader, at: number, now: WallTime): number | undefined {
  const isAsked =
    /^(?:we|i)$/.test(reader.word(at - 1)) && reader.words.slice(0, at).some((word) => INTERROGATIVES.has(word) && word !== "when" && word !== "how");
  const end = reader.after(at + 2, TO);
  return isAsked && VERBS.has(reader.word(at + 1)) && !reader.isUsed(at + 1) && !whenAt(reader, end, now) ? at + 1 : undefined;
}

/** "last 10 people we spoke to", "first contact ever created" */
function lastSeen(reader: Reader, at: number, vocabulary: Vocabulary): number | undefined {
  const number = smallNumberOf(reader.tokens[at + 1]);
  const start = number === undefined ? at + 1 : at + 2;
  if (!(ANYONE.has(reader.word(start)) || vocabulary.optionAt(reader.words, start))) return undefined;
  const key = seenAfter(reader, start, number === undefined ? NEAR : reader.words.length, vocabulary);
  if (key === undefined) return undefined;
  reader.sortBy(key, reader.word(at) === "last");
  limitTo(reader, number);
  return start;
}

/** How far the verb stands from one person: "last lead that was added". */
const NEAR = 4;

/** Takes the verb that says what happened to contacts: "people we spoke to". Returns the key of its moment. */
function seenAfter(reader: Reader, start: number, most: number, vocabulary: Vocabulary): string | undefined {
  const place = reader.words.findIndex((word, index) => index > start && index <= start + most && VERBS.has(word) && !reader.isUsed(index));
  const verb = VERBS.get(reader.word(place));
  const moment = verb && reader.negationBefore(place) === undefined ? vocabulary.momentOf(verb) : undefined;
  if (!moment) return undefined;
  reader.use(place, reader.after(place + 1, TO));
  return moment.agentKey;
}

/** The verb that "who did we talk to most recently" is about. Undefined if it is denied. */
function verbBefore(reader: Reader, at: number): number | undefined {
  const place = reader.words.findLastIndex((word, before) => before < at && VERBS.has(word) && !reader.isUsed(before));
  return place < 0 || reader.negationBefore(place) !== undefined ? undefined : place;
}

function oldestOrNewest(reader: Reader, at: number, from: number, descending: boolean, vocabulary: Vocabulary): number | undefined {
  const number = smallNumberOf(reader.tokens[from]);
  const isAhead = vocabulary.momentOf("followed") !== undefined && AHEAD.has(reader.word(number === undefined ? from : from + 1));
  const start = from + (number === undefined ? 0 : 1) + (isAhead ? 1 : 0);
  // "Newest first", "newest leads first"
  const isFirst = reader.word(start) === "first" && reader.isClauseEnd(start + 1);
  const last = reader.words.length - 1;
  if (reader.word(last) === "first" && last > start) reader.use(last, last + 1);
  // "Who spoke to us most recently at Acme", but not "most recently updated"
  const isAdverb = reader.word(from - 1) === "recently" && !VERBS.has(reader.word(start));
  const before = number === undefined && (isFirst || isAdverb || reader.isClauseEnd(start)) ? verbBefore(reader, at) : undefined;
  const verb = VERBS.get(reader.word(before ?? start));
  // "Our latest contact with Acme"
  const isContact = reader.word(start) === "contact" && reader.word(start + 1) === "with";
  const said = verb ?? (isContact ? "contacted" : undefined);
  const moment = said ? vocabulary.momentOf(said) : vocabulary.attributeAt(reader.words, start, isMoment)?.meaning;
  const isAnyone = vocabulary.optionAt(reader.words, start) !== undefined || ANYONE.has(reader.word(start)) || isFirst;
  // "Latest 7 contacts in EMEA we spoke with"
  const we = reader.words.findIndex((word, place) => place > start && /^(?:we|i)$/.test(word));
  const seen = isAnyone && !moment && we > 0 ? seenAfter(reader, we, NEAR, vocabulary) : undefined;
  const found = moment ?? (isAnyone ? vocabulary.momentOf("created") : undefined);
  if (!found) {
    if (!verb) return undefined;
    return reader.refuse(at, start + 1);
  }
  // Only what is planned is soon.
  if ((reader.word(at) === "soonest" || isAhead) && found !== vocabulary.momentOf("followed")) reader.refuse(at, start + 1);
  reader.sortBy(seen ?? found.agentKey, descending);
  if (before !== undefined) {
    reader.use(before, before + 1);
    return isFirst ? start + 1 : start;
  }
  // Past dates are not soon.
  if (reader.word(at) === "soonest" || isAhead) reader.filters.push({ field: found.agentKey, operator: "greaterThanOrEqual", value: "today" });
  limitTo(reader, number);
  limitBefore(reader, at);
  if (isAnyone && !moment) return isFirst ? start + 1 : start;
  return start + (verb ? 1 : (vocabulary.attributeAt(reader.words, start, isMoment)?.length ?? 1));
}

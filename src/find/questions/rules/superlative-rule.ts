import { dealOf } from "../../../schema/usual-names.ts";
import { limitBefore, limitTo } from "../limits.ts";
import type { Reader } from "../reader.ts";
import { numbersHint } from "../words/attribute-kinds.ts";
import { freeNumber, type NamedNumber, numberAt } from "../words/numbers.ts";
import { ANYONE, GLUE, JUDGEMENTS, SUPERLATIVES } from "../words/phrases.ts";
import { smallNumberOf } from "../words/tokens.ts";
import type { Vocabulary } from "../words/vocabulary.ts";
import type { Rule } from "./rule.ts";

const BETWEEN: ReadonlySet<string> = new Set([...ANYONE, ...GLUE]);

/** "largest deals", "top 10 customers by ICP score", "the 3 biggest customers", "best lead by score" */
export const superlativeRule: Rule = (reader, at, { vocabulary }) => {
  const { descending, end } = superlativeAt(reader, at) ?? {};
  if (descending === undefined || end === undefined) return undefined;
  const first = reader.word(at);
  const number = smallNumberOf(reader.tokens[end]);
  const start = number === undefined ? end : end + 1;
  // "Customers by deal size, top 5"
  const isArranged = reader.sort !== undefined || reader.groupBy.length > 0;
  if (TOP.test(first) && number !== undefined && isArranged && reader.isClauseEnd(start)) {
    // "Customers per city, top 5"
    if (reader.sort === undefined) reader.largestFirst = first === "top";
    limitTo(reader, number);
    return start;
  }
  const by = reader.after(start, BETWEEN);
  const found = numberAt(reader, by, vocabulary) ?? otherNumber(reader, start, JUDGEMENTS.has(first), vocabulary);
  if (found) {
    // The first of one order are not sorted by another.
    if (number !== undefined && reader.sort !== undefined && !reader.sortsBy(found.field.agentKey)) return reader.refuse(at, start);
    sortBy(reader, found, descending);
    limitTo(reader, number);
    limitBefore(reader, at);
    return start;
  }
  if (JUDGEMENTS.has(first)) {
    const judged = reader.isUsed(at) ? undefined : judgedEnd(reader, at, start, vocabulary);
    if (judged === undefined) return undefined;
    return reader.refuse(at, judged, numbersHint(vocabulary.schema));
  }
  // "Top" may be a name or a place.
  if (TOP.test(first) && number === undefined) return undefined;
  // "Which leads are the most valuable"
  const is = reader.word(at - 1) === "the" ? at - 2 : at - 1;
  const isOfOptions =
    reader.optionEnds.size > 0 && /^(?:is|are)$/.test(reader.word(is)) && (reader.isClauseEnd(start) || GLUE.has(reader.word(start)));
  const deal = LARGE.test(first) && (isOfOptions || isContacts(reader, start, vocabulary)) ? dealOf(vocabulary.schema) : undefined;
  if (deal) {
    reader.sortBy(deal.agentKey, descending);
    limitTo(reader, number);
    limitBefore(reader, at);
    return start;
  }
  if (reader.isUsed(start) || first === "least") return undefined;
  return reader.refuse(at, Math.min(by + 1, reader.words.length), numbersHint(vocabulary.schema));
};

const TOP = /^(?:top|bottom)$/;

/** Said of contacts, it is the size of their deals: "largest customers", "most valuable leads". */
const LARGE = /^(?:largest|biggest|greatest|smallest|most|least)$/;

function superlativeAt(reader: Reader, at: number): { readonly descending: boolean; readonly end: number } | undefined {
  const first = reader.word(at);
  const isValuable = /^(?:most|least)$/.test(first) && /^(?:valuable|lucrative)$/.test(reader.word(at + 1));
  if (isValuable) return { descending: first === "most", end: at + 2 };
  const descending = SUPERLATIVES.get(first) ?? JUDGEMENTS.get(first);
  return descending === undefined ? undefined : { descending, end: at + 1 };
}

const isContacts = (reader: Reader, at: number, vocabulary: Vocabulary) =>
  ANYONE.has(reader.word(at)) || vocabulary.optionAt(reader.words, at) !== undefined;

function sortBy(reader: Reader, { field, from, to }: NamedNumber, descending: boolean): void {
  reader.sortBy(field.agentKey, descending);
  // The words between say which contacts are meant: "top 10 customers by deal size".
  reader.use(reader.word(from - 1) === "by" ? from - 1 : from, reader.word(to) === "first" ? to + 1 : to);
}

/** A number that stands elsewhere: "biggest customers in the Americas by annual budget", "budget of the two richest leads". */
function otherNumber(reader: Reader, start: number, isJudged: boolean, vocabulary: Vocabulary): NamedNumber | undefined {
  const later = freeNumber(reader, vocabulary, start);
  if (later) return !isJudged || reader.word(later.from - 1) === "by" ? later : undefined;
  const before = isJudged ? undefined : freeNumber(reader, vocabulary);
  if (before) reader.columns.push(before.field.agentKey);
  return before;
}

/**
 * Where contacts end that are called "best" without saying by what: "our best customer". Undefined if it may be a name.
 */
function judgedEnd(reader: Reader, at: number, start: number, vocabulary: Vocabulary): number | undefined {
  const length = vocabulary.optionAt(reader.words, start)?.length ?? (ANYONE.has(reader.word(start)) ? 1 : 0);
  const end = start + length;
  const isEnd = reader.isClauseEnd(end) || GLUE.has(reader.word(end));
  return length > 0 && isEnd && ["our", "my", "the", "which", ""].includes(reader.word(at - 1)) ? end : undefined;
}

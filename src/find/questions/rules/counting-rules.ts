import type { Field } from "../../../schema/contact-schema.ts";
import { wordSet } from "../../../text/word-set.ts";
import type { Reader } from "../reader.ts";
import { isAddress, isNumeric } from "../words/attribute-kinds.ts";
import { EACH, groupBy, groupingAt, sharedGroupingAt } from "../words/groupings.ts";
import { countEnd, freeNumber } from "../words/numbers.ts";
import { ANYONE, GENERALLY, HAVING, MEASURES, NEGATIONS, UNITS } from "../words/phrases.ts";
import type { Vocabulary } from "../words/vocabulary.ts";
import { comparedAfter } from "./comparison-rule.ts";
import { addOptions } from "./option-rule.ts";
import type { Rule } from "./rule.ts";
import { titleField } from "./title-rules.ts";

/** "how many", "number of", "total customers" */
export const countRule: Rule = (reader, at, { vocabulary, isPerson }) => {
  const isFirst = reader.afterGlue(0) >= at;
  const noun = reader.afterArticle(at + 1);
  const isTotal =
    isFirst && reader.word(at) === "total" && (GENERALLY.has(reader.word(noun)) || vocabulary.optionAt(reader.words, noun) !== undefined);
  // "Our customer count"
  const option = vocabulary.optionAt(reader.words, at);
  if (option && /^(?:head)?counts?$/.test(reader.word(at + option.length))) {
    addOptions(reader, [option.meaning], false, { at, end: at + option.length });
    reader.counts = true;
    return at + option.length + 1;
  }
  const counted = countEnd(reader, at);
  // "What's the number of Maja Jensen"
  const next = reader.written(counted ?? reader.tokens.length);
  if (reader.word(at) === "number" && /^\p{Lu}/u.test(next) && isPerson(next)) return undefined;
  const end = counted ?? (isTotal || (at === 0 && reader.word(at) === "count") ? at + 1 : undefined);
  // "Do we have more than 50 leads"
  const least = end === undefined && isFirst ? reader.comparisonAt(at) : undefined;
  if (
    least &&
    /^(?:have|there|got)$/.test(reader.word(at - 1)) &&
    (GENERALLY.has(reader.word(least.end)) || vocabulary.optionAt(reader.words, least.end))
  ) {
    reader.counts = true;
    return least.end;
  }
  // "Number of deals" counts contacts with one.
  const deals = end === undefined ? undefined : numbersCounted(reader, end, vocabulary);
  if (deals !== undefined) {
    reader.counts = true;
    return deals;
  }
  // "Amount of the annual budget"
  if (end === undefined || (reader.word(end - 1) === "of" && vocabulary.attributeAt(reader.words, reader.afterArticle(end), isNumeric)))
    return undefined;
  reader.counts = true;
  return end;
};

const RELATIVES = wordSet("who that which");
const DIFFERENT = wordSet("different distinct unique");

/** "in how many different cities do our contacts live", "number of owners of the leads": how many groups there are. */
export const distinctRule: Rule = (reader, at, context) => {
  const { words } = reader;
  const counted = countEnd(reader, at);
  const start = counted === undefined ? at : reader.after(counted, DIFFERENT);
  const named = counted === undefined ? undefined : sharedGroupingAt(reader, start, context);
  const own = context.vocabulary.attributeAt(words, start)?.meaning;
  const hasFewValues = own?.kind !== "field" || own.agentKey.includes(".") || own.type.search.as === "option" || own === titleField(context);
  if (!named || !hasFewValues || !/s$/.test(reader.word(named.end - 1))) return undefined;
  const isOfContacts = words.some((word, place) => place >= named.end && (ANYONE.has(word) || context.vocabulary.optionAt(words, place)));
  const isOther = words.some((word, place) => place >= named.end && (EACH.has(word) || MEASURES.has(word) || NEGATIONS.has(word) || /\d/.test(word)));
  const isEnd = /^(?:do|does|did|are|of|among|across)\b/;
  if (!isOfContacts || isOther || !isEnd.test(words.slice(named.end).join(" "))) return undefined;
  // "How many owners of the leads have a customer" counts owners by what they have.
  const having = words.findIndex((word, place) => place > named.end && HAVING.has(word) && !RELATIVES.has(reader.word(place - 1)));
  if (having > 0 && reader.word(named.end) === "of") return reader.refuse(at, having + 1);
  groupBy(reader, named);
  reader.filters.push({ field: named.grouping, operator: "isSet" });
  reader.limit = 0;
  return named.end;
};

/** "deals", "how many budgets": contacts that have such a number. Returns where the words end. */
export function numbersCounted(reader: Reader, at: number, vocabulary: Vocabulary): number | undefined {
  const found = vocabulary.attributeAt(reader.words, at, isNumeric);
  const end = at + (found?.length ?? 0);
  if (!found || !/s$/.test(reader.word(end - 1)) || comparedAfter(reader, end)) return undefined;
  reader.filters.push({ field: found.meaning.agentKey, operator: "isSet" });
  return end;
}

/** "per stage", "by owner", "for each region", "of every owner", "across the regions", "per month" */
export const groupRule: Rule = (reader, at, context) => {
  const { vocabulary, isPerson } = context;
  const first = reader.word(at);
  const isEach = ["for", "in", "of", "at", "to"].includes(first) && EACH.has(reader.word(at + 1));
  const by = isEach ? at + 1 : (byBehind(reader, at) ?? (["per", "by"].includes(first) || EACH.has(first) ? at : undefined));
  const isSplit = by !== undefined && by > at;
  if (by === undefined || reader.isUsed(by + 1)) return undefined;
  // "How can I reach Maja by phone"
  if (first === "by" && vocabulary.attributeAt(reader.words, by + 1, isAddress)) return undefined;
  const named = groupingAt(reader, by + 1, vocabulary);
  const isLast = named !== undefined && reader.isClauseEnd(named.end);
  const isAsked =
    reader.counts ||
    (first === "by" && isLast && (at > 0 || named.end < reader.words.length)) ||
    (EACH.has(first) && (UNITS.has(reader.word(at + 1)) || freeNumber(reader, vocabulary) !== undefined)) ||
    (first === "per" && named !== undefined) ||
    reader.measures.length > 0 ||
    reader.share !== undefined ||
    isSplit ||
    (at > 0 && (ANYONE.has(reader.word(at - 1)) || (first === "by" && (reader.isUsed(at - 1) || endsNumber(reader, at, context))))) ||
    GROUPS.has(reader.word(0));
  if (!isAsked) return undefined;
  if (!named) {
    // "Per" is a first name too.
    const isPer = reader.tokens[at]?.text === "per" && !isPerson(first);
    if (!reader.counts && reader.measures.length === 0 && !(isSplit && !isEach) && !isPer) return undefined;
    return reader.refuse(at, by + 2);
  }
  groupBy(reader, named);
  let { end } = named;
  for (let and = end; ["and", "then"].includes(reader.word(and)) || reader.endsClause(and - 1); and = end) {
    const start = reader.after(and, AND_BY);
    const next = start > and || reader.endsClause(and - 1) ? sharedGroupingAt(reader, start, context) : undefined;
    if (!next || reader.groupBy.length === 2 || reader.isUsed(start)) break;
    groupBy(reader, next);
    end = next.end;
  }
  return end;
};

const AND_BY = wordSet("and then by per");

const GROUPS = wordSet("breakdown distribution split group break counts");

/** Whether the name of a number ends before a word: "pipeline value by". */
function endsNumber(reader: Reader, at: number, { vocabulary }: Parameters<Rule>[2]): boolean {
  const number = freeNumber(reader, vocabulary);
  return number?.to === at;
}

/** Verbs that ask for groups: "group the leads by persona". */
const SPLIT = /^(?:group|grouped|broken|break|split|divided|segmented|bucketed|categori[sz]ed|aggregated|distributed|spread|across)$/;

/** Where the last word is of "split by", "broken down by", "distributed across". */
function byBehind(reader: Reader, at: number): number | undefined {
  if (!SPLIT.test(reader.word(at))) return undefined;
  if (reader.word(at) === "across") return at;
  const by = ["down", "up", "out"].includes(reader.word(at + 1)) ? at + 2 : at + 1;
  return /^(?:by|across|over|between|among|per|into)$/.test(reader.word(by)) ? by : undefined;
}

/** "leads vs customers: how many of each", "which events did customers attend, with counts" */
export const eachRule: Rule = (reader, at, context) => {
  const place = ["of", "for", "in"].includes(reader.word(at)) ? at + 1 : at;
  const isEach = reader.word(place) === "each" && reader.counts;
  if (!(isEach || /^count(?:s|ed)$/.test(reader.word(at))) || place + 1 < reader.words.length || reader.groupBy.length > 0) return undefined;
  const [field, ...others] = reader.optionEnds.keys();
  // "Stages and how many contacts are in each"
  const [named] = reader.words.flatMap((_, from) => (from < at && !reader.isUsed(from) ? (sharedGroupingAt(reader, from, context) ?? []) : []));
  const first = named ?? (field === undefined || others.length > 0 ? undefined : { grouping: field, end: at });
  if (!first) return undefined;
  groupBy(reader, first);
  return place + 1;
};

const BREAKDOWNS = wordSet("breakdown distribution split mix breakup wise counts");

/** "lifecycle breakdown", "distribution of personas", "monthly follow-ups" */
export const breakdownRule: Rule = (reader, at, context) => {
  const { vocabulary } = context;
  const isOf = BREAKDOWNS.has(reader.word(at)) && reader.word(at + 1) === "of";
  const named = groupingAt(reader, isOf ? at + 2 : at, vocabulary);
  if (!named || !(isOf || BREAKDOWNS.has(reader.word(named.end)))) return undefined;
  // "Distribution of deal sizes" would be as many groups as there are sizes, and the "pipeline split by region" has others.
  const isAmount = (field: Field) => field.agentKey === named.grouping && isNumeric(field) && field.definition.valueType !== "RATING";
  if (context.schema.fields.some(isAmount)) return undefined;
  groupBy(reader, named);
  return isOf ? named.end : named.end + 1;
};

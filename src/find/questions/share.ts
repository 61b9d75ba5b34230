import type { FilterInput } from "../../schema/filters.ts";
import { wordSet } from "../../text/word-set.ts";
import type { Reader } from "./reader.ts";
import type { Rule } from "./rules/rule.ts";
import { ANYONE, ARTICLES, CONJUNCTIONS, GENERALLY, PREPOSITIONS } from "./words/phrases.ts";

/**
 * Between what a share is of and what is asked of it: "leads | without a phone". A verb tells more than a "who", because
 * "people who live in EMEA | said yes" has both, and a "who" tells more than a "with".
 */
const VERBS =
  /^(?:is|are|was|were|has|have|had|lacks?|say|says|said|agreed|opt|opted|sign|signed|subscribed|attended|went|came|joined|live|work|belongs?|dont|doesnt|didnt|havent|hasnt|arent|isnt)$/;
const RELATIVES = /^(?:who|that|which|whose)$/;
const WITH = /^(?:with|without|lacking|missing|interested|wearing)$/;
const IS_BETWEEN = [VERBS, RELATIVES, WITH];
/** The same, but what the share is of comes behind: "customers | among the contacts in EMEA". */
const BEFORE_WHOLE = /^(?:among|amongst|within|to)$/;
const COMPARES = /^(?:ratio|proportion)$/;

/** The filters of what a share is of, and of what is asked of it. */
interface Share {
  readonly whole: readonly FilterInput[];
  readonly part: readonly FilterInput[];
}

/**
 * Splits the filters of a question for a share. With groups, it asks for the share of each. Undefined if no share is
 * asked for, or groups answer it.
 */
export function readShare(reader: Reader): Share | undefined {
  if (reader.share === undefined) return undefined;
  const split = splitFilters(reader, reader.share);
  const first = Math.min(...(split?.part ?? []).map((filter) => reader.placeOf(filter) ?? 0));
  const isOfAll = reader.words.slice(reader.share, first).some((word) => GENERALLY.has(word));
  // "Percentage of leads without a phone by region": the share within each group is not known.
  if (reader.groupBy.length > 0 && split && (split.whole.length > 0 || isOfAll) && split.part.length > 0) {
    reader.refuse(reader.share, reader.share + 1);
    return undefined;
  }
  // "Ratio of leads to customers"
  const shared = split?.whole.find(({ field }) => split.part.some((one) => one.field === field && one.operator === undefined));
  if (reader.groupBy.length === 0 && split && shared?.field === undefined) return split;
  if (shared?.field !== undefined) reader.groupBy.push(shared.field);
  if (reader.groupBy.length > 0 && reader.measures.length === 0) reader.measures.push("share");
  else reader.refuse(reader.share, reader.share + 1);
  return undefined;
}

function splitFilters(reader: Reader, share: number): Share | undefined {
  const { filters } = reader;
  const places = filters.map((filter) => reader.placeOf(filter));
  if (filters.length === 0 || places.includes(undefined)) return undefined;
  const isLast = places.every((place = 0) => place < share);
  const from = isLast ? 0 : share;
  const between = (first: number, last: number) => filters.filter((_, at) => (places[at] ?? 0) >= first && (places[at] ?? 0) < last);
  const before = between(0, from);
  // "Of our leads, what percentage has no phone"
  if (before.length > 0 && reader.word(share + 1) !== "of") return { whole: before, part: between(from, reader.words.length) };
  let noun = reader.words.findIndex((word, at) => at > from && (places.includes(at) || GENERALLY.has(word) || ANYONE.has(word)));
  // "EMEA decision makers"
  while (places.includes(noun + 1) && !IS_BETWEEN.some((test) => test.test(reader.word(noun + 1)))) noun += 1;
  const end = splitAfter(reader, noun, new Set(places)) ?? reader.words.length;
  const [first, second] = [between(from, end), between(end, reader.words.length)];
  if (BEFORE_WHOLE.test(reader.word(end)) && first.length > 0) return { whole: [...before, ...second], part: first };
  return second.length > 0 ? { whole: [...before, ...first], part: second } : { whole: before, part: first };
}

function splitAfter(reader: Reader, noun: number, places: ReadonlySet<number | undefined>): number | undefined {
  const last = Math.max(...[...places].map((place = 0) => place));
  const isBehindPreposition = (at: number) => PREPOSITIONS.has(reader.word(ARTICLES.has(reader.word(at - 1)) ? at - 2 : at - 1));
  const isComparing = reader.words.some((word) => COMPARES.test(word));
  const tests: readonly ((word: string, at: number) => boolean)[] = [
    (word, at) => VERBS.test(word) && !RELATIVES.test(reader.word(at - 1)) && !CONJUNCTIONS.has(reader.word(at - 1)) && at <= last,
    (word) => BEFORE_WHOLE.test(word) && (word !== "to" || isComparing),
    (word) => RELATIVES.test(word) || WITH.test(word),
    (word, at) => places.has(at) && !PREPOSITIONS.has(word) && !isBehindPreposition(at),
    (word) => PREPOSITIONS.has(word),
  ];
  return tests.map((test) => reader.words.findIndex((word, at) => at > noun && test(word, at))).find((at) => at > 0);
}

const SHARES = /^(?:share|shares|percentage|percentages|percent|pct|proportion|fraction|portion|ratio)$/;

/** "what share of", "the percentage of", "% of", "as a percentage", "in percent" */
export const shareRule: Rule = (reader, at) => {
  const isOf = reader.word(at + 1) === "of";
  const isPart = reader.word(at) === "part" && /^(?:what|which)$/.test(reader.word(at - 1)) && isOf;
  if (!(isPart || SHARES.test(reader.word(at))) || /^\d/.test(reader.word(at - 1))) return undefined;
  // "Share the list of customers"
  if (reader.word(at) === "share" && !isOf && at === 0) return undefined;
  reader.share = at;
  return reader.after(isOf ? at + 2 : at + 1, wordSet("the our all"));
};

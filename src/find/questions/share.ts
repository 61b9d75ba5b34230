import type { FilterInput } from "../../schema/filters.ts";
import type { Reader } from "./reader.ts";
import { ANYONE, GENERALLY, PREPOSITIONS } from "./words/phrases.ts";

/** Between what a share is of and what is asked of it: "leads | without a phone". */
const VERBS_BETWEEN =
  /^(?:is|are|was|were|has|have|had|with|without|who|that|which|whose|lacks?|lacking|missing|opt|opted|attended|went|came|joined|live|work|belongs?|owned|dont|doesnt|havent|hasnt|arent|isnt)$/;
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
  // "Percentage of leads without a phone by region": the share within each group is not known.
  if (reader.groupBy.length > 0 && split && split.whole.length > 0 && split.part.length > 0) {
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
  const noun = reader.words.findIndex((word, at) => at > from && (places.includes(at) || GENERALLY.has(word) || ANYONE.has(word)));
  const end = splitAfter(reader, noun) ?? reader.words.length;
  const between = (first: number, last: number) => filters.filter((_, at) => (places[at] ?? 0) >= first && (places[at] ?? 0) < last);
  const [before, first, second] = [between(0, from), between(from, end), between(end, reader.words.length)];
  if (BEFORE_WHOLE.test(reader.word(end)) && first.length > 0) return { whole: [...before, ...second], part: first };
  return second.length > 0 ? { whole: [...before, ...first], part: second } : { whole: before, part: first };
}

function splitAfter({ words }: Reader, noun: number): number | undefined {
  const after = (test: (word: string) => boolean) => words.findIndex((word, at) => at > noun && test(word));
  const isBetween = (word: string) =>
    VERBS_BETWEEN.test(word) || (BEFORE_WHOLE.test(word) && (word !== "to" || words.some((one) => COMPARES.test(one))));
  const places = [isBetween, (word: string) => PREPOSITIONS.has(word)].map(after);
  return places.find((at) => at > 0);
}

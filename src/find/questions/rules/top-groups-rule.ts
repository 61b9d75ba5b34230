import { wordSet } from "../../../text/word-set.ts";
import { limitBefore } from "../limits.ts";
import type { Reader } from "../reader.ts";
import { ownerOf } from "../words/attribute-kinds.ts";
import { EACH, type FoundGrouping, groupBy, groupingAt, memberEnd, sharedGroupingAt, US } from "../words/groupings.ts";
import { type GroupOrderSpec, groupOrderAt, numberAt, usualMeasure } from "../words/numbers.ts";
import { ANYONE, ARTICLES, HAVING, JUDGEMENTS, MEASURES, OWNING, SUPERLATIVES, VERBS } from "../words/phrases.ts";
import { smallNumberOf } from "../words/tokens.ts";
import type { Vocabulary } from "../words/vocabulary.ts";
import { numbersCounted } from "./counting-rules.ts";
import type { Context, Rule } from "./rule.ts";

const MOST: ReadonlyMap<string, boolean> = new Map([...SUPERLATIVES, ["most", true], ["fewest", false]]);
const AFTER_HAVING: ReadonlySet<string> = new Set([...ARTICLES, "the", "after", "got", "us", "in"]);
const OF: ReadonlySet<string> = new Set([...ARTICLES, "of"]);
const THE = wordSet("the");

/** "which region has the most customers", "accounts with the most contacts", "which stage has the highest total deal size" */
export const topGroupRule: Rule = (reader, at, context) => {
  const { vocabulary } = context;
  const isAsked = ["which", "what", "whose"].includes(reader.word(at));
  const named = whoAsked(reader, at, vocabulary) ?? groupingAt(reader, isAsked ? reader.after(at + 1, OF_OUR) : at, vocabulary);
  if (!named) return undefined;
  const number = isAsked ? comparedNumber(reader, named.end, vocabulary) : undefined;
  if (number) return orderByNumber(reader, named, number);
  // "In which region do we have the most contacts", "which companies do most of our contacts work at"
  const auxiliary = isAsked && /^(?:do|does|did|are|is)$/.test(reader.word(named.end)) ? named.end + 1 : named.end;
  const subject = ["we", "i", "you"].includes(reader.word(auxiliary)) ? auxiliary + 1 : auxiliary;
  const most = reader.after(subject, THE);
  const isOfMost =
    auxiliary > named.end && subject === auxiliary && ["most", "fewest"].includes(reader.word(most)) && isCounted(reader, most + 1, vocabulary);
  const isHaving = HAS.has(reader.word(subject)) || isCreating(reader, subject);
  if (!isHaving && !isOfMost) return undefined;
  const place = isOfMost ? most : reader.after(subject + 1, AFTER_HAVING);
  const descending = MOST.get(reader.word(place));
  const order = descending === undefined ? undefined : orderOfMost(reader, place, vocabulary);
  if (!order) return undefined;
  // "Who has the biggest deal" and "who has the lowest score" ask for a contact.
  if (
    named.isPerson &&
    (/^(?:max|min) /.test(order.by) || (order.by.startsWith("average") && !reader.words.some((word) => MEASURES.get(word) === "average")))
  )
    return undefined;
  groupBy(reader, named);
  reader.use(subject, place);
  orderGroups(reader, order.by, descending === true);
  return order.end;
};

/** "Which of our reps" */
const OF_OUR = wordSet("of our the my");

const HAS: ReadonlySet<string> = new Set([...OWNING, ...HAVING]);

/** "Who added the most leads" */
const isCreating = (reader: Reader, at: number) => VERBS.get(reader.word(at)) === "created" && /ed$/.test(reader.word(at));

/** Whether contacts are counted from a word on: "the fewest leads", "most of our contacts". */
const isCounted = (reader: Reader, at: number, vocabulary: Vocabulary) =>
  ANYONE.has(reader.word(at)) || reader.word(at) === "of" || vocabulary.optionAt(reader.words, at) !== undefined;

/** What "the most customers", "the highest total deal size" and "the biggest deal" order groups by. */
function orderOfMost(reader: Reader, place: number, vocabulary: Vocabulary): GroupOrderSpec | undefined {
  const start = reader.after(place + 1, OF);
  const isMost = ["most", "fewest"].includes(reader.word(place));
  const counted = isMost ? numbersCounted(reader, start, vocabulary) : undefined;
  if (counted !== undefined) return { by: "count", end: counted };
  const number = numberAt(reader, start, vocabulary);
  if (number) {
    const kind = SUPERLATIVES.get(reader.word(place)) === false ? "min" : "max";
    const isOne = !isMost && !number.isTotal && usualMeasure(number.field).startsWith("sum");
    return { by: isOne ? `${kind} ${number.field.agentKey}` : usualMeasure(number.field), end: number.to };
  }
  const said = groupOrderAt(reader, start, vocabulary);
  if (isMost) return { by: said?.by ?? "count", end: said?.by === "count" || !said ? place + 1 : said.end };
  return said && (said.by !== "count" || said.end > start) ? said : undefined;
}

/** @param by "count", or a measure */
function orderGroups(reader: Reader, by: string, descending: boolean): void {
  if (by !== "count" && !reader.measures.includes(by)) reader.measures.push(by);
  reader.sort = `${by} ${descending ? "desc" : "asc"}`;
}

/** "who owns the most leads", "which of us has the fewest customers": an owner is asked for. */
function whoAsked(reader: Reader, at: number, vocabulary: Vocabulary): FoundGrouping | undefined {
  const us = reader.after(at + 1, OF_OUR);
  const isOfUs = reader.word(at + 1) === "of" && US.has(reader.word(us));
  const member = COLLEAGUES.test(reader.word(us)) ? memberEnd(reader, us) : undefined;
  const isWhich = ["which", "who", "what"].includes(reader.word(at)) && (isOfUs || member !== undefined);
  const owner = isWhich || reader.word(at) === "who" ? ownerOf(vocabulary) : undefined;
  const end = isWhich ? (member ?? us + 1) : at + 1;
  return owner && (isCreating(reader, end) || (HAS.has(reader.word(end)) && reader.word(end) !== "with"))
    ? { grouping: owner.agentKey, end, isPerson: !isWhich }
    : undefined;
}

/** A "person" may be a contact. */
const COLLEAGUES = /^(?:colleagues?|teammates?|coworkers?|users?|team|staff|sales)$/;

const COMMON = wordSet("common frequent popular represented attended");

/** "most common job title", "which interests are most common" */
export const commonGroupRule: Rule = (reader, at, context) => {
  const isMost = ["most", "least"].includes(reader.word(at)) && COMMON.has(reader.word(at + 1));
  if (!isMost) return undefined;
  const number = smallNumberOf(reader.tokens[at + 2]);
  const behind = sharedGroupingAt(reader, number === undefined ? at + 2 : at + 3, context);
  const before = reader.words.flatMap((_, place) => (place < at && !reader.isUsed(place) ? (sharedGroupingAt(reader, place, context) ?? []) : []));
  const named = behind ?? before[0];
  if (!named) return undefined;
  groupBy(reader, named);
  if (number !== undefined) reader.limit = number;
  limitBefore(reader, at);
  orderGroups(reader, "count", reader.word(at) === "most");
  return behind ? behind.end : at + 2;
};

const RANKING = /^(?:rank|ranking|ranked|sort|order|leading)$/;

/** "top 3 countries by number of contacts", "biggest accounts by pipeline", "rank reps by average score", "owners by headcount" */
export const rankedGroupRule: Rule = (reader, at, context) => {
  const first = reader.word(at);
  if (reader.groupBy.length > 0 || ["by", "per", ...EACH].includes(reader.word(at - 1))) return undefined;
  const descending = SUPERLATIVES.get(first) ?? JUDGEMENTS.get(first) ?? (RANKING.test(first) ? true : undefined);
  const number = smallNumberOf(reader.tokens[descending === undefined ? at : at + 1]);
  const start = reader.after(at + (descending === undefined ? 0 : 1) + (number === undefined ? 0 : 1), AFTER_RANK);
  const named = sharedGroupingAt(reader, start, context);
  const order = named && laterOrder(reader, named.end, descending === undefined, context);
  if (!named || !order) return countedTop(reader, named, { descending, number, first });
  groupBy(reader, named);
  reader.use(order.from, order.end);
  orderGroups(reader, order.by, descending ?? true);
  if (number !== undefined) reader.limit = number;
  else if (descending !== undefined) limitBefore(reader, at);
  return named.end;
};

/** "whose pipeline is the largest": the owner's, of all their contacts. */
export const whoseRule: Rule = (reader, at, { vocabulary }) => {
  const owner = reader.word(at) === "whose" ? ownerOf(vocabulary) : undefined;
  const number = owner && comparedNumber(reader, at + 1, vocabulary);
  return owner && number?.isTotal ? orderByNumber(reader, { grouping: owner.agentKey, end: at }, number) : undefined;
};

const IS = wordSet("is the are was");

/** A number that "is the highest" at the end of a clause, or before further conditions. */
interface ComparedNumber {
  readonly by: string;
  readonly end: number;
  /** Where the superlative stands. */
  readonly place: number;
  readonly isTotal: boolean;
}

/** "is the average budget highest", "number of contacts of customers is the smallest" */
function comparedNumber(reader: Reader, from: number, vocabulary: Vocabulary): ComparedNumber | undefined {
  const start = reader.after(from, IS);
  const order = groupOrderAt(reader, start, vocabulary);
  const place = order ? reader.words.findIndex((word, at) => at >= order.end && SUPERLATIVES.has(word)) : -1;
  // "The highest for customers"
  const isEnd = reader.isClauseEnd(place + 1) || /^(?:for|among|in|at|with)$/.test(reader.word(place + 1));
  if (!order || place < 0 || !isEnd || !(start > from || IS.has(reader.word(place - 1)))) return undefined;
  const isTotal = numberAt(reader, start, vocabulary)?.isTotal === true;
  // The highest "deal size" of a group is one deal.
  const isOne = !isTotal && !MEASURES.has(reader.word(start));
  const by = isOne ? order.by.replace(/^sum/, SUPERLATIVES.get(reader.word(place)) ? "max" : "min") : order.by;
  return { ...order, by, place, isTotal };
}

/** Groups by what the number is of, in the order of the number. */
function orderByNumber(reader: Reader, named: FoundGrouping, { by, end, place }: ComparedNumber): number {
  groupBy(reader, named);
  orderGroups(reader, by, SUPERLATIVES.get(reader.word(place)) === true);
  reader.use(IS.has(reader.word(place - 1)) ? place - 1 : place, place + 1);
  return end;
}

const AFTER_RANK = wordSet("the our all my performing scoring");

/** "top 3 industries among our customers": those with the most contacts. */
function countedTop(
  reader: Reader,
  named: FoundGrouping | undefined,
  { descending, number, first }: { readonly descending: boolean | undefined; readonly number: number | undefined; readonly first: string },
): number | undefined {
  if (!named || first !== "top" || descending === undefined) return undefined;
  groupBy(reader, named);
  orderGroups(reader, "count", descending);
  if (number !== undefined) reader.limit = number;
  return named.end;
}

/** "Rank the reps by customers": how many they have. */
const contactsAt = (reader: Reader, at: number, vocabulary: Vocabulary): GroupOrderSpec | undefined =>
  /s$/.test(reader.word(at)) && vocabulary.optionAt(reader.words, at) ? { by: "count", end: at } : undefined;

/**
 * "by number of customers", "ranked by pipeline", "with the most people", later in the question.
 *
 * @param isNext whether nothing else may come before
 */
function laterOrder(reader: Reader, from: number, isNext: boolean, { vocabulary }: Context) {
  for (let at = from; at < reader.words.length; at++) {
    const start = RANKING.test(reader.word(at)) || /^(?:sorted|ordered)$/.test(reader.word(at)) ? at + 1 : at;
    const most = reader.word(start) === "with" && !isNext ? reader.afterArticle(start + 1) : -1;
    const order = MOST.has(reader.word(most))
      ? orderOfMost(reader, most, vocabulary)
      : reader.word(start) === "by"
        ? (groupOrderAt(reader, start + 1, vocabulary) ?? contactsAt(reader, isNext ? -1 : start + 1, vocabulary))
        : undefined;
    if (order) return { ...order, from: at };
    if (isNext) return undefined;
  }
  return undefined;
}

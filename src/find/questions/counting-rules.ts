import { isMoment, isNumeric } from "./attribute-kinds.ts";
import { ANYONE, ARTICLES, ATTRIBUTE_NOUNS, MEASURES, SUPERLATIVES, UNITS, VERBS } from "./phrases.ts";
import type { Reader } from "./reader.ts";
import type { Rule } from "./rule.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** "how many", "number of" */
export const countRule: Rule = (reader, at) => {
  const [first, second, third] = [reader.word(at), reader.word(at + 1), reader.word(at + 2)];
  const length =
    first === "how" && second === "many"
      ? 2
      : first === "number" && second === "of"
        ? 2
        : first === "total" && second === "number" && third === "of"
          ? 3
          : first === "count" && at === 0
            ? 1
            : 0;
  if (length === 0) return undefined;
  reader.counts = true;
  return at + length;
};

/** "per stage", "by owner", "for each region", "of every owner", "per month" */
export const groupRule: Rule = (reader, at, { vocabulary, isPerson }) => {
  const first = reader.word(at);
  const isEach = ["for", "in", "of"].includes(first) && EACH.has(reader.word(at + 1));
  const isSplit = ["grouped", "broken", "split"].includes(first);
  const by = isEach
    ? at + 1
    : isSplit
      ? [1, 2].map((step) => at + step).find((place) => reader.word(place) === "by")
      : ["per", "by"].includes(first) || EACH.has(first)
        ? at
        : undefined;
  if (by === undefined) return undefined;
  if (reader.isUsed(by + 1)) return undefined;
  const isAsked =
    reader.counts ||
    (first === "per" && (at > 0 || isCountAsked(reader)) && groupingAt(reader, by + 1, vocabulary) !== undefined) ||
    reader.measures.length > 0 ||
    isEach ||
    isSplit ||
    (at > 0 && (ANYONE.has(reader.word(at - 1)) || (first === "by" && reader.isUsed(at - 1)))) ||
    /^(breakdown|distribution|split)$/.test(reader.word(0));
  if (!isAsked) return undefined;
  const named = groupingAt(reader, by + 1, vocabulary);
  if (!named) {
    // "Per" is a first name too.
    const isPer = reader.tokens[at]?.text === "per" && !isPerson(first);
    if (!reader.counts && reader.measures.length === 0 && !isSplit && !isPer) return undefined;
    reader.unmapped.push(reader.text(at, by + 2));
    return by + 2;
  }
  groupBy(reader, named);
  const and = named.end;
  const second = reader.word(and) === "and" ? groupingAt(reader, and + 1, vocabulary) : undefined;
  if (second) groupBy(reader, second);
  return second?.end ?? named.end;
};

const isCountAsked = ({ words }: Reader) => words.some((word, at) => word === "how" && words[at + 1] === "many");

/** "leads vs customers: how many of each" */
export const eachRule: Rule = (reader, at) => {
  const isEach = ["of", "for"].includes(reader.word(at)) && reader.word(at + 1) === "each" && at + 2 >= reader.words.length;
  const [field, ...others] = reader.optionEnds.keys();
  if (!isEach || !reader.counts || field === undefined || others.length > 0) return undefined;
  reader.groupBy.push(field);
  return at + 2;
};

const EACH: ReadonlySet<string> = new Set(["each", "every"]);

const MOST: ReadonlyMap<string, boolean> = new Map([...SUPERLATIVES, ["most", true], ["fewest", false]]);

/** "which region has the most customers", "accounts with the most contacts", "which stage has the highest total deal size" */
export const topGroupRule: Rule = (reader, at, { vocabulary }) => {
  const isAsked = ["which", "what"].includes(reader.word(at));
  const named = groupingAt(reader, isAsked ? at + 1 : at, vocabulary);
  if (!named) return undefined;
  // "In which region do we have the most contacts", "which companies do most of our contacts work at"
  const auxiliary = isAsked && /^(?:do|does|did)$/.test(reader.word(named.end)) ? named.end + 1 : named.end;
  const subject = ["we", "i", "you"].includes(reader.word(auxiliary)) ? auxiliary + 1 : auxiliary;
  const isOfMost = auxiliary > named.end && subject === auxiliary && ["most", "the fewest"].includes(reader.word(subject));
  const isHaving = ["has", "have", "with"].includes(reader.word(subject));
  if (!isHaving && !isOfMost) return undefined;
  const place = isOfMost ? subject : reader.afterArticle(subject + 1);
  const descending = MOST.get(reader.word(place));
  if (descending === undefined) return undefined;
  const direction = descending ? "desc" : "asc";
  const kind = MEASURES.get(reader.word(place + 1));
  const number = vocabulary.attributeAt(reader.words, reader.after(place + (kind ? 2 : 1), new Set([...ARTICLES, "of"])), isNumeric);
  const isCount = ["most", "fewest"].includes(reader.word(place)) && !number;
  if (!isCount && !(kind && number)) return undefined;
  groupBy(reader, named);
  reader.sort = isCount || !number ? `count ${direction}` : `${kind} ${number.meaning.agentKey} ${direction}`;
  return place + 1;
};

const UNKNOWN_MEASURES: ReadonlySet<string> = new Set(["median", "percentage", "percent", "proportion", "ratio"]);

/** "median deal size", "percentage of customers" */
export const unknownMeasureRule: Rule = (reader, at, { vocabulary }) => {
  if (!UNKNOWN_MEASURES.has(reader.word(at))) return undefined;
  const start = reader.after(at + 1, new Set([...ARTICLES, "of"]));
  const found = vocabulary.attributeAt(reader.words, start) ?? vocabulary.optionAt(reader.words, start);
  if (!found) return undefined;
  reader.unmapped.push(reader.text(at, start + found.length));
  return start + found.length;
};

/** "lifecycle breakdown" */
export const breakdownRule: Rule = (reader, at, { vocabulary }) => {
  const named = groupingAt(reader, at, vocabulary);
  if (!named || !["breakdown", "distribution", "split"].includes(reader.word(named.end))) return undefined;
  groupBy(reader, named);
  return named.end + 1;
};

interface FoundGrouping {
  readonly grouping: string;
  readonly end: number;
  /** The verb that the moment is about, which may stand elsewhere. */
  readonly verb?: string;
}

function groupBy(reader: Reader, { grouping, verb }: FoundGrouping): void {
  if (!reader.groupBy.includes(grouping)) reader.groupBy.push(grouping);
  reader.words.forEach((word, place) => {
    if (verb !== undefined && VERBS.get(word) === verb) reader.use(place, place + 1);
  });
}

function groupingAt(reader: Reader, from: number, vocabulary: Vocabulary): FoundGrouping | undefined {
  const at = reader.afterArticle(from);
  const unit = UNITS.get(reader.word(at));
  if (unit !== undefined) {
    const verb = reader.words.map((word) => VERBS.get(word)).find((one) => one !== undefined) ?? "created";
    const moment = vocabulary.momentOf(verb);
    if (!moment) return undefined;
    return { grouping: `${moment.agentKey} ${unit}`, end: at + 1, verb };
  }
  const found = vocabulary.attributeAt(reader.words, at);
  if (!found) return undefined;
  const end = at + found.length;
  const after = isMoment(found.meaning) ? UNITS.get(reader.word(end)) : undefined;
  return { grouping: after ? `${found.meaning.agentKey} ${after}` : found.meaning.agentKey, end: after ? end + 1 : end };
}

/** "smallest and largest deal": both as numbers. */
export const extremesRule: Rule = (reader, at, { vocabulary }) => {
  const first = EXTREMES.get(reader.word(at));
  const second = ["and", "or"].includes(reader.word(at + 1)) ? EXTREMES.get(reader.word(reader.afterArticle(at + 2))) : undefined;
  const start = reader.afterArticle(at + 2) + 1;
  const found = first && second && first !== second ? vocabulary.attributeAt(reader.words, start, isNumeric) : undefined;
  if (!found) return undefined;
  reader.measures.push(`${first} ${found.meaning.agentKey}`, `${second} ${found.meaning.agentKey}`);
  return reader.after(start + found.length, ATTRIBUTE_NOUNS);
};

const EXTREMES: ReadonlyMap<string, string> = new Map([
  ...MEASURES,
  ...[...SUPERLATIVES].map(([word, isMost]) => [word, isMost ? "max" : "min"] as const),
]);

/** How many words may stand between "how much" and what is summed: "how much are Hannah Weiss' open deals worth". */
const MOST_BETWEEN = 6;

/** "total deal size", "average of the ICP score", "how much budget", "how much are Priya's deals worth" */
export const measureRule: Rule = (reader, at, { vocabulary }) => {
  const isHowMuch = reader.word(at) === "how" && reader.word(at + 1) === "much";
  const kind = isHowMuch ? "sum" : MEASURES.get(reader.word(at));
  if (!kind) return undefined;
  const start = reader.after(at + (isHowMuch ? 2 : 1), new Set([...ARTICLES, "of", "in", "total"]));
  const found = vocabulary.attributeAt(reader.words, start, isNumeric);
  if (found) {
    reader.measures.push(`${kind} ${found.meaning.agentKey}`);
    return reader.after(start + found.length, ATTRIBUTE_NOUNS);
  }
  const place = isHowMuch && ["are", "is"].includes(reader.word(at + 2)) ? numberAfter(reader, at + 3, vocabulary) : undefined;
  if (place) {
    reader.measures.push(`${kind} ${place.key}`);
    reader.use(place.from, place.to);
    return at + 3;
  }
  if (!isHowMuch && kind !== "average") return undefined;
  reader.unmapped.push(reader.text(at, start + 1));
  return start + 1;
};

function numberAfter(reader: Reader, from: number, vocabulary: Vocabulary) {
  for (let at = from; at < from + MOST_BETWEEN && at < reader.words.length; at++) {
    const found = vocabulary.attributeAt(reader.words, at, isNumeric);
    if (found) return { key: found.meaning.agentKey, from: at, to: reader.after(at + found.length, ATTRIBUTE_NOUNS) };
    if (reader.tokens[at]?.endsClause) return undefined;
  }
  return undefined;
}

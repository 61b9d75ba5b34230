import { partOf } from "../../schema/attribute-part.ts";
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
  const isSplit = SPLIT.has(first);
  const by = isEach ? at + 1 : isSplit ? byBehind(reader, at) : ["per", "by"].includes(first) || EACH.has(first) ? at : undefined;
  if (by === undefined) return undefined;
  if (reader.isUsed(by + 1)) return undefined;
  const named = groupingAt(reader, by + 1, vocabulary);
  const isLast = named !== undefined && (named.end >= reader.words.length || reader.tokens[named.end - 1]?.endsClause === true);
  const isAsked =
    reader.counts ||
    (first === "by" && at > 0 && isLast) ||
    (EACH.has(first) && UNITS.has(reader.word(at + 1))) ||
    (first === "per" && (at > 0 || isCountAsked(reader)) && named !== undefined) ||
    reader.measures.length > 0 ||
    isEach ||
    isSplit ||
    (at > 0 && (ANYONE.has(reader.word(at - 1)) || (first === "by" && reader.isUsed(at - 1)))) ||
    /^(breakdown|distribution|split|group|break)$/.test(reader.word(0));
  if (!isAsked) return undefined;
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

/** Verbs that ask for groups: "group the leads by persona". */
const SPLIT: ReadonlySet<string> = new Set(["group", "grouped", "broken", "break", "split"]);

/** The "by" of "split by", "broken down by". */
function byBehind(reader: Reader, at: number): number | undefined {
  const by = ["down", "up"].includes(reader.word(at + 1)) ? at + 2 : at + 1;
  return reader.word(by) === "by" ? by : undefined;
}

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
  const named = whoAsked(reader, at, vocabulary) ?? groupingAt(reader, isAsked ? at + 1 : at, vocabulary);
  if (!named) return undefined;
  // "In which region do we have the most contacts", "which companies do most of our contacts work at"
  const auxiliary = isAsked && /^(?:do|does|did)$/.test(reader.word(named.end)) ? named.end + 1 : named.end;
  const subject = ["we", "i", "you"].includes(reader.word(auxiliary)) ? auxiliary + 1 : auxiliary;
  const isOfMost = auxiliary > named.end && subject === auxiliary && ["most", "the fewest"].includes(reader.word(subject));
  const isHaving = ["has", "have", "with", "owns", "own", "manages", "looks", "handles"].includes(reader.word(subject));
  if (!isHaving && !isOfMost) return undefined;
  const place = isOfMost ? subject : reader.after(subject + 1, AFTER_HAVING);
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

const AFTER_HAVING: ReadonlySet<string> = new Set([...ARTICLES, "after"]);

/** "who owns the most leads", "which of us has the fewest customers": an owner is asked for. */
function whoAsked(reader: Reader, at: number, vocabulary: Vocabulary): FoundGrouping | undefined {
  const isWhich = ["which", "who"].includes(reader.word(at)) && reader.word(at + 1) === "of" && US.has(reader.word(at + 2));
  const owner = isWhich || reader.word(at) === "who" ? ownerOf(vocabulary) : undefined;
  const end = isWhich ? at + 3 : at + 1;
  const isHaving = ["owns", "has", "manages", "handles", "looks"].includes(reader.word(end));
  return owner && isHaving ? { grouping: owner.agentKey, end } : undefined;
}

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

const BREAKDOWNS: ReadonlySet<string> = new Set(["breakdown", "distribution", "split"]);

/** "lifecycle breakdown", "distribution of personas" */
export const breakdownRule: Rule = (reader, at, { vocabulary }) => {
  const isOf = BREAKDOWNS.has(reader.word(at)) && reader.word(at + 1) === "of";
  const named = groupingAt(reader, isOf ? at + 2 : at, vocabulary);
  if (!named || !(isOf || BREAKDOWNS.has(reader.word(named.end)))) return undefined;
  // "Distribution of deal sizes" would be as many groups as there are sizes.
  if (isOf && vocabulary.attributeAt(reader.words, reader.afterArticle(at + 2), isNumeric)) return undefined;
  groupBy(reader, named);
  return isOf ? named.end : named.end + 1;
};

interface FoundGrouping {
  readonly grouping: string;
  readonly end: number;
  /** The verb that the moment is about, which may stand elsewhere. */
  readonly verb?: string;
}

function groupBy(reader: Reader, { grouping, verb }: FoundGrouping): void {
  if (!reader.groupBy.includes(grouping)) reader.groupBy.push(grouping);
  for (const one of verbsIn(reader)) if (one.verb === verb) reader.use(one.from, one.to);
}

function groupingAt(reader: Reader, from: number, vocabulary: Vocabulary): FoundGrouping | undefined {
  // "Each of the regions", "each of us"
  const isOf = EACH.has(reader.word(from - 1)) && reader.word(from) === "of";
  const at = reader.afterArticle(isOf ? reader.after(from + 1, OURS) : from);
  const owner = isOf && US.has(reader.word(at)) ? ownerOf(vocabulary) : undefined;
  if (owner) return { grouping: owner.agentKey, end: at + 1 };
  const unit = UNITS.get(reader.word(at));
  if (unit !== undefined) {
    const verb = verbsIn(reader)[0]?.verb ?? "created";
    const moment = vocabulary.momentOf(verb);
    if (!moment) return undefined;
    return { grouping: `${moment.agentKey} ${unit}`, end: at + 1, verb };
  }
  const found = vocabulary.attributeAt(reader.words, at);
  if (!found) return placePartAt(reader, at, vocabulary);
  const end = at + found.length;
  const after = isMoment(found.meaning) ? UNITS.get(reader.word(end)) : undefined;
  return { grouping: after ? `${found.meaning.agentKey} ${after}` : found.meaning.agentKey, end: after ? end + 1 : end };
}

/** The verbs and nouns that say which date is meant, "follow-ups" among them. */
const verbsIn = ({ words }: Reader) =>
  words.flatMap((word, from) => {
    const isFollowUp = word === "follow" && /^ups?$/.test(words[from + 1] ?? "");
    const verb = isFollowUp ? "followed" : VERBS.get(word);
    return verb ? [{ verb, from, to: from + (isFollowUp ? 2 : 1) }] : [];
  });

const OURS: ReadonlySet<string> = new Set(["the", "our"]);
const US: ReadonlySet<string> = new Set(["us", "you", "team"]);

const ownerOf = ({ schema }: Vocabulary) => schema.relationships.find(({ agentKey }) => /owner/.test(agentKey));

const PLACE_PARTS: ReadonlyMap<string, string> = new Map([
  ...["country", "countries", "nation"].map((word) => [word, "country"] as const),
  ...["city", "cities", "town", "towns"].map((word) => [word, "city"] as const),
  ...["state", "states", "province", "provinces"].map((word) => [word, "state"] as const),
]);

/** "by country": a part of the address. */
function placePartAt(reader: Reader, at: number, { schema }: Vocabulary): FoundGrouping | undefined {
  const part = PLACE_PARTS.get(reader.word(at));
  const [found] = part === undefined ? [] : schema.fields.flatMap((field) => partOf(field, part) ?? []);
  return found && { grouping: found.agentKey, end: at + 1 };
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

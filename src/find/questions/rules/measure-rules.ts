import { wordSet } from "../../../text/word-set.ts";
import { MEASURES as KINDS } from "../../arranged/grouping.ts";
import type { Reader } from "../reader.ts";
import { numbersHint } from "../words/attribute-kinds.ts";
import { freeNumber, numberAt, usualMeasure } from "../words/numbers.ts";
import { ARTICLES, CURRENCY_CODES, MEASURES, SUPERLATIVES } from "../words/phrases.ts";
import type { Vocabulary } from "../words/vocabulary.ts";
import type { Rule } from "./rule.ts";

const MEASURES_HINT = `Measures are ${KINDS.join(", ")}.`;

/** "smallest and largest deal": both as numbers. */
export const extremesRule: Rule = (reader, at, { vocabulary }) => {
  const first = EXTREMES.get(reader.word(at));
  const second = ["and", "or"].includes(reader.word(at + 1)) ? EXTREMES.get(reader.word(reader.afterArticle(at + 2))) : undefined;
  const found = first && second && first !== second ? numberAt(reader, reader.afterArticle(at + 2) + 1, vocabulary) : undefined;
  if (!found) return undefined;
  reader.measures.push(`${first} ${found.field.agentKey}`, `${second} ${found.field.agentKey}`);
  return found.to;
};

const EXTREMES: ReadonlyMap<string, string> = new Map([
  ...MEASURES,
  ...[...SUPERLATIVES].map(([word, isMost]) => [word, isMost ? "max" : "min"] as const),
]);

const UNKNOWN = /^(?:mode|variance|deviation|percentile|quartile)$/;

/** They have no other meaning: "total" may be a count, and "max" a name. */
const OF_NUMBERS = wordSet("average median");

const BEFORE_NUMBER: ReadonlySet<string> = new Set([...ARTICLES, "of", "in", "total", "the", "all", "open"]);

/** "total deal size", "average of the ICP score", "how much budget" */
export const measureRule: Rule = (reader, at, { vocabulary }) => {
  const isUnknown = UNKNOWN.test(reader.word(at));
  const asked = isUnknown ? { kind: "", end: at + 1 } : askedFor(reader, at);
  if (!asked) return undefined;
  const { kind, end } = asked;
  const start = reader.after(end, BEFORE_NUMBER);
  const found = numberAt(reader, start, vocabulary);
  if (isUnknown || (!found && OF_NUMBERS.has(kind))) {
    const to = found?.to ?? start + (vocabulary.attributeAt(reader.words, start)?.length ?? 0);
    return to > start ? reader.refuse(at, to, MEASURES_HINT, numbersHint(vocabulary.schema)) : undefined;
  }
  if (!found) return undefined;
  reader.measures.push(`${kind} ${found.field.agentKey}`);
  return found.to;
};

function askedFor(reader: Reader, at: number): { readonly kind: string; readonly end: number } | undefined {
  const [first, second] = [reader.word(at), reader.word(at + 1)];
  if (first === "how" && second === "much") return { kind: "sum", end: at + 2 };
  const kind = MEASURES.get(first);
  return kind ? { kind, end: at + 1 } : undefined;
}

/**
 * Joins a measure with a number that stands apart from it: "how much are Priya's deals worth in total", "budget totals",
 * "deal size on average". Call this when the conditions are read.
 */
export function joinApart(reader: Reader, vocabulary: Vocabulary): void {
  for (const at of reader.words.keys()) {
    const asked = reader.isUsed(at) ? undefined : askedFor(reader, at);
    if (!asked) continue;
    const number = reader.measures.length > 0 ? undefined : freeNumber(reader, vocabulary);
    const isSaid = reader.measures.some((measure) => measure.startsWith(asked.kind));
    if (number) {
      reader.measures.push(`${asked.kind} ${number.field.agentKey}`);
      reader.use(number.from, number.to);
    }
    if (number || isSaid) reader.use(at, asked.end);
    else if (reader.measures.length === 0 && (asked.kind === "average" || reader.word(at) === "how")) {
      const end = Math.min(reader.after(asked.end, BEFORE_NUMBER) + 1, reader.words.length);
      reader.refuse(at, end, MEASURES_HINT, numbersHint(vocabulary.schema));
      reader.use(at, end);
    }
  }
}

/** Said of many deals, their sum: "value of the opportunities", "what are Kenji's leads worth", "pipeline in EMEA". */
const TOTAL = /^(?:value|worth|pipeline|volume)$/;

/** Sums up what a question about one number alone asks for. Call this if nothing else is asked for. */
export function sumUp(reader: Reader, vocabulary: Vocabulary): void {
  const number = freeNumber(reader, vocabulary);
  if (!number || !TOTAL.test(reader.word(number.from))) return;
  const isFirst = reader.afterGlue(0) === number.from;
  const isWorth = reader.word(0) === "what" && reader.word(number.from) === "worth" && number.to === reader.words.length;
  if (!isFirst && !isWorth) return;
  reader.measures.push(usualMeasure(number.field));
  reader.use(number.from, number.to);
}

/** "in euros", where a measure is in euros: its currency says nothing else. */
export function dropCurrency(reader: Reader, vocabulary: Vocabulary): void {
  const fields = vocabulary.schema.fields.filter(({ agentKey }) => reader.measures.some((measure) => measure.endsWith(` ${agentKey}`)));
  const own = new Set(fields.map(({ definition }) => definition.config.currency));
  reader.words.forEach((word, at) => {
    if (reader.word(at - 1) === "in" && own.has(CURRENCY_CODES.get(word))) reader.use(at, at + 1);
  });
}

import type { Field } from "../../../schema/contact-schema.ts";
import { dealOf } from "../../../schema/usual-names.ts";
import { wordSet } from "../../../text/word-set.ts";
import type { Reader } from "../reader.ts";
import { comparedAfter } from "../rules/comparison-rule.ts";
import { addsUp, isNumeric } from "./attribute-kinds.ts";
import { ARTICLES, ATTRIBUTE_NOUNS, GENERALLY, MEASURES } from "./phrases.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { phrasesOf } from "./word-tables.ts";

/** A number of contacts that a question names. */
export interface NamedNumber {
  readonly field: Field;
  readonly from: number;
  readonly to: number;
  /** Whether it means all together: "pipeline", "value of the deals", rather than "deal size". */
  readonly isTotal: boolean;
}

/** What people say for how large a number is. */
export const AMOUNTS = wordSet("value values worth amount amounts size volume");
const NUMBER_NOUNS: ReadonlySet<string> = new Set([...ATTRIBUTE_NOUNS, ...AMOUNTS, "sizes", "score", "scores"]);
const OWN: ReadonlySet<string> = new Set([...ARTICLES, "all", "open", "expected", "each", "of"]);

/** "deal size", "value of our deals"; and "value" alone, which is that of deals. */
export function numberAt(reader: Reader, at: number, vocabulary: Vocabulary): NamedNumber | undefined {
  const isOf = AMOUNTS.has(reader.word(at)) && reader.word(at + 1) === "of";
  const start = isOf ? reader.after(at + 2, OWN) : at;
  const found = vocabulary.attributeAt(reader.words, start, isNumeric);
  if (found?.meaning.kind === "field") {
    const to = reader.after(start + found.length, NUMBER_NOUNS);
    const isTotal = isOf || found.isSynonym === true || to > start + found.length;
    return { field: found.meaning, from: at, to, isTotal };
  }
  const deal = /^(?:value|worth)$/.test(reader.word(at)) ? dealOf(vocabulary.schema) : undefined;
  return deal && { field: deal, from: at, to: at + 1, isTotal: true };
}

/** The first number, from a word on, that is not compared with anything, and that no rule has read. */
export function freeNumber(reader: Reader, vocabulary: Vocabulary, from = 0): NamedNumber | undefined {
  for (let at = from; at < reader.words.length; at++) {
    const found = reader.isUsed(at) ? undefined : numberAt(reader, at, vocabulary);
    if (found && !reader.isUsed(found.to - 1) && !comparedAfter(reader, found.to)) return found;
  }
  return undefined;
}

/** The measure of a number in groups if the question names none: the sum, or the average. */
export const usualMeasure = (field: Field): string => `${addsUp(field) ? "sum" : "average"} ${field.agentKey}`;

/** What groups are ordered by: "count", or a measure. */
export interface GroupOrderSpec {
  readonly by: string;
  readonly end: number;
}

const BEFORE_SPEC: ReadonlySet<string> = new Set([...ARTICLES, "the", "all", "overall"]);

/** "number of contacts", "headcount", "total deal size", "average of the ICP scores", "pipeline" */
export function groupOrderAt(reader: Reader, at: number, vocabulary: Vocabulary): GroupOrderSpec | undefined {
  const start = reader.after(at, BEFORE_SPEC);
  const counted = countEnd(reader, start);
  if (counted !== undefined) return { by: "count", end: counted };
  const kind = MEASURES.get(reader.word(start));
  const number = numberAt(reader, kind ? reader.after(start + 1, OWN) : start, vocabulary);
  if (number) return { by: kind ? `${kind} ${number.field.agentKey}` : usualMeasure(number.field), end: number.to };
  return GENERALLY.has(reader.word(start)) && /s$|^people$/.test(reader.word(start)) ? { by: "count", end: start } : undefined;
}

const COUNTS = phrasesOf(
  ["count", "how many, number of, count of, amount of, quantity of, total number of, total count of, overall number of"],
  ["count", "headcount of, head count of, headcount, head count, tally of, total no of, no of, nr of, num of"],
);

/** Where the words end that ask for a count: "number of". */
export const countEnd = (reader: Reader, at: number): number | undefined => reader.phraseAt(at, COUNTS)?.end;

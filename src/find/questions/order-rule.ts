import { AGES, ANYONE, GLUE, SUPERLATIVES, VERBS } from "./phrases.ts";
import type { Reader } from "./reader.ts";
import { isMoment, isNumeric, type Rule } from "./rule.ts";
import { amountOf } from "./tokens.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** "sorted by deal size", "largest deals", "top 10 by ICP score", "newest contacts", "most recently updated" */
export const orderRule: Rule = (reader, at, { vocabulary }) => {
  const first = reader.word(at);
  if (["sorted", "ordered", "sort", "order", "ranked"].includes(first) && reader.word(at + 1) === "by") {
    const found = vocabulary.attributeAt(reader.words, at + 2);
    if (!found) return undefined;
    const end = at + 2 + found.length;
    const direction = /^(desc|descending|asc|ascending)$/.test(reader.word(end)) ? reader.word(end) : undefined;
    reader.sort = `${found.meaning.agentKey}${direction?.startsWith("desc") ? " desc" : ""}`;
    return direction ? end + 1 : end;
  }
  const isRecent = first === "most" && /^recent(ly)?$/.test(reader.word(at + 1));
  const isLeast = first === "least" && /^recent(ly)?$/.test(reader.word(at + 1));
  const age = isRecent ? true : isLeast ? false : AGES.get(first);
  if (age !== undefined) return oldestOrNewest(reader, at, isRecent || isLeast ? at + 2 : at + 1, age, vocabulary);
  const descending = SUPERLATIVES.get(first);
  if (descending === undefined) return undefined;
  const number = amountOf(reader.tokens[at + 1]?.text);
  const start = number === undefined ? at + 1 : at + 2;
  const by = reader.after(start, new Set([...ANYONE, ...GLUE]));
  const found = vocabulary.attributeAt(reader.words, by, isNumeric);
  if (!found) {
    // "Top" may be a name or a place.
    if (first === "top" && number === undefined) return undefined;
    if (reader.isUsed(start) || first === "least") return undefined;
    reader.unmapped.push(reader.text(at, Math.min(by + 1, reader.words.length)));
    return Math.min(by + 1, reader.words.length);
  }
  reader.sort = `${found.meaning.agentKey}${descending ? " desc" : ""}`;
  if (number !== undefined) reader.limit = Math.min(Math.max(1, Math.round(number)), 25);
  // What stands between says which contacts are meant: "top 10 customers by deal size".
  reader.use(by, by + found.length);
  return start;
};

function oldestOrNewest(reader: Reader, at: number, from: number, descending: boolean, vocabulary: Vocabulary): number | undefined {
  const number = amountOf(reader.tokens[from]?.text);
  const start = number === undefined ? from : from + 1;
  const verb = VERBS.get(reader.word(start));
  const moment = verb ? vocabulary.momentOf(verb) : vocabulary.attributeAt(reader.words, start, isMoment)?.meaning;
  const isAnyone = ANYONE.has(reader.word(start));
  const found = moment ?? (isAnyone ? vocabulary.momentOf("created") : undefined);
  if (!found) {
    if (!verb) return undefined;
    reader.unmapped.push(reader.text(at, start + 1));
    return start + 1;
  }
  reader.sort = `${found.agentKey}${descending ? " desc" : ""}`;
  if (number !== undefined) reader.limit = Math.min(Math.max(1, Math.round(number)), 25);
  const length = verb || isAnyone ? 1 : (vocabulary.attributeAt(reader.words, start, isMoment)?.length ?? 1);
  return start + length;
}

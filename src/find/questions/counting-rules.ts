import { ANYONE, ARTICLES, MEASURES, UNITS, VERBS } from "./phrases.ts";
import type { Reader } from "./reader.ts";
import { isMoment, isNumeric, type Rule } from "./rule.ts";
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

/** "per stage", "by owner", "for each region", "per month" */
export const groupRule: Rule = (reader, at, { vocabulary }) => {
  const first = reader.word(at);
  const isEach = (first === "for" || first === "in") && reader.word(at + 1) === "each";
  const isSplit = ["grouped", "broken", "split"].includes(first);
  const by = isEach
    ? at + 1
    : isSplit
      ? [1, 2].map((step) => at + step).find((place) => reader.word(place) === "by")
      : ["per", "by", "each"].includes(first)
        ? at
        : undefined;
  if (by === undefined) return undefined;
  if (reader.isUsed(by + 1)) return undefined;
  const isAsked =
    reader.counts ||
    (first === "per" && at > 0 && groupingAt(reader, by + 1, vocabulary) !== undefined) ||
    reader.measures.length > 0 ||
    isEach ||
    isSplit ||
    (at > 0 && ANYONE.has(reader.word(at - 1))) ||
    /^(breakdown|distribution|split)$/.test(reader.word(0));
  if (!isAsked) return undefined;
  const named = groupingAt(reader, by + 1, vocabulary);
  if (!named) {
    if (!reader.counts && reader.measures.length === 0 && !isSplit) return undefined;
    reader.unmapped.push(reader.text(at, by + 2));
    return by + 2;
  }
  reader.groupBy.push(named.grouping);
  const and = named.end;
  const second = reader.word(and) === "and" ? groupingAt(reader, and + 1, vocabulary) : undefined;
  if (second) reader.groupBy.push(second.grouping);
  return second?.end ?? named.end;
};

function groupingAt(reader: Reader, from: number, vocabulary: Vocabulary): { readonly grouping: string; readonly end: number } | undefined {
  const at = reader.afterArticle(from);
  const unit = UNITS.get(reader.word(at));
  if (unit !== undefined) {
    const verb = reader.words.map((word) => VERBS.get(word)).find((one) => one !== undefined) ?? "created";
    const moment = vocabulary.momentOf(verb);
    if (!moment) return undefined;
    reader.words.forEach((word, place) => {
      if (VERBS.get(word) === verb) reader.use(place, place + 1);
    });
    return { grouping: `${moment.agentKey} ${unit}`, end: at + 1 };
  }
  const found = vocabulary.attributeAt(reader.words, at);
  if (!found) return undefined;
  const end = at + found.length;
  const after = isMoment(found.meaning) ? UNITS.get(reader.word(end)) : undefined;
  return { grouping: after ? `${found.meaning.agentKey} ${after}` : found.meaning.agentKey, end: after ? end + 1 : end };
}

/** "total deal size", "average of the ICP score", "how much budget" */
export const measureRule: Rule = (reader, at, { vocabulary }) => {
  const isHowMuch = reader.word(at) === "how" && reader.word(at + 1) === "much";
  const kind = isHowMuch ? "sum" : MEASURES.get(reader.word(at));
  if (!kind) return undefined;
  const start = reader.after(at + (isHowMuch ? 2 : 1), new Set([...ARTICLES, "of", "in", "total"]));
  const found = vocabulary.attributeAt(reader.words, start, isNumeric);
  if (found) {
    reader.measures.push(`${kind} ${found.meaning.agentKey}`);
    return start + found.length;
  }
  if (!isHowMuch && kind !== "average") return undefined;
  reader.unmapped.push(reader.text(at, start + 1));
  return start + 1;
};

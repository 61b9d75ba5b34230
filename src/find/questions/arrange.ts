import { limitAtBeginning } from "./limits.ts";
import type { Reader } from "./reader.ts";
import { dropCurrency, joinApart, sumUp } from "./rules/measure-rules.ts";
import { takeNamed } from "./rules/name-rules.ts";
import type { Context } from "./rules/rule.ts";
import { creatorOf, isNumeric, ownerOf } from "./words/attribute-kinds.ts";
import { SOMEBODY } from "./words/groupings.ts";
import { freeNumber, usualMeasure } from "./words/numbers.ts";
import { OWNING, VERBS } from "./words/phrases.ts";
import type { Vocabulary } from "./words/vocabulary.ts";

/** Puts together what groups, measures and an order were asked for, wherever they stand in the question. */
export function arrange(reader: Reader, context: Context): void {
  const { vocabulary } = context;
  joinApart(reader, vocabulary);
  if (reader.groupBy.length === 0 && reader.measures.length === 0 && reader.sort === undefined && !reader.counts) sumUp(reader, vocabulary);
  dropCurrency(reader, vocabulary);
  const isCounted = reader.counts || reader.share !== undefined || reader.groupBy.length > 0 || reader.measures.length > 0;
  if (isCounted || reader.sort !== undefined || reader.filters.length > 0) takeNamed(reader, context);
  if (reader.groupBy.length === 0) {
    if (reader.limit === undefined) limitAtBeginning(reader);
    return;
  }
  measureOrder(
    reader,
    vocabulary.schema.fields.filter(isNumeric).map(({ agentKey }) => agentKey),
  );
  measureGroups(reader, vocabulary);
  if (reader.largestFirst !== undefined) reader.sort ??= `${reader.measures[0] ?? "count"} ${reader.largestFirst ? "desc" : "asc"}`;
  // "How many contacts does each rep own"
  const owner = ownerOf(vocabulary)?.agentKey;
  if (owner === undefined || !reader.groupBy.includes(owner)) return;
  // "How many contacts did each rep create"
  const creator = creatorOf(vocabulary)?.agentKey;
  reader.words.forEach((word, at) => {
    if (OWNING.has(word)) reader.use(at, at + 1);
    const isOfMember = SOMEBODY.test(reader.word(at - 1)) || reader.word(at - 1) === "who" || /^(?:by|per)$/.test(reader.word(at + 1));
    if (creator === undefined || VERBS.get(word) !== "created" || !isOfMember) return;
    reader.groupBy.splice(reader.groupBy.indexOf(owner), 1, creator);
    reader.use(at, at + 1);
  });
}

/** "Pipeline by owner", "EMEA vs APAC pipeline": the number that groups are asked for. */
export function measureGroups(reader: Reader, vocabulary: Vocabulary): void {
  const number = reader.groupBy.length > 0 && reader.measures.length === 0 ? freeNumber(reader, vocabulary) : undefined;
  if (!number) return;
  reader.measures.push(usualMeasure(number.field));
  reader.use(number.from, number.to);
  dropCurrency(reader, vocabulary);
}

/** "largest deal per stage": the largest number of each group, not an order of contacts. */
function measureOrder(reader: Reader, numbers: readonly string[]): void {
  const [key, direction] = reader.sort?.split(" ") ?? [];
  if (reader.measures.length > 0 || key === undefined || !numbers.includes(key)) return;
  reader.measures.push(`${direction === "desc" ? "max" : "min"} ${key}`);
  reader.sort = undefined;
  // "3 biggest deals per owner"
  if (reader.limit !== undefined && reader.limit > 1) reader.unmapped.push(String(reader.limit));
  reader.limit = undefined;
}

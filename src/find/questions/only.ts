import { holdsMany } from "../../schema/contact-schema.ts";
import { allAttributes } from "../../schema/timestamps.ts";
import { wordSet } from "../../text/word-set.ts";
import { fieldsOf } from "./filters.ts";
import type { Reader } from "./reader.ts";
import type { Context } from "./rules/rule.ts";
import { GLUE, LOOSE } from "./words/phrases.ts";

const ONLY = wordSet("only just solely exclusively merely");

/** Before an "only" that says nothing: "show me only customers". */
const ASKING = wordSet("show list find give get me us we i you can could need want all please and");

const SAYING_NOTHING: ReadonlySet<string> = new Set([...GLUE, ...LOOSE]);

/**
 * Refuses "only" before a value of an attribute that may hold several, because no filter can exclude the others. "Only in
 * EMEA" means "in EMEA", because nobody is in two regions.
 */
export function refuseOnly(reader: Reader, { schema, vocabulary, isName }: Context): void {
  const many = new Set<string | undefined>(allAttributes(schema).flatMap((attribute) => (holdsMany(attribute) ? [attribute.agentKey] : [])));
  const isOfMany = (from: number, to: number) =>
    reader.filters.some((filter) => {
      const place = reader.placeOf(filter) ?? -1;
      return place >= from && place <= to && (filter.operator === "isSet" || fieldsOf([filter]).some((field) => many.has(field)));
    });
  reader.words.forEach((word, at) => {
    if (!ONLY.has(word) || reader.isUsed(at) || reader.after(0, ASKING) >= at) return;
    const next = reader.after(at + 1, SAYING_NOTHING);
    const isLast = reader.isClauseEnd(at + 1);
    const before = Math.max(...reader.filters.map((filter) => reader.placeOf(filter) ?? -1).filter((place) => place < at));
    const named = vocabulary.attributeAt(reader.words, next);
    const isNamed = named !== undefined || (!reader.isUsed(next) && isName(reader.tokens[next]?.text ?? ""));
    if (isLast ? isOfMany(before, before) : isOfMany(at, next) || isNamed)
      reader.use(at, reader.refuse(at, isLast ? at + 1 : next + (named?.length ?? 1)));
  });
}

import type { Attribute } from "../../schema/contact-schema.ts";
import { allAttributes } from "../../schema/timestamps.ts";
import type { Reader } from "./reader.ts";
import type { Vocabulary } from "./words/vocabulary.ts";

/** The attributes of a kind that the filters are about: "soonest first" is about one of them, beside "follow-ups in March". */
export function inFocus({ filters }: Reader, { schema }: Vocabulary, fits: (attribute: Attribute) => boolean): Attribute[] {
  const fields = new Set(filters.flatMap(({ field, any = [] }) => [field, ...any.map((one) => one.field)]));
  return allAttributes(schema).filter((attribute) => fields.has(attribute.agentKey) && fits(attribute));
}

import type { Attribute } from "../../../schema/contact-schema.ts";
import type { Reader } from "../reader.ts";
import { whenAt } from "../words/dates.ts";
import { nameEnd } from "../words/names.ts";
import { GLUE, VERBS } from "../words/phrases.ts";
import type { Rule } from "./rule.ts";

/** "created in January by Maya", "reports to Siân", "referred by Agnieszka": a relationship with a name. "Owned by" is searched. */
export const relationRule: Rule = (reader, at, context) => {
  const { vocabulary } = context;
  const named =
    vocabulary.attributeAt(reader.words, at, isLink) ??
    vocabulary.attributeAt([...reader.words.slice(0, at), reader.word(at).replace(/(?:ing)?$/, "s"), ...reader.words.slice(at + 1)], at, isLink);
  const verb = /^(?:created|added)$/.test(reader.word(at))
    ? vocabulary.schema.relationships.find(({ label }) => /^created by$/i.test(label))
    : undefined;
  const relation = named?.meaning ?? verb;
  // "Updated by Kenji": nothing says who updated or contacted somebody.
  const isOfUnknown = relation === undefined && reader.word(at + 1) === "by" && /^(?:updated|contacted)$/.test(VERBS.get(reader.word(at)) ?? "");
  if (isOfUnknown && context.isPerson(reader.tokens[at + 2]?.text ?? "")) {
    const end = nameEnd(reader, at + 2, context);
    return reader.refuse(at, end);
  }
  if (!relation) return undefined;
  const by = named ? at + named.length : reader.words.indexOf("by", at);
  const start = reader.after(by, LINKING);
  // "Referred by Larissa" are those in her "Referred". No filter asks for them from the other side.
  if (named && reader.word(by) === "by" && !/\bby$/i.test(relation.label) && isMany(relation)) {
    const end = nameEnd(reader, start, context);
    return reader.refuse(at, end);
  }
  // So are those that Larissa referred.
  const isSubject = named !== undefined && isMany(relation) && /ed$/.test(reader.word(at)) && context.isPerson(reader.tokens[at - 1]?.text ?? "");
  if (isSubject && !reader.tokens[at - 1]?.endsClause) {
    return reader.refuse(at - 1, at + 1);
  }
  if (by < 0 || reader.isUsed(start)) return undefined;
  const negation = reader.negationBefore(at);
  if (/^(?:any|some|no)(?:body|one)$/.test(reader.word(start))) {
    if (negation !== undefined) reader.use(negation, at);
    const isNobody = reader.word(start).startsWith("no");
    reader.filters.push({ field: relation.agentKey, operator: (negation !== undefined) !== isNobody ? "not_isSet" : "isSet" });
    return start + 1;
  }
  const isName = /^\p{Lu}/u.test(reader.tokens[start]?.text ?? "") && (start > by || (named?.length ?? 0) > 1);
  const end = nameEnd(reader, start, context);
  if (!isName || end === start || vocabulary.optionAt(reader.words, start)) return undefined;
  if (negation !== undefined) reader.use(negation, at);
  reader.filters.push({ field: relation.agentKey, operator: negation === undefined ? "contains" : "not_contains", value: reader.text(start, end) });
  reader.use(by, end);
  // "Created by Priya this year"
  const created = named && /^created by$/i.test(relation.label) ? vocabulary.momentOf("created") : undefined;
  const when = created && negation === undefined ? whenAt(reader, end, context.now) : undefined;
  if (created && when) {
    reader.filters.push({ field: created.agentKey, operator: when.operator, value: when.value });
    return when.end;
  }
  // A date may stand between: "created in January by Maya".
  return named ? end : undefined;
};

/** "Logan Okafor's reports", "direct reports of Logan Okafor": those that report to somebody. */
export const reportsRule: Rule = (reader, at, context) => {
  const relation = context.schema.relationships.find(({ label }) => /^reports to$/i.test(label));
  const noun = reader.word(at) === "direct" ? at + 1 : at;
  if (!relation || reader.word(noun) !== "reports") return undefined;
  const isOf = reader.word(noun + 1) === "of";
  const from = isOf ? noun + 2 : reader.tokens[at - 1]?.isPossessive ? nameBefore(reader, at) : undefined;
  if (from === undefined) return undefined;
  const end = isOf ? nameEnd(reader, from, context) : at;
  const name = reader.text(from, end).replace(/['’]s?$/i, "");
  if (!name.split(" ").every((word) => context.isPerson(word))) return undefined;
  reader.filters.push({ field: relation.agentKey, operator: "contains", value: name });
  reader.use(from, end);
  return isOf ? end : noun + 1;
};

/** Where the name begins that ends right before a word. */
function nameBefore(reader: Reader, at: number): number {
  let from = at - 1;
  while (from > 0 && /^\p{Lu}/u.test(reader.tokens[from - 1]?.text ?? "") && !reader.isUsed(from - 1) && !GLUE.has(reader.word(from - 1))) from -= 1;
  return from;
}

/** Between a relationship and a name: "reports to Siân", "whose manager is Logan". */
const LINKING: ReadonlySet<string> = new Set(["to", "by", "is", "="]);

const isMany = (relation: Attribute) => relation.kind === "relationship" && /many/i.test(relation.definition.cardinality);

const isLink = (attribute: Attribute) => attribute.kind === "relationship" && !/owner|account/i.test(attribute.agentKey);

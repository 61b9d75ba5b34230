import type { Attribute } from "../../schema/contact-schema.ts";
import type { FilterInput } from "../../schema/filters.ts";
import { addOption } from "./condition-rules.ts";
import { ARTICLES, NEGATIONS } from "./phrases.ts";
import type { Reader } from "./reader.ts";
import type { Rule } from "./rule.ts";

/** "not at Acme", "not in Berlin", "not owned by Priya", "except Acme" */
export const exclusionRule: Rule = (reader, at, { vocabulary }) => {
  const first = reader.word(at);
  if (!NEGATIONS.has(first) || ["no", "missing"].includes(first)) return undefined;
  const preposition = reader.after(at + 1, new Set(["who", "are", "is", "those", "people", "working", "based", "living", "located"]));
  const { schema } = vocabulary;
  const account = schema.relationships.find(({ definition }) => definition.objectType === "account");
  const owner = schema.relationships.find(({ agentKey }) => /owner/.test(agentKey));
  const address = schema.fields.find(({ type }) => type.search.as === "place");
  const word = reader.word(preposition);
  const isOwned = word === "owned";
  const attribute = isOwned ? owner : ["at", "from"].includes(word) ? account : word === "in" ? address : undefined;
  const start = isOwned ? preposition + 2 : preposition + 1;
  if (!attribute || nameEnd(reader, start) === start || vocabulary.optionAt(reader.words, start)) return undefined;
  let end = nameEnd(reader, start);
  const names = [reader.text(start, end)];
  // Another condition may follow: "not at Acme and without a phone".
  const isName = (at: number) =>
    at < reader.words.length &&
    !NAME_ENDS.test(reader.word(at)) &&
    !vocabulary.optionAt(reader.words, at) &&
    !vocabulary.attributeAt(reader.words, at);
  while (["or", "and", "nor"].includes(reader.word(end)) && isName(end + 1)) {
    const next = nameEnd(reader, end + 1);
    names.push(reader.text(end + 1, next));
    end = next;
  }
  const operator = names.length === 1 && /^me$/i.test(names[0] ?? "") ? "not_equal" : "not_contains";
  reader.filters.push({ field: attribute.agentKey, operator, ...(names.length === 1 ? { value: names[0] } : { values: names }) });
  return end;
};

/** "except leads", "other than customers"; "besides Maja" fits no filter. */
export const exceptRule: Rule = (reader, at, { vocabulary }) => {
  const [first, second] = [reader.word(at), reader.word(at + 1)];
  const isPair = (first === "other" && second === "than") || (["apart", "aside"].includes(first) && second === "from");
  const isBut = first === "but" && vocabulary.optionAt(reader.words, reader.afterArticle(at + 1)) !== undefined;
  if (at === 0 || !(isPair || isBut || ["besides", "except", "excluding"].includes(first))) return undefined;
  const start = reader.after(at + (isPair ? 2 : 1), new Set([...ARTICLES, "for"]));
  const option = vocabulary.optionAt(reader.words, start);
  if (option) {
    addOption(reader, option.meaning.field.agentKey, option.meaning.label, true, { at: start, end: start + option.length });
    return start + option.length;
  }
  const end = nameEnd(reader, start);
  if (end === start) return undefined;
  reader.unmapped.push(reader.text(at, end));
  return end;
};

/** "in Paris or London", "at Acme, Initech or Globex": any of several places or accounts. One alone is searched. */
export const alternativesRule: Rule = (reader, at, { vocabulary, isPlace }) => {
  const preposition = reader.word(at);
  if (!["in", "at", "from"].includes(preposition)) return undefined;
  const names: string[] = [];
  let start = at + 1;
  let hasOr = false;
  for (;;) {
    const end = nameEnd(reader, start);
    if (end === start || vocabulary.optionAt(reader.words, start)) return undefined;
    names.push(reader.text(start, end));
    const isOr = reader.word(end) === "or";
    hasOr ||= isOr;
    if (!isOr && !(reader.tokens[end - 1]?.endsClause && end < reader.words.length && !hasOr)) {
      start = end;
      break;
    }
    start = reader.after(isOr ? end + 1 : end, new Set(["or", "in", "at", "from"]));
  }
  const arePlaces = preposition === "in" || (preposition === "from" && names.every((name) => isPlace(name)));
  const { schema } = vocabulary;
  const attribute = arePlaces
    ? schema.fields.find(({ type }) => type.search.as === "place")
    : schema.relationships.find(({ definition }) => definition.objectType === "account");
  if (!hasOr || !attribute) return undefined;
  reader.filters.push({ field: attribute.agentKey, operator: "contains", values: names });
  return start;
};

/** "created in January by Maya", "reports to Siân", "referred by Agnieszka": a relationship with a name. "Owned by" is searched. */
export const relationRule: Rule = (reader, at, { vocabulary }) => {
  const named =
    vocabulary.attributeAt(reader.words, at, isLink) ??
    vocabulary.attributeAt([...reader.words.slice(0, at), reader.word(at).replace(/(?:ing)?$/, "s"), ...reader.words.slice(at + 1)], at, isLink);
  const created = /^(?:created|added)$/.test(reader.word(at))
    ? vocabulary.schema.relationships.find(({ label }) => /^created by$/i.test(label))
    : undefined;
  const relation = named?.meaning ?? created;
  if (!relation) return undefined;
  const by = named ? at + named.length : reader.words.indexOf("by", at);
  const start = reader.word(by) === "to" || reader.word(by) === "by" ? by + 1 : by;
  if (by < 0 || reader.isUsed(start)) return undefined;
  const negation = reader.negationBefore(at);
  if (/^(?:any|some|no)(?:body|one)$/.test(reader.word(start))) {
    if (negation !== undefined) reader.use(negation, at);
    const isNobody = reader.word(start).startsWith("no");
    reader.filters.push({ field: relation.agentKey, operator: (negation !== undefined) !== isNobody ? "not_isSet" : "isSet" });
    return start + 1;
  }
  const isName = /^\p{Lu}/u.test(reader.tokens[start]?.text ?? "") && (start > by || (named?.length ?? 0) > 1);
  const end = nameEnd(reader, start);
  if (!isName || end === start || vocabulary.optionAt(reader.words, start)) return undefined;
  if (negation !== undefined) reader.use(negation, at);
  reader.filters.push({ field: relation.agentKey, operator: negation === undefined ? "contains" : "not_contains", value: reader.text(start, end) });
  reader.use(by, end);
  // A date may stand between: "created in January by Maya".
  return named ? end : undefined;
};

const isLink = (attribute: Attribute) => attribute.kind === "relationship" && !/owner|account/i.test(attribute.agentKey);

const TEXT_OPERATORS: ReadonlyMap<string, FilterInput["operator"]> = new Map([
  ...["mentioning", "mentions", "mention", "containing", "contains", "contain", "including", "includes", "say", "says", "saying"].map(
    (verb) => [verb, "contains"] as const,
  ),
  ...["starting", "starts", "start", "beginning", "begins", "begin"].map((verb) => [verb, "startsWith"] as const),
]);

/** "notes mentioning conference", "title starts with head", "e-mail ending in .de", which no filter answers */
export const textRule: Rule = (reader, at, { vocabulary }) => {
  const found = vocabulary.attributeAt(reader.words, at, isText);
  if (!found) return undefined;
  const verb = reader.after(at + found.length, new Set(["that", "which", "address"]));
  const operator = TEXT_OPERATORS.get(reader.word(verb));
  const isEnding = ["ending", "ends", "end"].includes(reader.word(verb)) && ["in", "with"].includes(reader.word(verb + 1));
  if (!operator && !isEnding) return undefined;
  const start = reader.after(verb + 1, new Set([...ARTICLES, "with", "in", "word", "text", "letter"]));
  const end = nameEnd(reader, start);
  if (end === start) return undefined;
  if (["with", "whose", "where", "in"].includes(reader.word(at - 1))) reader.use(at - 1, at);
  if (!operator) {
    reader.unmapped.push(reader.text(at, end));
    return end;
  }
  reader.filters.push({ field: found.meaning.agentKey, operator, value: reader.text(start, end) });
  // "but not software" is about the same text.
  if (!["but", "and"].includes(reader.word(end)) || reader.word(end + 1) !== "not") return end;
  const last = nameEnd(reader, end + 2);
  reader.filters.push({ field: found.meaning.agentKey, operator: `not_${operator}`, value: reader.text(end + 2, last) });
  return last;
};

const isText = (attribute: Attribute) => attribute.kind === "field" && attribute.type.filter.localOperators.includes("startsWith");

const NAME_ENDS = /^(?:and|or|but|who|with|without|no|not|sorted|per|by|in|at)$/;

/** Where a name ends that begins at a word: at the end of its clause. */
function nameEnd(reader: Reader, from: number): number {
  for (let at = from; at < reader.words.length; at++) {
    if (at > from && NAME_ENDS.test(reader.word(at))) return at;
    if (reader.tokens[at]?.endsClause) return at + 1;
  }
  return reader.words.length;
}

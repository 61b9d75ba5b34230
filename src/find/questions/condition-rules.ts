import type { FilterInput } from "../../schema/filters.ts";
import { ARTICLES, NEGATIONS } from "./phrases.ts";
import type { Reader } from "./reader.ts";
import type { Rule } from "./rule.ts";
import { tokensOf } from "./tokens.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** "without an e-mail", "no phone", "with an owner", "no e-mail or no phone", "who have no title" */
export const presenceRule: Rule = (reader, at, context) => {
  const hasVerb = /^(have|has|having)$/.test(reader.word(at + 1));
  const isNegated = ABSENT.has(reader.word(at)) || (NEGATIONS.has(reader.word(at)) && hasVerb);
  const isPositive = ["with", "have", "has"].includes(reader.word(at));
  if (!isNegated && !isPositive) return undefined;
  const start = reader.after(at + 1, new Set([...ARTICLES, "have", "has", "had", "any", "set", "given"]));
  const first = attributeOf(reader, start, context.vocabulary);
  if (!first || (isPositive && !isEndOfPart(reader, first.end, start > at + 1))) return undefined;
  const operator = isNegated ? "not_isSet" : "isSet";
  const filters: FilterInput[] = [{ field: first.key, operator }];
  let end = first.end;
  let isAny = false;
  for (;;) {
    const conjunction = reader.word(end);
    if (!["or", "and", "nor"].includes(conjunction)) break;
    const repeated = NEGATIONS.has(reader.word(end + 1)) || ["with", "have"].includes(reader.word(end + 1));
    const next = attributeOf(reader, reader.afterArticle(repeated ? end + 2 : end + 1), context.vocabulary);
    if (!next) break;
    isAny ||= conjunction === "or" && (repeated || !isNegated);
    filters.push({ field: next.key, operator });
    end = next.end;
  }
  reader.filters.push(...(isAny ? [{ any: filters }] : filters));
  return end;
};

/** Negations that need no verb. */
const ABSENT: ReadonlySet<string> = new Set(["no", "without", "missing", "lacking", "lack", "lacks"]);

function attributeOf(reader: Reader, at: number, vocabulary: Vocabulary): { readonly key: string; readonly end: number } | undefined {
  const found = vocabulary.attributeAt(reader.words, at);
  return found && { key: found.meaning.agentKey, end: at + found.length };
}

/** Whether nothing follows that would be a value of the attribute. */
function isEndOfPart(reader: Reader, at: number, hasArticle: boolean): boolean {
  if (at >= reader.words.length || reader.tokens[at - 1]?.endsClause) return true;
  return hasArticle && /^(and|or|but|in|at|who|that|which|per|by|sorted|of)$/.test(reader.word(at)) && reader.word(at) !== "of";
}

/** "customers", "churned", "not decision makers", "in EMEA", "stage Opportunity" */
export const optionRule: Rule = (reader, at, { vocabulary, isProper }) => {
  const named = vocabulary.attributeAt(reader.words, at, (attribute) => attribute.kind === "field" && attribute.type.order.isListed);
  const afterName = named ? reader.after(at + named.length, new Set(["is", "=", "in", "of", "are", "not"])) : undefined;
  const valued = afterName === undefined ? undefined : vocabulary.optionAt(reader.words, afterName);
  if (valued && named && afterName !== undefined && valued.meaning.field === named.meaning) {
    const isNot = reader.words.slice(at, afterName).includes("not");
    addOption(reader, valued.meaning.field.agentKey, valued.meaning.label, isNot ? undefined : reader.negationBefore(at), isNot);
    return afterName + valued.length;
  }
  const found = vocabulary.optionAt(reader.words, at);
  if (!found) return undefined;
  const { field, label } = found.meaning;
  const last = reader.word(at + found.length - 1);
  const isPlural = last !== lastWord(label);
  const negation = reader.negationBefore(at);
  const isPlain = found.length === 1 && !isPlural && isProper(last);
  if (isPlain && negation === undefined) return undefined;
  // In "churned customers" and "marketing qualified leads", the first option says which of the others are meant.
  const isNoun = isPlural && at > 0 && !reader.tokens[at - 1]?.endsClause && reader.optionEnds.get(field.agentKey) === at;
  if (isNoun) return at + found.length;
  reader.optionEnds.set(field.agentKey, at + found.length);
  addOption(reader, field.agentKey, label, negation, false);
  return at + found.length;
};

const lastWord = (label: string) => tokensOf(label).at(-1)?.folded;

function addOption(reader: Reader, field: string, label: string, negation: number | undefined, isNot: boolean): void {
  if (negation !== undefined) reader.use(negation, negation + 1);
  reader.filters.push({ field, ...(negation !== undefined || isNot ? { operator: "not_equal" } : {}), values: [label] });
}

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
  const end = nameEnd(reader, start);
  if (attribute && end > start && !vocabulary.optionAt(reader.words, start)) {
    reader.filters.push({ field: attribute.agentKey, operator: "not_contains", value: reader.text(start, end) });
    return end;
  }
  return undefined;
};

/** Where a name ends that begins at a word: at the end of its clause. */
function nameEnd(reader: Reader, from: number): number {
  for (let at = from; at < reader.words.length; at++) {
    if (at > from && /^(and|or|but|who|with|without|not|sorted|per|by|in|at)$/.test(reader.word(at))) return at;
    if (reader.tokens[at]?.endsClause) return at + 1;
  }
  return reader.words.length;
}

import type { Attribute } from "../../schema/contact-schema.ts";
import type { FilterInput } from "../../schema/filters.ts";
import { ARTICLES, ATTRIBUTE_NOUNS, NEGATIONS } from "./phrases.ts";
import type { Reader } from "./reader.ts";
import type { Rule } from "./rule.ts";
import { tokensOf } from "./tokens.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Values that are listed and that nobody searches: yes or no. */
const isYesNo = (attribute: Attribute) => attribute.kind === "field" && attribute.type.order.isListed && attribute.type.search.as === undefined;

/** What says that something is set or not set, and where the name of the attribute begins. */
interface Presence {
  readonly isSet: boolean;
  readonly start: number;
  /** Where the words begin. */
  readonly from: number;
}

/** "with an", "without any", "no", "who have no", "not in any", "don't lack a" */
function presenceAt(reader: Reader, at: number): Presence | undefined {
  const word = reader.word(at);
  const next = reader.word(at + 1);
  const isNegation = NEGATIONS.has(word);
  if (isNegation && ["in", "at", "on"].includes(next) && reader.word(at + 2) === "any") return { isSet: false, start: at + 3, from: at };
  const start = reader.after(at + 1, BEFORE_ATTRIBUTE);
  if (word.startsWith("lack") && NEGATIONS.has(reader.word(at - 1)) && !reader.isUsed(at - 1)) return { isSet: true, start, from: at - 1 };
  if (ABSENT.has(word) || (isNegation && ["have", "has", "having", "assigned", "linked"].includes(next))) return { isSet: false, start, from: at };
  return ["with", "have", "has"].includes(word) ? { isSet: true, start, from: at } : undefined;
}

const BEFORE_ATTRIBUTE: ReadonlySet<string> = new Set([
  ...ARTICLES,
  ...["have", "has", "had", "any", "set", "given", "both", "either", "assigned", "linked", "to"],
]);

/** "without an e-mail", "no phone", "with an owner", "no e-mail or no phone", "who have no title" */
export const presenceRule: Rule = (reader, at, { vocabulary }) => {
  if (reader.word(at) === "with" && reader.word(at + 1) === "or" && reader.word(at + 2) === "without")
    return attributeOf(reader, reader.afterArticle(at + 3), vocabulary)?.end;
  const presence = presenceAt(reader, at);
  const first = presence && attributeOf(reader, presence.start, vocabulary);
  if (!first) return undefined;
  const { isSet, start, from } = presence;
  const isPlainWith = isSet && from === at;
  // "With" may come before a value too, and before the name of a field that is yes or no.
  if (isPlainWith && vocabulary.attributeAt(reader.words, start, isYesNo)) return undefined;
  if (isPlainWith && !isEndOfPart(reader, first.end, start > at + 1)) return undefined;
  reader.use(from, at);
  const operator = isSet ? "isSet" : "not_isSet";
  const filters: FilterInput[] = [{ field: first.key, operator }];
  let end = first.end;
  let isAny = false;
  for (;;) {
    const conjunction = reader.word(end);
    if (!["or", "and", "nor"].includes(conjunction)) break;
    const isNegated = NEGATIONS.has(reader.word(end + 1));
    if (isSet && isNegated) break;
    const isRepeated = isNegated || ["with", "have"].includes(reader.word(end + 1));
    const next = attributeOf(reader, reader.afterArticle(isRepeated ? end + 2 : end + 1), vocabulary);
    if (!next) break;
    isAny ||= conjunction === "or" && (isRepeated || isSet);
    filters.push({ field: next.key, operator });
    end = next.end;
  }
  reader.filters.push(...(isAny ? [{ any: filters }] : filters));
  return end;
};

/** "whose e-mail is missing", "where the title is empty" */
export const emptyRule: Rule = (reader, at, { vocabulary }) => {
  const found = attributeOf(reader, at, vocabulary);
  const verb = found && ["is", "are"].includes(reader.word(found.end)) ? found.end + 1 : undefined;
  if (!found || verb === undefined) return undefined;
  const isUnset = reader.word(verb) === "not" && ["set", "given", "known", "filled"].includes(reader.word(verb + 1));
  if (!isUnset && !["missing", "empty", "blank", "unknown", "unset"].includes(reader.word(verb))) return undefined;
  const before = ARTICLES.has(reader.word(at - 1)) ? at - 2 : at - 1;
  if (["whose", "where"].includes(reader.word(before))) reader.use(before, at);
  reader.filters.push({ field: found.key, operator: "not_isSet" });
  return isUnset ? verb + 2 : verb + 1;
};

/** "unassigned leads", "leads that nobody owns", "not assigned to anybody": those without an owner */
export const unassignedRule: Rule = (reader, at, { vocabulary }) => {
  const owner = vocabulary.schema.relationships.find(({ agentKey }) => /owner/.test(agentKey));
  const length = UNOWNED.find((words) => words.every((word, index) => reader.word(at + index).match(word)))?.length;
  if (!length || !owner) return undefined;
  reader.filters.push({ field: owner.agentKey, operator: "not_isSet" });
  return at + length;
};

const UNOWNED: readonly (readonly RegExp[])[] = [
  [/^(?:unassigned|unowned|ownerless)$/],
  [/^nobody$/, /^owns?$/],
  [/^no$/, /^one$/, /^owns?$/],
  [/^not$/, /^(?:assigned|owned)$/, /^(?:to|by)$/, /^(?:any|some|no)(?:body|one)$/],
];

/** Negations that need no verb. */
const ABSENT: ReadonlySet<string> = new Set(["no", "without", "missing", "lacking", "lack", "lacks"]);

function attributeOf(reader: Reader, at: number, vocabulary: Vocabulary): { readonly key: string; readonly end: number } | undefined {
  const found = vocabulary.attributeAt(reader.words, at);
  return found && { key: found.meaning.agentKey, end: reader.after(at + found.length, ATTRIBUTE_NOUNS) };
}

/** Whether nothing follows that would be a value of the attribute. */
function isEndOfPart(reader: Reader, at: number, hasArticle: boolean): boolean {
  if (at >= reader.words.length || reader.tokens[at - 1]?.endsClause) return true;
  if (/^(and|or|but)$/.test(reader.word(at)) && NEGATIONS.has(reader.word(at + 1))) return true;
  return hasArticle && /^(and|or|but|in|at|who|that|which|per|by|sorted|of)$/.test(reader.word(at)) && reader.word(at) !== "of";
}

const UNEQUAL: ReadonlySet<string> = new Set(["not", "isnt", "arent", "!=", "<>"]);
const BEFORE_VALUE: ReadonlySet<string> = new Set([...UNEQUAL, "is", "are", "in", "of", "="]);

/** "customers", "churned", "not decision makers", "in EMEA", "stage Opportunity" */
export const optionRule: Rule = (reader, at, { vocabulary, isProper }) => {
  const named = vocabulary.attributeAt(reader.words, at, (attribute) => attribute.kind === "field" && attribute.type.order.isListed);
  const afterName = named ? reader.after(at + named.length, BEFORE_VALUE) : undefined;
  const valued = afterName === undefined ? undefined : vocabulary.optionAt(reader.words, afterName);
  if (valued && named && afterName !== undefined && valued.meaning.field === named.meaning) {
    const isNot = reader.words.slice(at, afterName).some((word) => UNEQUAL.has(word));
    const negation = isNot ? undefined : reader.negationBefore(at);
    if (negation !== undefined) reader.use(negation, negation + 1);
    const end = afterName + valued.length;
    addOption(reader, valued.meaning.field.agentKey, valued.meaning.label, isNot || negation !== undefined, { at, end });
    return end;
  }
  const found = vocabulary.optionAt(reader.words, at);
  const begun = found ? undefined : vocabulary.optionsBegunAt(reader.words, at);
  if (begun) {
    const negation = reader.negationBefore(at);
    if (negation !== undefined) reader.use(negation, at);
    const place = { at, end: at + begun.length };
    for (const { field, label } of begun.meaning) addOption(reader, field.agentKey, label, negation !== undefined, place);
    return place.end;
  }
  if (!found) return undefined;
  const { field, label } = found.meaning;
  const last = reader.word(at + found.length - 1);
  const isPlural = last !== lastWord(label);
  const negation = reader.negationBefore(at);
  const isAsked = reader.word(at - 1) === "in" && reader.word(at - 2) === "interested";
  const isPlain = found.length === 1 && !isPlural && !isAsked && isProper(last);
  if (isPlain && negation === undefined && !isInExcludedList(reader, field.agentKey, at)) return undefined;
  // In "churned customers" and "marketing qualified leads", the first option says which of the others are meant.
  const isNoun = isPlural && at > 0 && !reader.tokens[at - 1]?.endsClause && reader.optionEnds.get(field.agentKey) === at;
  if (isNoun) return at + found.length;
  reader.optionEnds.set(field.agentKey, at + found.length);
  if (negation !== undefined) reader.use(negation, negation + 1);
  addOption(reader, field.agentKey, label, negation !== undefined, { at, end: at + found.length });
  return at + found.length;
};

const lastWord = (label: string) => tokensOf(label).at(-1)?.folded;

/** Whether a negation covers the option at a word, since it covers the one before: "not customers, leads or churned". */
function isInExcludedList(reader: Reader, field: string, at: number): boolean {
  const end = reader.exclusionEnds.get(field);
  const start = ["or", "and", "nor"].includes(reader.word(at - 1)) ? at - 1 : at;
  return end === start && (start < at || reader.tokens[at - 1]?.endsClause === true);
}

/** @param place of the option: where it begins and ends */
export function addOption(
  reader: Reader,
  field: string,
  label: string,
  isExcluded: boolean,
  place: { readonly at: number; readonly end: number },
): void {
  const isNot = isExcluded || isInExcludedList(reader, field, place.at);
  if (isNot) reader.exclusionEnds.set(field, place.end);
  reader.filters.push({ field, ...(isNot ? { operator: "not_equal" } : {}), values: [label] });
}

/** "do not contact", "marked as do not contact": the name of a field that is yes or no. */
export const yesNoRule: Rule = (reader, at, { vocabulary }) => {
  const found = vocabulary.attributeAt(reader.words, at, isYesNo);
  if (!found) return undefined;
  const negation = [1, 2, 3, 4, 5, 6].map((step) => at - step).find((place) => NEGATIONS.has(reader.word(place)) && !reader.isUsed(place));
  const isNegated = negation !== undefined && reader.tokens.slice(negation, at).every(({ endsClause }) => !endsClause);
  if (isNegated) reader.use(negation, at);
  const value = reader.after(at + found.length, new Set(["=", "is", "equals"]));
  if (value > at + found.length && /^(?:no|false)$/.test(reader.word(value))) {
    reader.filters.push({ field: found.meaning.agentKey, operator: "equal", value: "false" });
    return value + 1;
  }
  reader.filters.push({ field: found.meaning.agentKey, operator: isNegated ? "not_equal" : "equal", value: "true" });
  if (value > at + found.length && /^(?:yes|true)$/.test(reader.word(value))) return value + 1;
  for (let before = at - 1; ["as", "with", "has", "have", "marked", "flagged"].includes(reader.word(before)); before--) reader.use(before, at);
  return reader.after(at + found.length, ATTRIBUTE_NOUNS);
};

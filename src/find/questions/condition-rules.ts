import type { Attribute } from "../../schema/contact-schema.ts";
import type { FilterInput } from "../../schema/filters.ts";
import { isMoment } from "./attribute-kinds.ts";
import { comparedAfter } from "./comparison-rule.ts";
import { whenAt } from "./date-rule.ts";
import { ANYONE, ARTICLES, ATTRIBUTE_NOUNS, GLUE, MODALS, NEGATIONS } from "./phrases.ts";
import type { Reader } from "./reader.ts";
import type { Context, Rule } from "./rule.ts";
import { tokensOf } from "./tokens.ts";
import type { Found, OptionMeaning, Vocabulary } from "./vocabulary.ts";

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
  const having = reader.after(at + 1, new Set(["got", "been", "yet", "have", "has", "having", "assigned", "linked", "given"]));
  if (isNegation && ["in", "at", "on"].includes(next) && reader.word(at + 2) === "any") return { isSet: false, start: at + 3, from: at };
  const start = reader.after(at + 1, BEFORE_ATTRIBUTE);
  if (word.startsWith("lack") && NEGATIONS.has(reader.word(at - 1)) && !reader.isUsed(at - 1)) return { isSet: true, start, from: at - 1 };
  const denied = word === "without" ? reader.negationBefore(at) : undefined;
  if (denied !== undefined && ["except", "excluding"].includes(reader.word(denied))) return { isSet: true, start, from: denied };
  if (ABSENT.has(word)) return { isSet: false, start, from: at };
  if (isNegation && having > at + 1) return { isSet: false, start: reader.after(having, BEFORE_ATTRIBUTE), from: at };
  return ["with", "have", "has"].includes(word) ? { isSet: true, start, from: at } : undefined;
}

const BEFORE_ATTRIBUTE: ReadonlySet<string> = new Set([
  ...ARTICLES,
  ...["have", "has", "had", "any", "set", "given", "both", "either", "assigned", "linked", "to"],
]);

/** "without an e-mail", "no phone", "with an owner", "no e-mail or no phone", "who have no title" */
export const presenceRule: Rule = (reader, at, { vocabulary, isProper, now }) => {
  if (reader.word(at) === "with" && reader.word(at + 1) === "or" && reader.word(at + 2) === "without")
    return attributeOf(reader, reader.afterArticle(at + 3), vocabulary)?.end;
  const presence = presenceAt(reader, at);
  const first = presence && attributeOf(reader, presence.start, vocabulary);
  if (!first || comparedAfter(reader, first.end)) return undefined;
  // "No interaction in 2026"
  if (vocabulary.attributeAt(reader.words, presence.start, isMoment) && whenAt(reader, first.end, now)) return undefined;
  const { isSet, start, from } = presence;
  // "Without a manager's blessing", "with the manager at Acme"
  const last = first.end - 1;
  const isThe = reader.word(start - 1) === "the" && isSet;
  const isAlone = first.end >= reader.words.length || reader.tokens[last]?.endsClause || AFTER_ATTRIBUTE.has(reader.word(first.end));
  if (reader.tokens[last]?.isPossessive || (isProper(reader.word(last)) && (isThe || !isAlone))) return undefined;
  const isPlainWith = isSet && from === at;
  // Another rule reads a field that is yes or no; and "with" may come before a value too.
  if ((isPlainWith || !isSet) && vocabulary.attributeAt(reader.words, start, isYesNo)) return undefined;
  const isListed =
    ["and", "or"].includes(reader.word(first.end)) && attributeOf(reader, reader.afterArticle(first.end + 1), vocabulary) !== undefined;
  if (isPlainWith && !isListed && !isEndOfPart(reader, first.end, start > at + 1)) return undefined;
  reader.use(from, at);
  const operator = isSet ? "isSet" : "not_isSet";
  const filters: FilterInput[] = [{ field: first.key, operator }];
  let end = first.end;
  let isAny = false;
  for (;;) {
    const conjunction = CONJUNCTIONS.has(reader.word(end)) ? reader.word(end) : undefined;
    const isComma = conjunction === undefined && reader.tokens[end - 1]?.endsClause === true;
    if (!conjunction && !isComma) break;
    const behind = conjunction ? end + 1 : end;
    const isNegated = NEGATIONS.has(reader.word(behind));
    const isWith = ["with", "have"].includes(reader.word(behind));
    // "Without a phone or with a title" denies only the first.
    if (isSet ? isNegated : isWith && conjunction !== "nor") break;
    const isRepeated = isNegated || isWith;
    const next = attributeOf(reader, reader.afterArticle(isRepeated ? behind + 1 : behind), vocabulary);
    const isCompared = next && !CONJUNCTIONS.has(reader.word(next.end)) && comparedAfter(reader, next.end) !== undefined;
    if (!next || isCompared || (isComma && !isEndOfPart(reader, next.end, true))) break;
    isAny ||= conjunction === "or" && (isRepeated || isSet);
    filters.push({ field: next.key, operator });
    end = next.end;
  }
  reader.filters.push(...(isAny ? [{ any: filters }] : filters));
  // "No owner but a deal"
  const but = reader.word(end) === "but" && !isSet ? reader.after(end + 1, WITH) : end;
  const other = but > end + 1 ? attributeOf(reader, but, vocabulary) : undefined;
  if (!other || !isEndOfPart(reader, other.end, true)) return end;
  reader.filters.push({ field: other.key, operator: "isSet" });
  return other.end;
};

const CONJUNCTIONS: ReadonlySet<string> = new Set(["or", "and", "nor"]);

const WITH: ReadonlySet<string> = new Set(["with", "have", "has", "a", "an"]);

/** "whose e-mail is missing", "where the title is empty", "phone missing", "budget not set", "the owner isn't unknown" */
export const emptyRule: Rule = (reader, at, { vocabulary }) => {
  const found = attributeOf(reader, at, vocabulary);
  if (!found || reader.tokens[found.end - 1]?.endsClause) return undefined;
  const verb = reader.after(found.end, BE);
  const isDenied = /^(?:not|isnt|arent)$/.test(reader.word(verb));
  const state = reader.word(isDenied ? verb + 1 : verb);
  const isEmpty = /^(?:missing|empty|blank|unknown|unset)$/.test(state);
  if (!isEmpty && !(isDenied && /^(?:set|given|known|filled)$/.test(state))) return undefined;
  const before = ARTICLES.has(reader.word(at - 1)) ? at - 2 : at - 1;
  if (["whose", "where"].includes(reader.word(before))) reader.use(before, at);
  reader.filters.push({ field: found.key, operator: isEmpty && isDenied ? "isSet" : "not_isSet" });
  return isDenied ? verb + 2 : verb + 1;
};

const BE: ReadonlySet<string> = new Set(["is", "are"]);

/** "unassigned leads", "leads that nobody owns", "not assigned to anybody": those without an owner */
export const unassignedRule: Rule = (reader, at, { vocabulary }) => {
  const owner = vocabulary.schema.relationships.find(({ agentKey }) => /owner/.test(agentKey));
  const length = UNOWNED.find((words) => words.every((word, index) => reader.word(at + index).match(word)))?.length;
  if (!length || !owner) return undefined;
  // "Not unassigned leads"
  const negation = length === 1 ? reader.negationBefore(at) : undefined;
  if (negation !== undefined) reader.use(negation, at);
  reader.filters.push({ field: owner.agentKey, operator: negation === undefined ? "not_isSet" : "isSet" });
  return at + length;
};

const NOT = /^(?:not|never|(?:have|has|is|are|was|were)nt)$/;
const SOMEBODY = /^(?:any|some|no)(?:body|one)$/;

const UNOWNED: readonly (readonly RegExp[])[] = [
  [/^(?:unassigned|unowned|ownerless)$/],
  [/^nobody$/, /^owns?$/],
  [/^no$/, /^one$/, /^owns?$/],
  [NOT, /^(?:assigned|owned)$/, /^(?:to|by)$/, SOMEBODY],
  [NOT, /^been$/, /^(?:assigned|owned)$/, /^(?:to|by)$/, SOMEBODY],
  [/^(?:dont|doesnt)$/, /^belongs?$/, /^to$/, SOMEBODY],
  [/^(?:assigned|owned|belongs?|belonging)$/, /^(?:to|by)$/, /^no(?:body|one)$/],
];

/** Negations that need no verb. */
const ABSENT: ReadonlySet<string> = new Set(["no", "without", "missing", "lacking", "lack", "lacks", "neither", "blank", "empty"]);

/** May follow an attribute that is a title too: "without a manager or a phone". */
const AFTER_ATTRIBUTE: ReadonlySet<string> = new Set([...GLUE, ...NEGATIONS]);

function attributeOf(reader: Reader, at: number, vocabulary: Vocabulary): { readonly key: string; readonly end: number } | undefined {
  const found = vocabulary.attributeAt(reader.words, at);
  return found && { key: found.meaning.agentKey, end: reader.after(at + found.length, ATTRIBUTE_NOUNS) };
}

/** Whether nothing follows that would be a value of the attribute. */
function isEndOfPart(reader: Reader, at: number, hasArticle: boolean): boolean {
  if (at >= reader.words.length || reader.tokens[at - 1]?.endsClause) return true;
  // "We have a phone number for"
  if (reader.word(at) === "for" && (at + 1 === reader.words.length || reader.tokens[at]?.endsClause)) return true;
  if (/^(and|or|but)$/.test(reader.word(at)) && NEGATIONS.has(reader.word(at + 1))) return true;
  return hasArticle && /^(and|or|but|in|at|who|that|which|per|by|sorted|of)$/.test(reader.word(at)) && reader.word(at) !== "of";
}

const UNEQUAL: ReadonlySet<string> = new Set(["not", "isnt", "arent", "!=", "<>"]);
const BEFORE_VALUE: ReadonlySet<string> = new Set([...UNEQUAL, "is", "are", "in", "of", "="]);

/** "customers", "churned", "not decision makers", "in EMEA", "stage Opportunity" */
export const optionRule: Rule = (reader, at, context) => {
  const { vocabulary } = context;
  const named = vocabulary.attributeAt(reader.words, at, (attribute) => attribute.kind === "field" && attribute.type.order.isListed);
  const afterName = named ? reader.after(at + named.length, BEFORE_VALUE) : undefined;
  const valued = afterName === undefined ? undefined : vocabulary.optionAt(reader.words, afterName);
  if (valued && named && afterName !== undefined && valued.meaning.field === named.meaning) {
    const isNot = reader.words.slice(at, afterName).some((word) => UNEQUAL.has(word));
    const negation = isNot ? undefined : reader.negationBefore(at);
    if (negation !== undefined) reader.use(negation, negation + 1);
    const end = afterName + valued.length;
    addOptions(reader, [valued.meaning], isNot || negation !== undefined, { at, end });
    return end;
  }
  const found = vocabulary.optionAt(reader.words, at);
  const begun = found ? undefined : vocabulary.optionsBegunAt(reader.words, at);
  if (begun) {
    const negation = reader.negationBefore(at);
    if (negation !== undefined) reader.use(negation, at);
    const place = { at, end: at + begun.length };
    addOptions(reader, begun.meaning, negation !== undefined, place);
    return place.end;
  }
  if (!found) return undefined;
  const { field, label } = found.meaning;
  const last = reader.word(at + found.length - 1);
  const isPlural = last !== lastWord(label) && last.endsWith("s");
  const negation = reader.negationBefore(at);
  if (negation !== undefined && isInAccount(reader, at, found, context)) return undefined;
  // In "churned customers" and "marketing qualified leads", the first option says which of the others are meant.
  const isAlone = isPlural || at + found.length >= reader.words.length || reader.tokens[at + found.length - 1]?.endsClause;
  const isNoun = isAlone && at > 0 && !reader.tokens[at - 1]?.endsClause && reader.optionEnds.get(field.agentKey) === at;
  if (isNoun) return at + found.length;
  if (negation === undefined && !isPlural && mayBeName(reader, at, found, context)) return undefined;
  if (negation !== undefined) reader.use(negation, negation + 1);
  addOptions(reader, [found.meaning], negation !== undefined, { at, end: at + found.length });
  return at + found.length + nameBehind(reader, at, found, vocabulary);
};

/** Whether an option is a part of an account's name, as it is written: "Northwind Logistics". */
function isInAccount(reader: Reader, at: number, { length }: Found<OptionMeaning>, { isAccount }: Context): boolean {
  const isPart = (place: number) => /^\p{Lu}/u.test(reader.tokens[place]?.text ?? "") && !GLUE.has(reader.word(place));
  const end = at + length;
  const from = isPart(at - 1) && !reader.tokens[at - 1]?.endsClause ? at - 1 : at;
  const to = isPart(end) && !reader.tokens[end - 1]?.endsClause ? end + 1 : end;
  return to - from > length && isPart(at) && isAccount(reader.text(from, to));
}

/** "Software" may be part of a title, but not in "Software or Fintech", "interested in security" or "software industry". */
function mayBeName(reader: Reader, at: number, found: Found<OptionMeaning>, { vocabulary, isProper }: Context): boolean {
  const { field, label } = found.meaning;
  const end = at + found.length;
  const isLast = end >= reader.words.length || reader.tokens[end - 1]?.endsClause || GLUE.has(reader.word(end)) || NEGATIONS.has(reader.word(end));
  // "Head of legal and compliance", "client services manager"
  if (
    ["and", "or", "of"].includes(reader.word(at - 1)) &&
    [at - 2, at - 3, at - 4].some((place) => RANKS.has(reader.word(place)) && !reader.isUsed(place))
  )
    return true;
  if (reader.word(end - 1) !== lastWord(label) && !isLast && !vocabulary.optionAt(reader.words, end) && !ANYONE.has(reader.word(end))) return true;
  if (found.length > 1 || !isProper(reader.word(at)) || isInExcludedList(reader, field.agentKey, at)) return false;
  if (reader.word(at - 1) === "in" && reader.word(at - 2) === "interested") return false;
  // "Who is a customer", "lowest scoring customer"
  if (
    isLast &&
    (["a", "an", "the", "which", "every", "each", "all"].includes(reader.word(at - 1)) || (reader.sort !== undefined && reader.isUsed(at - 1)))
  )
    return false;
  if (nameBehind(reader, at, found, vocabulary) > 0) return false;
  if (isListed(reader, field.agentKey, at)) return false;
  const place = reader.after(end + 1, LISTED);
  const next = vocabulary.optionAt(reader.words, place);
  if (next?.meaning.field !== field) return true;
  // "Software or Fintech", "both software and fintech", "the software and fintech industries"
  if (reader.word(at - 1) === "both" && reader.word(end) === "and") return false;
  return !(reader.word(end) === "or" || (reader.word(end) === "and" && nameBehind(reader, place, next, vocabulary) > 0));
}

/** Whether an option of the field stands before: "Banking, Insurance or Mining". */
const isListed = (reader: Reader, field: string, at: number): boolean => isBehind(reader, reader.optionEnds.get(field), at);

/** Whether only a comma or a conjunction, and an article or a preposition, stands between an end and a word: "EMEA or in APAC". */
function isBehind(reader: Reader, end: number | undefined, at: number): boolean {
  if (end === undefined || end < 1) return false;
  const next = CONJUNCTIONS.has(reader.word(end)) ? end + 1 : end;
  const isApart = next > end || reader.tokens[end - 1]?.endsClause === true;
  return isApart && next <= at && reader.words.slice(next, at).every((word) => LISTED.has(word));
}

const RANKS: ReadonlySet<string> = new Set(["head", "director", "vp", "chief", "lead", "manager"]);

const LISTED: ReadonlySet<string> = new Set([...ARTICLES, "in", "from"]);

/** How many words behind an option are the name of its field: "the software industry". */
function nameBehind(reader: Reader, at: number, { meaning, length }: Found<OptionMeaning>, vocabulary: Vocabulary): number {
  const behind = reader.tokens[at + length - 1]?.endsClause ? undefined : vocabulary.attributeAt(reader.words, at + length);
  return behind && behind.meaning === meaning.field ? behind.length : 0;
}

const lastWord = (label: string) => tokensOf(label).at(-1)?.folded;

/** Whether a negation covers the option at a word, since it covers the one before: "not customers, leads or churned". */
const isInExcludedList = (reader: Reader, field: string, at: number): boolean => isBehind(reader, reader.exclusionEnds.get(field), at);

/**
 * @param options of one select, any of which is meant
 * @param place of the options: where they begin and end
 */
export function addOptions(
  reader: Reader,
  options: readonly OptionMeaning[],
  isExcluded: boolean,
  place: { readonly at: number; readonly end: number },
): void {
  const [first] = options;
  if (!first) return;
  const { agentKey: field, definition, type } = first.field;
  const values = options.map(({ label }) => label);
  const isNot = isExcluded || isInExcludedList(reader, field, place.at);
  // Who attended "both A and B" has two options of one select.
  const isAlso = !isNot && type.list.isMany(definition) && reader.word(place.at - 1) === "and" && isListed(reader, field, place.at);
  if (isAlso) reader.filters.push(values.length === 1 ? { field, value: values[0] } : { any: values.map((value) => ({ field, value })) });
  else reader.filters.push({ field, ...(isNot ? { operator: "not_equal" } : {}), values });
  if (isNot) reader.exclusionEnds.set(field, place.end);
  reader.optionEnds.set(field, place.end);
}

/** Whether only words that say nothing stand between a word and the part that was read before it. */
function isRestated(reader: Reader, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && !reader.isUsed(before) && GLUE.has(reader.word(before)) && !["and", "or", "but"].includes(reader.word(before))) before -= 1;
  return before >= 0 && reader.isUsed(before);
}

/** "should not be contacted", "we mustn't call", "not to be e-mailed": what a field such as "do not contact" says. */
export const banRule: Rule = (reader, at, { vocabulary }) => {
  const word = reader.word(at);
  const isNegated = NEGATIONS.has(reader.word(at + 1));
  const isNotTo = word === "not" && ["to", "allowed", "supposed"].includes(reader.word(at + 1));
  if (!isNotTo && !BARS.test(word) && !(MODALS.has(word) && isNegated)) return undefined;
  const verb = reader.after(at + (MODALS.has(word) ? 2 : 1), new Set(["to", "allowed", "supposed", "be", "get", "ever", "longer", "e"]));
  if (!/^(?:contact|email|mail|call|phone)(?:ed|d)?$/.test(reader.word(verb))) return undefined;
  const stem = reader
    .word(verb)
    .replace(/e?d$/, "")
    .replace(/^phon$/, "phone");
  const named = [stem, "contact"].map((one) => vocabulary.attributeAt(["do", "not", one], 0, isYesNo)).find((found) => found?.length === 3);
  // Those that nobody could reach, or will call, are another question.
  const isBan = isNotTo || /^(?:should|must|may|can|shall)/.test(word);
  if (named && isBan) reader.filters.push({ field: named.meaning.agentKey, operator: "equal", value: "true" });
  else reader.unmapped.push(reader.text(at, verb + 1));
  return verb + 1;
};

/** Modal verbs with a negation in them. */
const BARS = /^(?:should|must|could|would|might)nt$|^(?:cant|cannot|wont|shant)$/;

const CHECKED = /^(?:yes|true|on|set|ticked|checked|marked|given)$/;

/** "do not contact", "marked as do not contact": the name of a field that is yes or no. */
export const yesNoRule: Rule = (reader, at, { vocabulary }) => {
  const found = vocabulary.attributeAt(reader.words, at, isYesNo);
  if (!found) return undefined;
  const negation = [1, 2, 3, 4, 5, 6].map((step) => at - step).find((place) => NEGATIONS.has(reader.word(place)) && !reader.isUsed(place));
  // "Opted in to the newsletter" names it twice.
  if (reader.filters.at(-1)?.field === found.meaning.agentKey && isRestated(reader, at)) return at + found.length;
  const isNegated = negation !== undefined && reader.tokens.slice(negation, at).every(({ endsClause }) => !endsClause);
  if (isNegated) reader.use(negation, at);
  const value = reader.after(at + found.length, new Set(["=", "is", "equals"]));
  if (value > at + found.length && /^(?:no|false)$/.test(reader.word(value))) {
    reader.filters.push({ field: found.meaning.agentKey, operator: "equal", value: "false" });
    return value + 1;
  }
  const isDenied = /^(?:not|isnt|arent|wasnt)$/.test(reader.word(value));
  const state = isDenied ? value + 1 : value;
  const hasState = state > at + found.length && CHECKED.test(reader.word(state));
  const isUnchecked = /^un(?:ticked|checked|set)$/.test(reader.word(state)) || (state > at + found.length && reader.word(state) === "off");
  const isNot = isNegated !== ((isDenied && hasState) || isUnchecked);
  reader.filters.push({ field: found.meaning.agentKey, operator: isNot ? "not_equal" : "equal", value: "true" });
  if (hasState || isUnchecked) return state + 1;
  for (let before = at - 1; ["as", "with", "has", "have", "marked", "flagged"].includes(reader.word(before)); before--) reader.use(before, at);
  return reader.after(at + found.length, ATTRIBUTE_NOUNS);
};

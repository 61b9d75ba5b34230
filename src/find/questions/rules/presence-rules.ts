import type { FilterInput } from "../../../schema/filters.ts";
import { wordSet } from "../../../text/word-set.ts";
import type { Reader } from "../reader.ts";
import { isAddress, isHandle, isMoment, isYesNo } from "../words/attribute-kinds.ts";
import { whenAt } from "../words/dates.ts";
import { ANYONE, ARTICLES, ATTACHED, ATTRIBUTE_NOUNS, CONJUNCTIONS, GLUE, HAVING, NEGATIONS } from "../words/phrases.ts";
import type { Vocabulary } from "../words/vocabulary.ts";
import { comparedAfter } from "./comparison-rule.ts";
import type { Rule } from "./rule.ts";
import { textVerbAt } from "./text-rules.ts";

/** A phrase that says that something is set or not set, and where the name of the attribute begins. */
interface Presence {
  readonly isSet: boolean;
  readonly start: number;
}

/** "with an", "without any", "no", "who have no", "not in any", "don't lack a" */
function presenceAt(reader: Reader, at: number, vocabulary: Vocabulary): Presence | undefined {
  const word = reader.word(at);
  const next = reader.word(at + 1);
  const isNegation = NEGATIONS.has(word);
  const having = reader.after(
    at + 1,
    new Set(["got", "been", "yet", "have", "has", "having", "attended", "attend", "visited", "joined", ...ATTACHED]),
  );
  if (isNegation && ["in", "at", "on"].includes(next) && reader.word(at + 2) === "any") return { isSet: false, start: at + 3 };
  const start = reader.after(at + 1, BEFORE_ATTRIBUTE);
  // "A phone but not an e-mail"
  const isNotA = word === "not" && /^an?$/.test(next) && reader.filters.at(-1)?.operator === "isSet";
  if (ABSENT.has(word) || isNotA) return { isSet: false, start };
  if (isNegation && having > at + 1) return { isSet: false, start: reader.after(having, BEFORE_ATTRIBUTE) };
  // "Not on LinkedIn"
  const on = word === "on" ? at : isNegation && next === "on" ? at + 1 : undefined;
  if (on !== undefined && vocabulary.attributeAt(reader.words, on + 1, isHandle)) return { isSet: !isNegation, start: on + 1 };
  // "Private e-mail but no business e-mail"
  const own = attributeOf(reader, at, vocabulary);
  if (own && reader.word(own.end) === "but" && ["no", "not", "without"].includes(reader.word(own.end + 1))) return { isSet: true, start: at };
  // "Contacts using LinkedIn", but not "customers who use our platform"
  const isUsed = /^us(?:es?|ing)$/.test(word) && vocabulary.attributeAt(reader.words, start, (one) => isHandle(one) || isAddress(one)) !== undefined;
  // "A score over 70 and an email"
  const isAndA = /^(?:and|but)$/.test(word) && /^an?$/.test(next) && reader.isUsed(at - 1);
  // "Is there a mobile number for anyone at Acme"
  const isThere = word === "there" && /^(?:is|are)$/.test(reader.word(at - 1));
  return isUsed || isAndA || isThere || HAVING.has(word) ? { isSet: true, start } : undefined;
}

const BEFORE_ATTRIBUTE: ReadonlySet<string> = new Set([
  ...ARTICLES,
  ...["have", "has", "had", "any", "set", "known", "both", "either", "to", "with", "on", "for", ...ATTACHED],
]);

/** "without an e-mail", "no phone", "with an owner", "no e-mail or no phone", "who have no title" */
export const presenceRule: Rule = (reader, at, { vocabulary, isProper, now }) => {
  // Groups by whether a value is there are not known.
  if (["and", "or"].some((word) => reader.says(at, ["with", word, "without"]))) return reader.refuse(at, at + 3);
  const presence = presenceAt(reader, at, vocabulary);
  const first = presence && attributeOf(reader, presence.start, vocabulary);
  if (!first || comparedAfter(reader, first.end) || textVerbAt(reader, first.end)) return undefined;
  // "No interaction in 2026"
  if (vocabulary.attributeAt(reader.words, presence.start, isMoment) && whenAt(reader, first.end, now)) return undefined;
  const { start } = presence;
  // "Leads except those without a phone"
  const isExcepted = reader.word(at) === "without" && reader.word(reader.negationBefore(at) ?? at) === "except";
  const isSet = presence.isSet || isExcepted;
  // "Without a manager's blessing", "with the manager at Acme"
  const last = first.end - 1;
  const isThe = reader.word(start - 1) === "the" && isSet;
  const isAlone = reader.isClauseEnd(first.end) || AFTER_ATTRIBUTE.has(reader.word(first.end));
  if (reader.isPossessive(last) || (isProper(reader.word(last)) && (isThe || !isAlone))) return undefined;
  // Another rule reads a field that is yes or no.
  if (vocabulary.attributeAt(reader.words, start, isYesNo)) return undefined;
  const isListed =
    ["and", "or"].includes(reader.word(first.end)) && attributeOf(reader, reader.afterArticle(first.end + 1), vocabulary) !== undefined;
  // "With" may come before a value too.
  if (isSet && !isListed && !isEndOfPart(reader, first.end, start > at + 1 || reader.word(at) === "on")) return undefined;
  if (isExcepted) reader.takesNegation(at);
  const operator = isSet ? "isSet" : "not_isSet";
  const filters: FilterInput[] = [{ field: first.key, operator }];
  let end = first.end;
  let [isAny, isAll] = [false, false];
  for (;;) {
    const conjunction = CONJUNCTIONS.has(reader.word(end)) ? reader.word(end) : undefined;
    const isComma = conjunction === undefined && reader.endsClause(end - 1);
    if (!conjunction && !isComma) break;
    const behind = conjunction ? end + 1 : end;
    const isNegated = NEGATIONS.has(reader.word(behind));
    const isWith = ["with", "have"].includes(reader.word(behind));
    // "Without a phone or with a title" denies only the first.
    if (isSet ? isNegated : isWith && conjunction !== "nor") break;
    // "Without a phone, and their owners" asks for these.
    if (reader.word(behind) === "their") break;
    const isRepeated = isNegated || isWith;
    const next = attributeOf(reader, reader.afterArticle(isRepeated ? behind + 1 : behind), vocabulary);
    const isCompared =
      next &&
      !CONJUNCTIONS.has(reader.word(next.end)) &&
      (/^(?:is|not)$/.test(reader.word(next.end)) || comparedAfter(reader, next.end) !== undefined);
    if (!next || isCompared || (isComma && !isEndOfPart(reader, next.end, true))) break;
    isAny ||= conjunction === "or" && (isRepeated || isSet);
    isAll ||= conjunction === "and";
    filters.push({ field: next.key, operator });
    end = next.end;
  }
  // What "an e-mail or a phone and an account" asks for is not clear.
  if (isAny && isAll) return reader.refuse(at, end);
  reader.filters.push(...(isAny ? [{ any: filters }] : filters));
  return end;
};

/** "whose e-mail is missing", "where the title is empty", "phone: none", "budget not set", "the owner isn't unknown" */
export const emptyRule: Rule = (reader, at, { vocabulary }) => {
  const found = attributeOf(reader, at, vocabulary);
  // "Leads, phone set"
  if (
    found &&
    /\b(?:set|given|filled)$/.test(reader.text(at + 1, found.end)) &&
    reader.isClauseEnd(found.end) &&
    !vocabulary.attributeEndsAt(reader.words, found.end)
  ) {
    reader.filters.push({ field: found.key, operator: "isSet" });
    return found.end;
  }
  if (!found || reader.endsClause(found.end - 1)) return undefined;
  // "Whose phone number we have"
  const verb = reader.after(found.end, reader.word(found.end) === "we" ? WE : BE);
  const isDenied = /^(?:not|isnt|arent|dont)$/.test(reader.word(verb));
  const state = reader.word(isDenied ? verb + 1 : verb);
  const isEmpty =
    /^(?:missing|empty|blank|unknown|unset|null|absent)$/.test(state) ||
    ((reader.tokens[verb]?.isBehindColon === true || verb > found.end) && state === "no") ||
    (/^(?:none|nobody)$/.test(state) && reader.isClauseEnd(verb + 1));
  // "Territory is set"
  const isFilled =
    /^(?:exists|present|available)$/.test(state) ||
    (/^(?:set|given|known|filled|have)$/.test(state) && (isDenied || verb > found.end || reader.isClauseEnd(verb + 1)));
  // "Where email is set but phone isn't"
  const before = reader.isClauseEnd(verb + 1) && isDenied ? reader.filters.at(-1)?.operator : undefined;
  if (before?.endsWith("isSet")) {
    reader.filters.push({ field: found.key, operator: before === "isSet" ? "not_isSet" : "isSet" });
    return verb + 1;
  }
  if (!isEmpty && !isFilled) return undefined;
  reader.filters.push({ field: found.key, operator: isEmpty === isDenied ? "isSet" : "not_isSet" });
  return isDenied ? verb + 2 : verb + 1;
};

const WE = wordSet("we do");
const BE = wordSet("is are = left");

/** "before June or never", "score below 20 or not set": those without a value too. */
export const orUnsetRule: Rule = (reader, at, { vocabulary }) => {
  const end = reader.matchAt(at, OR_UNSET);
  const [last] = reader.filters.slice(-1);
  // "Score below 20 or missing a phone"
  if (end === undefined || vocabulary.attributeAt(reader.words, reader.afterArticle(end))) return undefined;
  if (!reader.isUsed(at - 1) || last?.field === undefined || /isSet$/.test(last.operator ?? "")) return undefined;
  const all = reader.filters.filter(({ field }) => field === last.field);
  reader.filters.splice(-all.length, all.length, { any: [all.length > 1 ? { all } : last, { field: last.field, operator: "not_isSet" }] });
  return end;
};

const OR_UNSET = /^or (?:never|none|unset|unknown|missing|empty|blank|not (?:set|given|known))\b/;

/** Negations that need no verb. */
const ABSENT = wordSet("no without missing lacking lack lacks neither blank empty unknown");

/** May follow an attribute that is a title too: "without a manager or a phone". */
const AFTER_ATTRIBUTE: ReadonlySet<string> = new Set([...GLUE, ...NEGATIONS]);

/** Where "recorded" or "assigned to them" ends, if it says no more. */
export function attachedEnd(reader: Reader, from: number): number {
  const at = reader.after(from, ATTACHED);
  const end = at > from && reader.says(at, ["to", "them"]) ? at + 2 : at;
  return reader.isClauseEnd(end) || CONJUNCTIONS.has(reader.word(end)) ? end : from;
}

function attributeOf(reader: Reader, at: number, vocabulary: Vocabulary): { readonly key: string; readonly end: number } | undefined {
  const found = vocabulary.attributeAt(reader.words, at);
  if (!found) return undefined;
  const end = reader.after(at + found.length, ATTRIBUTE_NOUNS);
  return { key: found.meaning.agentKey, end: attachedEnd(reader, end) };
}

/** Whether nothing follows that would be a value of the attribute. */
function isEndOfPart(reader: Reader, at: number, hasArticle: boolean): boolean {
  if (reader.isClauseEnd(at)) return true;
  // "We have a phone number for"
  if (reader.word(at) === "for" && (reader.isClauseEnd(at + 1) || ANYONE.has(reader.word(at + 1)))) return true;
  if (/^(and|or|but)$/.test(reader.word(at)) && NEGATIONS.has(reader.word(at + 1))) return true;
  return hasArticle && /^(and|or|but|in|at|who|that|which|per|by|sorted)$/.test(reader.word(at));
}

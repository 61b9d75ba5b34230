import type { Attribute } from "../../../schema/contact-schema.ts";
import { OF } from "../../../schema/filter-operators.ts";
import { wordSet } from "../../../text/word-set.ts";
import { containing } from "../filters.ts";
import type { Reader } from "../reader.ts";
import { accountOf, creatorOf } from "../words/attribute-kinds.ts";
import { nameEnd, namesAt, withoutGenitive } from "../words/names.ts";
import { ANYONE, ARTICLES, GLUE, INTERROGATIVES, OWNING, VERBS } from "../words/phrases.ts";
import type { Vocabulary } from "../words/vocabulary.ts";
import type { Found } from "../words/workspace-phrases.ts";
import type { Context, Rule } from "./rule.ts";

/** "created in January by Maya", "reports to Siân", "who did Larissa refer": a relationship with a name. "Owned by" is searched. */
export const relationRule: Rule = (reader, at, context) => {
  const end = relationAt(reader, at, context);
  // "Maja's manager's manager"
  const next = end !== undefined && reader.isPossessive(end - 1) ? linkAt(reader, end, context.vocabulary) : undefined;
  return end !== undefined && next ? reader.refuse(at, end + next.length, ONE_STEP) : end;
};

const ONE_STEP = "A question can follow one relationship. To follow two, find the first contact, then ask about that one.";

const relationAt: Rule = (reader, at, context) => {
  const { vocabulary } = context;
  // "Everybody that Larissa has referred"
  const done = /^(?:has|have|had)$/.test(reader.word(at)) ? linkAt(reader, at + 1, vocabulary) : undefined;
  if (done && isDone(reader, at + 1, done.meaning)) return fromOtherSide(reader, at, at + 1, done, context);
  const named = linkAt(reader, at, vocabulary);
  const isCreated = /^(?:created|added)$/.test(reader.word(at));
  const relation = named?.meaning ?? (isCreated ? creatorOf(context) : undefined);
  // "Updated by Kenji": nothing says who updated or contacted somebody.
  const isOfUnknown = relation === undefined && reader.word(at + 1) === "by" && /^(?:updated|contacted)$/.test(VERBS.get(reader.word(at)) ?? "");
  if (isOfUnknown && context.isPerson(reader.written(at + 2))) return reader.refuse(at, nameEnd(reader, at + 2, context));
  if (!relation) return undefined;
  const other = named && fromOtherSide(reader, at, at, named, context);
  if (other !== undefined) return other;
  const by = named ? at + named.length : reader.words.indexOf("by", at);
  const start = reader.after(by, LINKING);
  // "Created in January, owned by Kenji"
  const isOther =
    by > at + 1 && (OWNING.has(reader.word(by - 1)) || VERBS.has(reader.word(by - 1)) || linkAt(reader, by - 1, vocabulary) !== undefined);
  if (by < 0 || reader.isUsed(start) || (!named && isOther)) return undefined;
  const negation = reader.negationBefore(at);
  if (/^(?:anyone|someone|nobody)$/.test(reader.word(start))) {
    // "Referred by nobody" is not "referred nobody".
    if (reader.word(start - 1) === "by" && !/\bby$/i.test(relation.label)) return reader.refuse(at, start + 1);
    const isNobody = reader.word(start).startsWith("no");
    // "Reporting to someone at Brightloom"
    if (!isNobody && /^(?:at|in|from|who|whose|with)$/.test(reader.word(start + 1))) return reader.refuse(at, start + 1);
    reader.takesNegation(at);
    reader.filters.push({ field: relation.agentKey, operator: (negation !== undefined) !== isNobody ? "not_isSet" : "isSet" });
    return start + 1;
  }
  const isSaid = start > by || (named?.length ?? 0) > 1 || (named !== undefined && isDone(reader, at, named.meaning));
  const isName = reader.isCapital(start) && isSaid;
  const found = namesAt(reader, start, context, { prepositions: wordSet("to by"), endsAtAnd: context.isOwner });
  const isOfContacts = named && !named.isSynonym && relation !== creatorOf(context);
  if (!isName || !found || vocabulary.optionAt(reader.words, start))
    // "Reporting to customers", "reports to the CEO of Acme"
    return isOfContacts && isSaid && !reader.comparisonAt(start) ? reader.refuse(at, reader.afterArticle(start) + 1, ONE_STEP) : undefined;
  const { names, end } = found;
  reader.takesNegation(at);
  reader.filters.push(containing(relation.agentKey, negation !== undefined, names));
  reader.use(by, end);
  // A date may stand between: "created in January by Maya".
  if (named === undefined && by > at + 1) return undefined;
  return end;
};

/** A relationship by its name, or by another form of its verb: "reporting to", "report to", "refer". */
function linkAt(reader: Reader, at: number, vocabulary: Vocabulary): Found<Attribute> | undefined {
  const word = reader.word(at);
  if (word === "") return undefined;
  const forms = [word, word.replace(/(?:ing)?$/, "s"), `${word}ed`, `${word}${word.at(-1)}ed`];
  const found = forms.map((form) => vocabulary.attributeAt(reader.words.with(at, form), at, isLink));
  return found.find((one) => one !== undefined);
}

/** Whether a relationship is said with its verb in the past: "who referred Maja". */
const isDone = (reader: Reader, at: number, relation: Attribute) => isMany(relation) && /ed$/.test(reader.word(at));

/**
 * "referred by Larissa", "everybody Larissa referred", "who does Maja report to", "Maja's manager": the contacts that a
 * contact is linked to.
 */
function fromOtherSide(
  reader: Reader,
  at: number,
  verb: number,
  { meaning, length, isSynonym }: Found<Attribute>,
  context: Context,
): number | undefined {
  if (meaning.kind !== "relationship" || meaning.definition.objectType !== "contact") return undefined;
  const end = verb + length;
  const behind = reader.word(end);
  // "Who was Maja referred by", and the same in the order of a statement
  const last = INTERROGATIVES.has(reader.word(end + 1)) ? end + 2 : end + 1;
  const be = /^(?:was|is|were)$/.test(reader.word(at - 1)) ? at - 1 : at;
  const first = behind === "by" && isMany(meaning) && reader.isClauseEnd(last) ? nameBefore(reader, be, context) : be;
  if ((be < at || /^(?:was|is|were)$/.test(reader.word(first - 1))) && isContactName(reader, first, be, context)) {
    reader.filters.push({ field: meaning.agentKey, operator: "contains", value: reader.text(first, be) });
    reader.use(first, at);
    return last;
  }
  const isBehind = (behind === "by" && isMany(meaning)) || (behind === "of" && isSynonym === true);
  const from = isBehind ? end + 1 : nameBefore(reader, at, context);
  // "Referred by a contact": no filter asks who is linked from anybody.
  const anyone = reader.amountAt(from)?.end ?? reader.afterArticle(from);
  if (isBehind && ANYONE.has(reader.word(anyone))) return reader.refuse(verb, anyone + 1);
  const to = isBehind ? nameEnd(reader, from, context) : at;
  if (!isContactName(reader, from, to, context)) return undefined;
  const isPossessive = reader.isPossessive(at - 1);
  const isAsked = isPossessive ? isSynonym === true : ASKING.has(reader.word(from - 1)) || ANYONE.has(reader.word(from - 1));
  if (!isBehind && !isAsked) return undefined;
  const other = linkBefore(reader, isBehind ? verb : from, context.vocabulary);
  if (other !== undefined) return reader.refuse(other, isBehind ? to : end, ONE_STEP);
  const isNot = reader.takesNegation(isBehind ? at : from);
  const value = withoutGenitive(reader.text(from, to));
  reader.filters.push({ field: meaning.agentKey, operator: isNot ? `not_${OF}` : OF, value });
  reader.use(from, to);
  return isBehind ? to : end;
}

/** Where another relationship begins that ends before a word: "reports to the person" that Maja referred. */
function linkBefore(reader: Reader, at: number, vocabulary: Vocabulary): number | undefined {
  let end = at;
  while (BETWEEN.has(reader.word(end - 1)) || ARTICLES.has(reader.word(end - 1)) || ANYONE.has(reader.word(end - 1))) end -= 1;
  const link = [end - 1, end - 2].map((from) => ({ from, found: linkAt(reader, from, vocabulary) }));
  return link.find(({ from, found }) => found?.length === end - from && !reader.isUsed(from))?.from;
}

const BETWEEN = wordSet("of by that");

/** Before the name of the contact that others are asked for: "who did Larissa refer", "those that Larissa has referred". */
const ASKING: ReadonlySet<string> = new Set([...INTERROGATIVES, ...wordSet("do does did has have that")]);

export const isContactName = (reader: Reader, from: number, to: number, context: Context): boolean =>
  to > from && reader.tokens.slice(from, to).every(({ text }) => context.isPerson(withoutGenitive(text)));

/** "Customers who have somebody we know", but not "do we have somebody": what no relationship says. Call this when all is read. */
export const somebodyRule: Rule = (reader, at) => {
  const who = /^(?:who|that)$/.test(reader.word(at - 2)) ? at - 3 : at - 2;
  const isHad = /^(?:ha[sd]|have|having|with)$/.test(reader.word(at - 1)) && ANYONE.has(reader.word(who));
  return isHad && /^(?:some|any)one$/.test(reader.word(at)) ? reader.refuse(at, at + 1) : undefined;
};

/** "Colleagues of Maja Jensen", "who else works at the same company as Maja", "others with her owner": those who share a record with a contact. */
export const colleaguesRule: Rule = (reader, at, context) => {
  const { vocabulary } = context;
  // "At the same account as Maja Jensen"
  const same = reader.word(at) === "same" ? vocabulary.attributeAt(reader.words, at + 1) : undefined;
  const isWorking = isWorkingWith(reader, at);
  const isTeam = TEAM.test(reader.word(at));
  if (!same && !isTeam && !isWorking && !COLLEAGUES.has(reader.word(at))) return undefined;
  const link = same ? same.meaning : isTeam ? undefined : accountOf(context);
  const behind = at + 1 + (same?.length ?? 0);
  // "Who does Maja work with"
  const isAskedLast = isWorking && reader.isClauseEnd(at + 2);
  const isBehind = isWorking ? !isAskedLast : reader.word(behind) === (same ? "as" : "of");
  const isBefore = isAskedLast || (!same && reader.isPossessive(at - 1));
  const from = isBehind ? behind + 1 : isBefore ? nameBefore(reader, at, context) : at;
  const to = isBehind ? nameEnd(reader, from, context) : at;
  if (!isContactName(reader, from, to, context) || (isWorking && context.isOwner(reader.text(from, to)))) return undefined;
  reader.use(from, to);
  const [start, end] = [isBehind ? at : from, isBehind ? to : at + 1];
  if (link?.kind !== "relationship" || link.definition.objectType === "contact") return reader.refuse(start, end);
  reader.words.forEach((word, place) => {
    if (/^(?:else|others?)$/.test(word)) reader.use(place, place + 1);
  });
  const isNot = reader.takesNegation(start);
  reader.filters.push({ field: link.agentKey, operator: isNot ? `not_${OF}` : OF, value: withoutGenitive(reader.text(from, to)) });
  return end;
};

/** "My colleagues", "Maja and her team", "work with her": no name says whose colleagues are meant. Call this when all is read. */
export const namelessColleaguesRule: Rule = (reader, at, { isName }) => {
  if (isWorkingWith(reader, at) && /^(?:her|him|them|me|us)$/.test(reader.word(at + 2))) return reader.refuse(at, at + 3);
  const isOwn = /^(?:my|our|her|his|their)$/.test(reader.word(at - 1));
  // "Our team" is everybody.
  const isNameless = COLLEAGUES.has(reader.word(at)) || (isOwn && reader.word(at - 1) !== "our" && TEAM.test(reader.word(at)));
  if (!isNameless || isName(reader.written(at))) return undefined;
  const from = isOwn ? at - 1 : at;
  reader.use(from, at);
  return reader.refuse(from, at + 1);
};

const isWorkingWith = (reader: Reader, at: number) => /^work(?:s|ing|ed)?$/.test(reader.word(at)) && reader.word(at + 1) === "with";
const TEAM = /^(?:team|staff|peers?)$/;
const COLLEAGUES = wordSet("colleague colleagues coworker coworkers workmate workmates teammate teammates");

/** Where the name begins that ends right before a word. */
export function nameBefore(reader: Reader, at: number, { isPerson }: Context): number {
  const isPart = (place: number) =>
    !reader.isUsed(place) &&
    !ANYONE.has(reader.word(place)) &&
    !GLUE.has(reader.word(place)) &&
    (reader.isCapital(place) || isPerson(reader.word(place)));
  let from = at;
  while (from > 0 && isPart(from - 1)) from -= 1;
  return from;
}

/** Between a relationship and a name: "reports to Siân", "whose manager is Logan". */
const LINKING = wordSet("to by is =");

const isMany = (relation: Attribute) => relation.kind === "relationship" && /many/i.test(relation.definition.cardinality);

const isLink = (attribute: Attribute) => attribute.kind === "relationship" && !/owner|account/i.test(attribute.agentKey);

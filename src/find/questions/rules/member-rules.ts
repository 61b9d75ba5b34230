import type { Attribute } from "../../../schema/contact-schema.ts";
import type { FilterInput } from "../../../schema/filters.ts";
import { parseQuery } from "../../../search/index.ts";
import { fold } from "../../../text/fold.ts";
import { wordSet } from "../../../text/word-set.ts";
import { containing } from "../filters.ts";
import type { Reader, Said } from "../reader.ts";
import { accountOf, COMPANY, creatorOf, OF_ACCOUNTS, ownerOf } from "../words/attribute-kinds.ts";
import { whenAt } from "../words/dates.ts";
import { groupBy } from "../words/groupings.ts";
import { nameEnd, namesAt, PRONOUNS, withoutGenitive } from "../words/names.ts";
import { ANYONE, ARTICLES, GLUE, NEGATIONS, OWNING, THEM } from "../words/phrases.ts";
import { phrasesOf } from "../words/word-tables.ts";
import type { Phrase } from "../words/workspace-phrases.ts";
import { attributeOfName, filtersOfNames } from "./naming.ts";
import { isContactName } from "./relation-rules.ts";
import type { Context, Rule } from "./rule.ts";

/** A relationship to members of the workspace, and how people say it. */
interface MemberLink {
  readonly attribute: Attribute;
  /** Before a member: "owned by Kenji". */
  readonly passive: readonly Phrase<string>[];
  /** Behind a member, or "who": "Kenji owns". */
  readonly active: ReadonlySet<string>;
}

const OWNED = phrasesOf([
  "owned",
  "owned by, owned neither by, managed by, run by, under, assigned to, belonging to, belong to, belongs to, handled by",
]);
const CREATED = phrasesOf(["created", "created by, added by, imported by"]);
const CREATING = wordSet("create created add added import imported");

function linksOf(context: Context): MemberLink[] {
  const [owner, creator] = [ownerOf(context), creatorOf(context)];
  return [
    ...(owner ? [{ attribute: owner, passive: OWNED, active: OWNING }] : []),
    ...(creator ? [{ attribute: creator, passive: CREATED, active: CREATING }] : []),
  ];
}

/** Members in a question: which filter they mean, and whether a word beside them denies it. */
interface Members {
  readonly filter: (isNot: boolean) => FilterInput;
  readonly isNot: boolean;
  readonly end: number;
}

/** "owned by Priya or Kenji", "everything I own", "leads nobody owns", "owner is Priya", "created by Maya this year" */
export const memberRule: Rule = (reader, at, context) => {
  for (const link of linksOf(context)) {
    const said = passiveAt(reader, at, link, context);
    if (said === "unclear") return reader.refuse(at, reader.afterGlue(at + 1) + 1);
    const members = said ?? activeAt(reader, at, link, context);
    if (!members) continue;
    const noun = accountBefore(reader, at);
    if (noun !== undefined) {
      reader.use(noun, at);
      return reader.refuse(noun, members.end, OF_ACCOUNTS);
    }
    const isNot = reader.takesNegation(at) || members.isNot;
    const filter = members.filter(isNot);
    // The search knows "contacts of mine".
    if (filter.value !== "me" || isNot || !parseQuery(reader.text(0, reader.words.length)).own) reader.filters.push(filter);
    return link.active === CREATING && !isNot ? createdEnd(reader, members.end, context) : members.end;
  }
  return undefined;
};

/** "owned by neither Alex nor Priya", "owner is not Priya", "unassigned", "mine" */
function passiveAt(reader: Reader, at: number, link: MemberLink, context: Context): Members | "unclear" | undefined {
  const field = link.attribute.agentKey;
  if (link.active === OWNING && reader.word(at) === "mine") return { filter: ofMe(field), isNot: false, end: at + 1 };
  if (link.active === OWNING && UNOWNED.has(reader.word(at))) return { filter: ofNobody(field), isNot: false, end: at + 1 };
  // Who "she" is, is not known.
  if (/^s?he$/.test(reader.word(at)) && link.active.has(reader.word(at + 1))) return "unclear";
  const label = context.vocabulary.attributeAt(reader.words, at, (attribute) => attribute === link.attribute);
  const said = reader.phraseAt(at, link.passive)?.end;
  const before = said ?? (label && reader.after(at + label.length, BEFORE_VALUE));
  if (before === undefined) return undefined;
  const start = reader.after(before, NEITHER);
  // Who "her" and "someone else" are is not known.
  const isUnclear = PRONOUNS.has(reader.word(start)) || reader.word(start + 1) === "else";
  if (said !== undefined && isUnclear) return "unclear";
  const members = membersAt(reader, start, link, context, reader.word(before - 1));
  const isNot = UNEQUAL.has(reader.word(before - 1)) || reader.words.slice(at, start).includes("neither");
  return members && { filter: members.meaning, isNot, end: members.end };
}

const UNOWNED = wordSet("unassigned unowned ownerless");
const NEITHER = wordSet("neither either");
const UNEQUAL = wordSet("not isnt != <>");
const BEFORE_VALUE: ReadonlySet<string> = new Set([...UNEQUAL, "is", "are", "="]);

/** "Tomás owns", "that I do not own", "nobody owns", "how many leads does Kenji have", "did Maya create" */
function activeAt(reader: Reader, at: number, link: MemberLink, context: Context): Members | undefined {
  const isOwner = link.active === OWNING;
  if (!isOwner && !reader.words.some((word, place) => place > at && link.active.has(word))) return undefined;
  const members = ANYBODY.has(reader.word(at)) || isAtBeginning(reader, at) ? membersAt(reader, at, link, context, "by") : undefined;
  if (!members) return undefined;
  const verb = reader.after(members.end, AUXILIARIES);
  const isAsked = isOwner && /^(?:is|are|do|does|did|has|have)$/.test(reader.word(at - 1));
  const isVerb =
    link.active.has(reader.word(verb)) ||
    (isAsked && /^(?:have|got|run)$/.test(reader.word(verb))) ||
    (isOwner && reader.word(at) === "nobody" && /^(?:assigned|responsible|claimed|taken|got)$/.test(reader.word(verb)));
  const isNot = reader.words.slice(members.end, verb).some((word) => NEGATIONS.has(word));
  return isVerb ? { filter: members.meaning, isNot, end: verb + 1 } : undefined;
}

const AUXILIARIES = wordSet("is has do does did not dont doesnt didnt hasnt isnt");
const ANYBODY = wordSet("i anyone someone nobody");

const ofMe = (field: string) => (isNot: boolean) => ({ field, operator: isNot ? "not_equal" : "equal", value: "me" });
const ofAnyone = (field: string) => (isNot: boolean) => ({ field, operator: isNot ? "not_isSet" : "isSet" });
const ofNobody = (field: string) => (isNot: boolean) => ofAnyone(field)(!isNot);

/** The members that are named at a word: "me", "nobody", "Kenji or me". */
function membersAt(reader: Reader, at: number, link: MemberLink, context: Context, preposition: string): Said<Members["filter"]> | undefined {
  const field = link.attribute.agentKey;
  const word = reader.word(at);
  if (word === "i" || (word === "me" && reader.word(at + 1) !== "or")) return { meaning: ofMe(field), end: at + 1 };
  if (word === "nobody") return { meaning: ofNobody(field), end: at + 1 };
  if (word === "anyone" || word === "someone") return { meaning: ofAnyone(field), end: at + 1 };
  const found = namesAt(reader, at, context, { prepositions: new Set([preposition]), endsAtAnd: context.isOwner });
  const names = found?.names.map(withoutGenitive) ?? [];
  if (!found || !names.some(context.isOwner)) return undefined;
  const others = names.filter((name) => fold(name) !== "me");
  const named = (isNot: boolean) => containing(field, isNot, others);
  const meaning = (isNot: boolean) => (others.length < names.length ? { [isNot ? "all" : "any"]: [named(isNot), ofMe(field)(isNot)] } : named(isNot));
  return { meaning, end: found.end };
}

/** Where "an account that is" stands before a word. */
function accountBefore(reader: Reader, at: number): number | undefined {
  let noun = at - 1;
  while (/^(?:that|which|who|is|are|was|were)$/.test(reader.word(noun))) noun -= 1;
  return COMPANY.test(reader.word(noun)) && !reader.isUsed(noun) ? noun : undefined;
}

/** Where a date ends behind "created by Priya": "this year". */
function createdEnd(reader: Reader, at: number, { vocabulary, now }: Context): number {
  const created = vocabulary.momentOf("created");
  const when = created && whenAt(reader, at, now);
  if (!when) return at;
  reader.filters.push({ field: created.agentKey, operator: when.operator, value: when.value });
  return when.end;
}

/** Whether a name may begin at a word: the word is not in the middle of another name, and is not a filler. */
export const isAtBeginning = (reader: Reader, at: number) =>
  !saysNothing(reader.word(at)) && (at === 0 || !/^\p{Lu}\p{L}*$/u.test(reader.written(at - 1)) || saysNothing(reader.word(at - 1)));

const saysNothing = (word: string) => GLUE.has(word) || ANYONE.has(word) || NEGATIONS.has(word);

const ASKED = /(?:\bwho|^(?:which|what)(?: of)?(?: our)? (?:us|reps?|owners?|colleagues?|members?|people|person|salesperson))(?: of (?:ours|us))?$/;

/**
 * "who owns Maja Jensen", "who created them": a member of one contact. "Who owns Acme", "which of us looks after the
 * customers in Spain": contacts by member, because each may have another.
 */
export const askedMemberRule: Rule = (reader, at, context) => {
  const link = linksOf(context).find(({ active }) => active.has(reader.word(at)));
  const is = reader.word(at - 1) === "is" ? at - 1 : at;
  const asked = link && reader.matchBefore(is, ASKED);
  if (!link || asked === undefined) return undefined;
  const contact = reader.after(at + 1, BEFORE_CONTACT);
  const them = themEnd(reader, at, contact, context);
  // Who manages a contact may be its boss.
  const isOfOne = !reader.word(at).startsWith("manag") && isContactName(reader, contact, nameEnd(reader, contact, context), context);
  const start = reader.after(at + 1, BEFORE_OWNED);
  const end = them ?? (isOfOne ? contact : start < reader.words.length ? ownedEnd(reader, start, context) : undefined);
  if (end === undefined) return undefined;
  // These words say nothing else.
  reader.use(asked, is);
  if (them ?? isOfOne) reader.columns.push(link.attribute.agentKey);
  else groupBy(reader, { grouping: link.attribute.agentKey, end });
  return end;
};

/** Where the words end for those that the question has named: "them", "him", "the contact". */
function themEnd(reader: Reader, verb: number, at: number, { isPerson }: Context): number | undefined {
  if (THEM.has(reader.word(at))) return at + 1;
  if (!reader.tokens.slice(0, verb).some(({ text }) => /^\p{Lu}/u.test(text) && isPerson(withoutGenitive(text)))) return undefined;
  if (/^(?:him|her)$/.test(reader.word(at))) return at + 1;
  return at > verb + 1 && reader.isClauseEnd(at) ? at : undefined;
}

const BEFORE_CONTACT: ReadonlySet<string> = new Set([...ARTICLES, "contact", "person", "behind"]);
const BEFORE_OWNED: ReadonlySet<string> = new Set([...ARTICLES, "all", "account", "of"]);

/** Where the name of an account or a place ends; or where contacts begin that other rules read. */
function ownedEnd(reader: Reader, start: number, context: Context): number | undefined {
  const { vocabulary, isPerson } = context;
  if (ANYONE.has(reader.word(start)) || vocabulary.optionAt(reader.words, start)) return start;
  const end = nameEnd(reader, start, context);
  const name = reader.text(start, end).replace(/ (?:account|company)$/, "");
  const mayBeAccount = /^\p{Lu}/u.test(name) && !name.split(" ").some(isPerson);
  const attribute = attributeOfName(name, context) ?? (mayBeAccount ? accountOf(context) : undefined);
  if (!attribute) return undefined;
  reader.filters.push(...filtersOfNames(attribute, false, [name], context));
  return /^(?:account|company)$/.test(reader.word(end)) ? end + 1 : end;
}

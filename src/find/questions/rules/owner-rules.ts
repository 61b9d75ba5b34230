import type { FilterInput } from "../../../schema/filters.ts";
import { parseQuery } from "../../../search/index.ts";
import { fold } from "../../../text/fold.ts";
import { wordSet } from "../../../text/word-set.ts";
import { containing } from "../filters.ts";
import type { Reader } from "../reader.ts";
import { accountOf, COMPANY, isNumeric, OF_ACCOUNTS, ownerOf } from "../words/attribute-kinds.ts";
import { groupBy } from "../words/groupings.ts";
import { nameEnd, namesAt, withoutGenitive } from "../words/names.ts";
import { ANYONE, ARTICLES, GLUE, MEASURES, NEGATIONS, OWNING, SUPERLATIVES } from "../words/phrases.ts";
import { phrasesOf } from "../words/word-tables.ts";
import { attributeOfName, filtersOfNames } from "./naming.ts";
import type { Context, Rule } from "./rule.ts";

/** Before the name of an owner. */
const OWNED =
  "owned neither by, assigned neither to, owned by, managed by, run by, under, assigned to, belonging to, belong to, belongs to, handled by";
const BEFORE_OWNER = phrasesOf(["owned", OWNED]);

/** "owned by Priya or Kenji", "everything Tomás owns", "that neither Alex nor Hannah owns", "owner is Priya", "leads of Hannah Weiss" */
export const ownerRule: Rule = (reader, at, context) => {
  const owner = ownerOf(context);
  if (!owner) return undefined;
  const said = reader.phraseAt(at, BEFORE_OWNER)?.end;
  const start = (said && reader.after(said, NEITHER)) ?? afterOwner(reader, at, context, owner.agentKey) ?? afterOf(reader, at, context) ?? at;
  const other = said !== undefined && SAID_BEFORE.test(reader.words.slice(start, start + 2).join(" "));
  if (other) return ownedByOther(reader, at, start, context, owner.agentKey);
  const found = namesAt(reader, start, context, {
    prepositions: new Set([said === undefined ? "by" : reader.word(said - 1)]),
    endsAtAnd: context.isOwner,
  });
  if (!found?.names.some((name) => context.isOwner(withoutGenitive(name)))) return undefined;
  // "How many leads does Kenji have?", "how many has Priya got"
  const has = /^(?:have|got)$/.test(reader.word(found.end)) && /^(?:does|do|has|have)$/.test(reader.word(at - 1)) ? 1 : undefined;
  // "Which leads does Kenji run"
  const does = /^(?:is|are|does|do|did)$/.test(reader.word(at - 1)) && reader.word(found.end) === "run" ? 1 : undefined;
  // "That Kenji is looking after"
  const is = reader.word(found.end) === "is" ? 1 : 0;
  const owns = has ?? does ?? (OWNING.has(reader.word(found.end + is)) ? is + 1 : 0);
  if (start === at && (owns === 0 || !isAtBeginning(reader, at))) return undefined;
  const noun = accountBefore(reader, at);
  if (noun !== undefined) {
    reader.use(noun, at);
    return reader.refuse(noun, found.end + owns, OF_ACCOUNTS);
  }
  const isNot = reader.takesNegation(at) || UNEQUAL.has(reader.word(start - 1)) || reader.words.slice(at, start).includes("neither");
  const names = found.names.map(withoutGenitive).filter((name) => fold(name) !== "me");
  const named = containing(owner.agentKey, isNot, names);
  // "Owned by Kenji or me", "Kenji and me"
  const isMeBehind = said !== undefined && reader.word(found.end) === "and" && reader.word(found.end + 1) === "me";
  const isMeToo = isMeBehind || names.length < found.names.length;
  const me = { field: owner.agentKey, operator: isNot ? "not_equal" : "equal", value: "me" };
  reader.filters.push(isMeToo ? { [isNot ? "all" : "any"]: [named, me] } : named);
  return found.end + (isMeBehind ? 2 : owns);
};

/** Where "an account that is" stands before a word. */
function accountBefore(reader: Reader, at: number): number | undefined {
  let noun = at - 1;
  while (/^(?:that|which|who|is|are|was|were)$/.test(reader.word(noun))) noun -= 1;
  return COMPANY.test(reader.word(noun)) && !reader.isUsed(noun) ? noun : undefined;
}

/** Somebody who is known from the words before: "owned by someone else", "owned by her". */
export const SAID_BEFORE = /^(?:(?:some|any)one else|(?:her|him|them)\b)/;

/** "created by Daniel but owned by someone else": by one, or by nobody, of those that the filter before names. */
function ownedByOther(reader: Reader, at: number, start: number, { schema }: Context, owner: string): number {
  const end = reader.word(start + 1) === "else" ? start + 2 : start + 1;
  const members = schema.relationships.filter(({ agentKey, definition }) => agentKey !== owner && definition.objectType === "member");
  const before = reader.filters.findLast(({ field, operator }) => operator === "contains" && members.some(({ agentKey }) => agentKey === field));
  const negation = reader.negationBefore(at);
  if (!before || (negation !== undefined && end > start + 1)) return reader.refuse(at, end);
  reader.takesNegation(at);
  const isNot = negation !== undefined || end > start + 1;
  reader.filters.push({ ...before, field: owner, operator: isNot ? "not_contains" : "contains" });
  return end;
}

const NEITHER = wordSet("neither either");
const UNEQUAL = wordSet("not isnt != <>");
const BEFORE_VALUE: ReadonlySet<string> = new Set([...UNEQUAL, "is", "are", "="]);

/** Whether a name may begin at a word: the word is not in the middle of another name, and is not a filler. */
const isAtBeginning = (reader: Reader, at: number) =>
  ![GLUE, ANYONE, NEGATIONS].some((words) => words.has(reader.word(at))) &&
  (at === 0 || !/^\p{Lu}\p{L}*$/u.test(reader.written(at - 1)) || saysNothing(reader.word(at - 1)));

const saysNothing = (word: string) => GLUE.has(word) || ANYONE.has(word) || NEGATIONS.has(word);

/** "owner is Priya", "owner Priya" */
function afterOwner(reader: Reader, at: number, { vocabulary, isOwner }: Context, owner: string): number | undefined {
  const named = vocabulary.attributeAt(reader.words, at, ({ agentKey }) => agentKey === owner);
  const start = named && reader.after(at + named.length, BEFORE_VALUE);
  return start !== undefined && isOwner(reader.text(start, start + 1)) ? start : undefined;
}

/** Whether the noun that a genitive could belong to does not follow. */
const isPhraseEnd = (reader: Reader, at: number) =>
  reader.isClauseEnd(at) || GLUE.has(reader.word(at)) || reader.isUsed(at) || NEGATIONS.has(reader.word(at));

/** "opportunities of Hannah Weiss", "leads from Kenji's" */
function afterOf(reader: Reader, at: number, context: Context): number | undefined {
  // "Overdue follow-ups for Tomás"
  const followUp = context.vocabulary.momentOf("followed")?.agentKey;
  const isFollowUp = reader.isUsed(at - 1) && reader.filters.some(({ field }) => field !== undefined && field === followUp);
  const isPossessive = reader.isPossessive(nameEnd(reader, at + 1, context) - 1);
  const isAfterContacts =
    (reader.word(at) === "of" || (reader.word(at) === "for" && isFollowUp) || (reader.word(at) === "from" && isPossessive)) &&
    (isFollowUp ||
      ANYONE.has(reader.word(at - 1)) ||
      isOptionEnd(reader, at) ||
      ((reader.measures.length > 0 || reader.sort !== undefined) && reader.isUsed(at - 1)));
  const end = nameEnd(reader, at + 1, context);
  // "Leads of Kenji's", but not "of Kenji's team"
  const isWhole = !reader.tokens.slice(at + 1, end - 1).some(({ isPossessive }) => isPossessive) && isPhraseEnd(reader, end);
  const isPlain = !reader.isPossessive(end - 1);
  const name = isAfterContacts && (isPlain || isWhole) ? withoutGenitive(reader.text(at + 1, end)) : "";
  return name !== "" && context.isOwner(name) && !context.isAccount(name) ? at + 1 : undefined;
}

const isOptionEnd = (reader: Reader, at: number) => [...reader.optionEnds.values()].includes(at);

/** "Kenji's customers": those whose owner is Kenji. "Acme's customers": those at Acme. */
export const possessiveRule: Rule = (reader, at, context) => {
  const last = [0, 1, 2, 3, 4].map((step) => at + step).find((place) => reader.isPossessive(place));
  if (last === undefined || !isAtBeginning(reader, at) || !hasContacts(reader, last + 1, context)) return undefined;
  // "Hannah and Priya's leads", but "Lumen & Sons' leads"
  const and = reader.words.findIndex((word, place) => place > at && place < last && (word === "and" || word === "or"));
  const names = (
    and < 0
      ? [[at, last + 1]]
      : [
          [at, and],
          [and + 1, last + 1],
        ]
  ).map(([from = at, to]) => withoutGenitive(reader.text(from, to ?? at)));
  const { isOwner, isAccount } = context;
  const [owns, employs] = [names.every(isOwner), names.every(isAccount)];
  const attribute = owns === employs ? undefined : owns ? ownerOf(context) : accountOf(context);
  if (!attribute) return undefined;
  const isNot = reader.takesNegation(at);
  reader.filters.push(containing(attribute.agentKey, isNot, names));
  return BOOKS.has(reader.word(last + 1)) ? last + 2 : last + 1;
};

/** What an owner has: "in Priya's portfolio". */
const BOOKS = wordSet("portfolio book books patch name care hands plate desk list roster watch remit");

/** The most words between a genitive and what is meant: "Kenji's three biggest new customers". */
const MOST_BETWEEN = 4;

/** Whether contacts, or what they are worth, follow: "customers", "biggest deals", but not "phone number". */
function hasContacts(reader: Reader, from: number, { vocabulary }: Context): boolean {
  for (let at = from; at <= from + MOST_BETWEEN; at++) {
    const word = reader.word(at);
    if (
      ANYONE.has(word) ||
      SUPERLATIVES.has(word) ||
      MEASURES.has(word) ||
      BOOKS.has(word) ||
      (word === "only" && reader.isClauseEnd(at + 1)) ||
      vocabulary.optionAt(reader.words, at)
    )
      return true;
    const number = vocabulary.attributeAt(reader.words, at, isNumeric);
    if (number && (word.endsWith("s") || number.isSynonym)) return true;
    // Several follow-ups are those of an owner, and one is that of a contact.
    if (word === "followups" || (word === "follow" && reader.word(at + 1) === "ups")) return true;
    if (reader.endsClause(at)) return false;
  }
  return false;
}

/** Phrases for the user's own contacts, beside "my". */
const MINE = phrasesOf(
  [true, `i own, do i own, i do own, of mine, are mine, is mine, mine, ${OWNED.replace(/(?=,|$)/g, " me")}`],
  [false, `i dont own, i do not own, not mine, arent mine, isnt mine, ${OWNED.replace(/(?=,|$)/g, " me").replace(/(?<=^|, )/g, "not ")}`],
);

/** "my opportunities", "my biggest deals", "everything I own", "customers I don't own", "assigned to me" */
export const ownRule: Rule = (reader, at, context) => {
  const owner = ownerOf(context);
  const said = reader.phraseAt(at, MINE);
  const isMy = reader.word(at) === "my" && reader.word(at + 1) !== "team" && !reader.endsClause(at) && hasContacts(reader, at + 1, context);
  const end = said?.end ?? (isMy ? at + 1 : undefined);
  if (!owner || end === undefined) return undefined;
  const isNot = said?.meaning === false || (isMy && reader.takesNegation(at));
  // The search knows "my contacts" and "contacts of mine".
  const isKnown = !isNot && parseQuery(reader.text(0, reader.words.length)).own;
  if (!isKnown) reader.filters.push({ field: owner.agentKey, operator: isNot ? "not_equal" : "equal", value: "me" });
  return end;
};

/** "Tomás follow-ups July 2026": contacts of an owner, if no contact and no account has the name. */
export function ofOwner(names: string, context: Context): FilterInput | undefined {
  const owner = ownerOf(context);
  const name = names.replace(/^(?:for|of|by) /i, "").replace(/['’]s?$/i, "");
  const isOther = name.split(" ").some((word) => context.isInNames(fold(word)));
  return owner && name !== "" && !isOther && context.isOwner(name) ? containing(owner.agentKey, false, [name]) : undefined;
}

const ASKED = /(?:\bwho|^(?:which|what)(?: of)?(?: our)? (?:us|reps?|owners?|colleagues?|members?|people|person|salesperson))(?: of (?:ours|us))?$/;

/** Whether "who", "which of us", or "which rep" stands before a verb. Takes these words, which say nothing else. */
export function isAskedFor(reader: Reader, verb: number): boolean {
  const is = reader.word(verb - 1) === "is" ? verb - 1 : verb;
  const asked = reader.matchBefore(is, ASKED);
  if (asked !== undefined) reader.use(asked, is);
  return asked !== undefined;
}

/** "who owns Acme", "which of us looks after the customers in Spain": contacts by owner, because each may have another. */
export const askedOwnerRule: Rule = (reader, at, context) => {
  const owner = ownerOf(context);
  const start = reader.after(at + 1, BEFORE_OWNED);
  if (!owner || !OWNING.has(reader.word(at)) || start >= reader.words.length) return undefined;
  const end = ownedEnd(reader, start, context);
  if (end === undefined || !isAskedFor(reader, at)) return undefined;
  groupBy(reader, { grouping: owner.agentKey, end });
  return end;
};

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

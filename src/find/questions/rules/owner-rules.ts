import type { FilterInput } from "../../../schema/filters.ts";
import { parseQuery } from "../../../search/index.ts";
import { fold } from "../../../text/fold.ts";
import { wordSet } from "../../../text/word-set.ts";
import { containing } from "../filters.ts";
import type { Reader } from "../reader.ts";
import { accountOf, isNumeric, ownerOf } from "../words/attribute-kinds.ts";
import { nameEnd, namesAt, withoutGenitive } from "../words/names.ts";
import { ANYONE, GLUE, MEASURES, NEGATIONS, SUPERLATIVES } from "../words/phrases.ts";
import { isAtBeginning } from "./member-rules.ts";
import type { Context, Rule } from "./rule.ts";

/** "leads of Hannah Weiss", "follow-ups for Tomás": what an owner has. */
export const ofOwnerRule: Rule = (reader, at, context) => {
  const owner = ownerOf(context);
  const start = owner && afterOf(reader, at, context);
  const found = start === undefined ? undefined : namesAt(reader, start, context, { prepositions: wordSet("by"), endsAtAnd: context.isOwner });
  if (!owner || !found?.names.some((name) => context.isOwner(withoutGenitive(name)))) return undefined;
  reader.filters.push(containing(owner.agentKey, reader.takesNegation(at), found.names.map(withoutGenitive)));
  return found.end;
};

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
    if ([ANYONE, SUPERLATIVES, MEASURES, BOOKS].some((words) => words.has(word)) || vocabulary.optionAt(reader.words, at)) return true;
    const number = vocabulary.attributeAt(reader.words, at, isNumeric);
    // Several follow-ups are those of an owner, and one is that of a contact.
    if ((number && (word.endsWith("s") || number.isSynonym)) || reader.says(at, ["follow", "ups"])) return true;
    if (word === "only" && reader.isClauseEnd(at + 1)) return true;
    if (reader.endsClause(at)) return false;
  }
  return false;
}

/** "my opportunities", "my biggest deals" */
export const myRule: Rule = (reader, at, context) => {
  const owner = ownerOf(context);
  const isMy = reader.word(at) === "my" && reader.word(at + 1) !== "team" && !reader.endsClause(at) && hasContacts(reader, at + 1, context);
  if (!owner || !isMy) return undefined;
  const isNot = reader.takesNegation(at);
  // The search knows "my contacts".
  const isKnown = !isNot && parseQuery(reader.text(0, reader.words.length)).own;
  if (!isKnown) reader.filters.push({ field: owner.agentKey, operator: isNot ? "not_equal" : "equal", value: "me" });
  return at + 1;
};

/** "Tomás follow-ups July 2026": contacts of an owner, if no contact and no account has the name. */
export function ofOwner(names: string, context: Context): FilterInput | undefined {
  const owner = ownerOf(context);
  const name = names.replace(/^(?:for|of|by) /i, "").replace(/['’]s?$/i, "");
  const isOther = name.split(" ").some((word) => context.isInNames(fold(word)));
  return owner && name !== "" && !isOther && context.isOwner(name) ? containing(owner.agentKey, false, [name]) : undefined;
}

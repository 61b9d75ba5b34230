import { CREATED } from "../../schema/timestamps.ts";
import { isBesideRank } from "../../search/index.ts";
import { wordSet } from "../../text/word-set.ts";
import { fieldsOf } from "./filters.ts";
import type { Reader } from "./reader.ts";
import type { Context } from "./rules/rule.ts";
import { EMPTY, MEANINGFUL } from "./words/empty-words.ts";
import { CURRENCIES, GENERALLY, GLUE, MEASURES, MODALS, PREPOSITIONS, RECORDS, SORTS, VERBS } from "./words/phrases.ts";
import { verbs } from "./words/word-tables.ts";

/** What a word means that no rule has read, and "used" for the others. A "cue" says what the name behind it is. */
export type Meaning = "used" | "empty" | "cue" | "name" | "unread";

const CALLED = wordSet("named called");
const BEFORE_MONTH = wordSet("in since until before after during by from last this next early late");
const BEFORE_DIGITS = wordSet("number phone ending ends tel telephone mobile digits");
/** Verbs and nouns that ask for groups. */
const GROUPING = wordSet("group break broken down chart table tally counts counted totals numbers");

const NEEDING = verbs("need want take/took require use");

/** Whether a word is written like a name: with a capital, although no sentence begins there. */
export function capitals({ tokens }: Reader): (at: number) => boolean {
  const isShouted = tokens.every(({ text }) => text === text.toUpperCase());
  return (at) => !isShouted && (at > 0 ? /^\p{Lu}/u : /^\p{Lu}{2,}$/u).test(tokens[at]?.text ?? "");
}

/** What a word means, as the words around it show. @param isCapital whether it is written like a name */
export function meaningOf(reader: Reader, at: number, isCapital: boolean, { isName, isPerson, isProper, vocabulary }: Context): Meaning {
  const { text = "", folded = "" } = reader.tokens[at] ?? {};
  if (reader.isUsed(at)) return "used";
  const before = reader.word(at - 1);
  // "Owned by Kenji's team", "would-be customers", "in a while"
  const isChanging =
    (folded === "team" && reader.isPossessive(at - 1)) ||
    (/^(?:would|could|might)$/.test(folded) && reader.word(at + 1) === "be") ||
    (folded === "while" && before === "a");
  if (isChanging || isOfTeam(reader, at)) return "unread";
  // "Total deal size in USD", "and their total", and "whose manager is in EMEA", unless a rule has read it
  if ((CURRENCIES.has(folded) && before === "in") || (MEASURES.has(folded) && before === "their")) return "unread";
  if (before === "whose" && at > 1 && /^\p{Ll}/u.test(text) && /^(?:is|are|was|were|has|have)$/.test(reader.word(at + 1))) return "unread";
  // "Anyone new added in May"
  if (VERBS.get(folded) === "created" && !isCapital && isAbout(reader, CREATED.agentKey)) return "empty";
  // "Added to the CRM"
  if (isRecords(reader, at) || (VERBS.get(folded) === "created" && [2, 3].some((step) => isRecords(reader, at + step)))) return "empty";
  if (isCalled(reader, at, isCapital)) return "name";
  // In "customers in May", the date belongs to nothing that contacts have.
  if (folded === "may" && BEFORE_MONTH.has(reader.word(at - 1))) return "unread";
  // "Customers and Will"; "Will in EMEA", but not "Will you show the customers"
  const isFirst = at === 0 && /^\p{Lu}/u.test(text) && (reader.endsClause(at) || PREPOSITIONS.has(reader.word(1)));
  if (MODALS.has(folded) && (isCapital || isFirst)) return "name";
  // "Women at Acme", "people in Asia", where only names are like the word
  if ((SORTS.has(folded) && !isCapital) || (reader.word(at - 1) === "in" && isPerson(text) && !isProper(folded))) return "unread";
  if (isCapital && (isName(text) || !(EMPTY.has(folded) || MEANINGFUL.has(folded)))) return "name";
  // "A phone in 2025"
  const isYear = BEFORE_MONTH.has(reader.word(at - 1)) && /^(?:19|20)\d\d$/.test(text);
  if (/^\d/.test(text)) return !isYear && [1, 2, 3].some((step) => BEFORE_DIGITS.has(reader.word(at - step))) ? "name" : "unread";
  if (BEFORE_DIGITS.has(folded) && [1, 2, 3].some((step) => /^\d/.test(reader.word(at + step)) && !reader.isUsed(at + step))) return "cue";
  if (CALLED.has(folded)) return /^\p{L}/u.test(reader.word(at + 1)) ? "cue" : "unread";
  // "every customer"
  if (["every", "each"].includes(folded) && (reader.isUsed(at + 1) || GENERALLY.has(reader.word(at + 1)))) return "empty";
  // "Who needs an XL shirt"
  const isNeeding = NEEDING.has(folded) && !PREPOSITIONS.has(reader.word(at + 1)) && reader.word(at + 1) !== "per";
  if (isNeeding && reader.isUsed(reader.afterArticle(at + 1))) return "empty";
  // "Group the leads by persona", "count each"
  if (reader.groupBy.length > 0 && (GROUPING.has(folded) || (folded === "each" && reader.word(at - 1) === "count"))) return "empty";
  if (folded === "people" && isBesideRank((place) => reader.word(place), at)) return "name";
  // "The one in sales", but "Capital One" and "at one account"
  if (text === "one" && vocabulary.attributeAt(reader.words, at + 1)) return "unread";
  if (text === "one" || EMPTY.has(folded) || (/^ups?$/.test(folded) && reader.word(at - 1) === "follow")) return "empty";
  return !MEANINGFUL.has(folded) && isName(text) ? "name" : "unread";
}

/** Whether a word is given as a name: "named May", "whose name is Will". */
function isCalled(reader: Reader, at: number, isCapital: boolean): boolean {
  const isBehind = CALLED.has(reader.word(at - 1)) || (reader.word(at - 1) === "is" && reader.word(at - 2) === "name");
  return isBehind && (isCapital || MODALS.has(reader.word(at)));
}

/** Whether a word is one of "my team" or "in our team": it is not known who belongs to it. */
function isOfTeam(reader: Reader, at: number): boolean {
  const my = reader.word(at) === "team" ? at - 1 : at;
  const isOurs = reader.word(my) === "our" && (PREPOSITIONS.has(reader.word(my - 1)) || reader.isPossessive(my + 1));
  return reader.word(my + 1) === "team" && (reader.word(my) === "my" || isOurs);
}

/** Whether a word is the place where all contacts are: "in the CRM", but not "the CRM manager". */
export function isRecords(reader: Reader, at: number): boolean {
  // "In the old system"
  if (WHICH_RECORDS.has(reader.word(at)) && isRecords(reader, at + 1)) return true;
  const isPlaced =
    PREPOSITIONS.has(reader.word(at - 1)) || WHICH_RECORDS.has(reader.word(at - 1)) || /^(?:the|our|my|this|into)$/.test(reader.word(at - 1));
  const isEnd = reader.isClauseEnd(at + 1) || reader.isUsed(at + 1) || GLUE.has(reader.word(at + 1));
  return RECORDS.has(reader.word(at)) && isPlaced && isEnd === true;
}

const WHICH_RECORDS = wordSet("old legacy current new whole entire address");

/** Whether a condition, the order or the groups are about an attribute. */
export function isAbout({ filters, sort, groupBy, measures }: Reader, agentKey: string): boolean {
  return fieldsOf(filters).includes(agentKey) || [sort ?? "", ...groupBy, ...measures].some((text) => text.split(/,? /).includes(agentKey));
}

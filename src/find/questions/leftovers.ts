import { type Attribute, holdsMany } from "../../schema/contact-schema.ts";
import { alternativesAt, isOr } from "../../search/index.ts";
import { wordSet } from "../../text/word-set.ts";
import type { Reader } from "./reader.ts";
import type { Context } from "./rules/rule.ts";
import { titleField } from "./rules/title-rules.ts";
import { capitals, isAbout, isRecords, type Meaning, meaningOf } from "./word-meanings.ts";
import { isAddress } from "./words/attribute-kinds.ts";
import { BESIDE, MEANINGFUL } from "./words/empty-words.ts";
import { LIVING, withoutGenitive } from "./words/names.ts";
import { ARTICLES, ATTRIBUTE_NOUNS, DOINGS, GENERALLY, INTERROGATIVES, isDenial, NEGATIONS, PREPOSITIONS } from "./words/phrases.ts";
import type { Token } from "./words/tokens.ts";

/** What is left of a question that has conditions. */
interface Leftovers {
  /** The words that name somebody or something, with the words around them that say what they name; "" if there are none. */
  readonly names: string;
  /** Attributes that are named without a condition, so they are asked for. */
  readonly columns: readonly string[];
  /** The parts that mean nothing in this workspace, as they were written. */
  readonly unread: readonly string[];
  /** The words that say nothing. */
  readonly empty: readonly string[];
}

/** Before a name. */
const BEFORE_NAME = wordSet("at from by");
/** Before an attribute that is not only to be shown: "by owner", "with a deal", "from the website". */
const NO_COLUMN: ReadonlySet<string> = new Set([
  ...NEGATIONS,
  ...wordSet("with have has having by per each every than under over above below from in on at to about via as a an any some all"),
]);
/** Before the word that tells whether an attribute is to be shown: "by the owner", but not "a phone". */
const DEFINITE = wordSet("the their our its");

const ALTERNATIVES_HINT = "Only single words can be alternatives. Longer names, or a name and a title, need a query each.";

/**
 * Sorts the words that no rule has read. Those that contacts have in a name, a title, an account or a place are
 * searched, and so are words in the place of a name, which may be misspelt. Those that say nothing are dropped. The
 * others are unread: nobody is found by a word that merely resembles one of them.
 *
 * @param lists whether contacts are asked for, rather than counts
 */
export function leftoversOf(reader: Reader, context: Context, lists: boolean): Leftovers {
  const { tokens } = reader;
  const { meanings, columns } = meaningsOf(reader, context, lists);
  const unread: string[] = [];
  for (let at = 0; at < tokens.length; at++) {
    if (meanings[at] !== "unread") continue;
    const from = at;
    while (meanings[at + 1] === "unread" && !tokens[at]?.endsClause) at += 1;
    unread.push(reader.text(from, at + 1));
  }
  if (unread.includes("or")) reader.hints.add(ALTERNATIVES_HINT);
  const empty = tokens.flatMap(({ text }, at) => (meanings[at] === "empty" ? [text] : []));
  return { names: namesIn(reader, meanings), columns, unread, empty };
}

/** The names, from the prepositions and attributes before them on. */
function namesIn({ tokens }: Reader, meanings: readonly Meaning[]): string {
  const kept = new Set<number>();
  for (let at = tokens.length - 1; at >= 0; at--) {
    if (meanings[at] !== "name") continue;
    kept.add(at);
    let from = at;
    for (let before = at - 1; ["empty", "cue"].includes(meanings[before] ?? "") && !endsName(tokens[before]); before--) {
      if (meanings[before] === "cue" || PREPOSITIONS.has(tokens[before]?.folded ?? "")) from = before;
    }
    for (; from < at; from++) kept.add(from);
  }
  return tokens
    .flatMap(({ text, endsClause }, at) => (kept.has(at) ? [`${text}${endsClause ? "," : ""}`] : []))
    .join(" ")
    .replace(/,$/, "");
}

/** "In what city is Maja Jensen" */
const endsName = (token: Token | undefined) => token?.endsClause === true || INTERROGATIVES.has(token?.folded ?? "");

function meaningsOf(reader: Reader, context: Context, lists: boolean) {
  const { tokens } = reader;
  const isCapital = capitals(reader);
  const meanings = tokens.map((_, at) => meaningOf(reader, at, isCapital(at), context));
  const columns = new Set(reader.columns);
  /** The words of the name of a person that begins, or ends, at a word. */
  const personFrom = (start: number, step: 1 | -1) => {
    let at = start;
    while (meanings[at] === "name" && context.isPerson(withoutGenitive(tokens[at]?.text ?? ""))) at += step;
    return step > 0 ? reader.text(start, at) : reader.text(at + 1, start + 1);
  };
  const hasPerson = lists && reader.filters.length === 0 && tokens.some((_, at) => personFrom(at, 1) !== "");
  /** "Title Maja Jensen", but not "surname Jensen" */
  const isOf = (attribute: Attribute, person: string) =>
    person !== "" && hasPerson && !(attribute.kind === "field" && attribute.type.search.as === "name");
  for (let at = 0; at < tokens.length; at++) {
    const named = attributeIn(reader, at, context);
    // "ICP score"
    const isLabel = named && named.length > 1 && !context.isName(tokens[at]?.text ?? "");
    const found = meanings[at] === "cue" || (isCapital(at) && meanings[at] === "name" && !isLabel) ? undefined : named;
    const end = found ? reader.after(at + found.length, ATTRIBUTE_NOUNS) : at + 1;
    if (!found || isRecords(reader, at) || meanings.slice(at, end).includes("used")) continue;
    const { agentKey } = found.meaning;
    const before = reader.word(DEFINITE.has(reader.word(at - 1)) ? at - 2 : at - 1);
    // "How can I reach Maja by phone"
    // "Customers whose owner created them", but not "whose number is this" or "customers whose position is in EMEA"
    const isJob = found.meaning === titleField(context) && reader.word(end) === "is";
    // "Contacts of accounts that have an opportunity"
    // "Lifecycle stage x region"
    const isSign = reader.written(at) === "x" && !reader.endsClause(at);
    const isDescribed = found.meaning.kind === "relationship" && /^(?:that|which|whose)$/.test(reader.word(end));
    const isOther =
      isDescribed ||
      isSign ||
      (NO_COLUMN.has(before) && !(at === 1 && before === "all")) ||
      (meanings[at - 1] === "cue" && !tokens[at - 1]?.endsClause) ||
      (before === "whose" && at > 1 && !isJob);
    const isColumn = lists && (!isOther || (before === "by" && isAddress(found.meaning)));
    // "Their number" is a count too.
    if (!lists && reader.word(at) === "number" && found.length === 1) continue;
    const isAfterName = meanings[at - 1] === "name" && !tokens[at - 1]?.endsClause && isNamed(found.meaning);
    const value = isNamed(found.meaning) ? reader.after(end, BE) : end;
    const isListed = (hasPerson || reader.endsClause(end - 1)) && attributeIn(reader, value, context) !== undefined;
    const isBeforeName = !isListed && (meanings[value] === "name" || (meanings[end] === "unread" && isNamed(found.meaning)));
    const isOfPerson = isOf(found.meaning, personFrom(value, 1)) || (!isBeforeName && isOf(found.meaning, personFrom(at - 1, -1)));
    const isKnown = isAfterName || isAbout(reader, agentKey) || isDenied(reader, at, end);
    const meaning = isOfPerson ? "empty" : isBeforeName ? "cue" : isKnown || isColumn ? "empty" : "unread";
    meanings.fill(meaning, at, end);
    if (meaning === "empty" && (isOfPerson || !isKnown)) columns.add(agentKey);
    at = end - 1;
  }
  const isPerson = (at: number) => meanings[at] === "name" && context.isPerson(tokens[at]?.text ?? "");
  /** Whether a word may be a misspelt name. */
  const isAtPlaceOfName = (at: number) => {
    const { text = "", folded = "", endsClause } = tokens[at] ?? {};
    // "April Moore"
    if (MEANINGFUL.has(folded) && !(isCapital(at) && isPerson(at + 1))) return false;
    if (!/^\p{L}/u.test(text) || text === "one" || context.vocabulary.attributeAt(reader.words, at)) return false;
    // In "who introduced Priya", the verb is no name.
    const isAlike = (other: number) => /^\p{Lu}/u.test(text) === /^\p{Lu}/u.test(tokens[other]?.text ?? "");
    let before = at - 1;
    while (meanings[before] === "empty" && ARTICLES.has(reader.word(before))) before -= 1;
    return (
      meanings[at - 1] === "cue" ||
      (meanings[before] === "empty" && BEFORE_NAME.has(reader.word(before))) ||
      (isPerson(at - 1) && !tokens[at - 1]?.endsClause && isAlike(at - 1)) ||
      (isPerson(at + 1) && !endsClause && isAlike(at + 1)) ||
      /['’]s?$/.test(text)
    );
  };
  const named = meanings.map((meaning, at): Meaning => (meaning === "unread" && isAtPlaceOfName(at) ? "name" : meaning));
  // "Revenue by region" asks for a number, not for the groups of a name.
  const isNumberAsked = (at: number) =>
    reader.groupBy.length > 0 &&
    /^\p{Ll}/u.test(tokens[at]?.text ?? "") &&
    meanings[at + 1] === "used" &&
    !meanings.slice(0, at).some((one) => one !== "empty") &&
    !PREPOSITIONS.has(reader.word(at - 1));
  // "How many contacts work" asks for some, and without a condition all of them would be the answer.
  const first = reader.words.findIndex((word, at) => GENERALLY.has(word) || reader.isUsed(at));
  const isPlain = reader.unmapped.length === 0 && reader.groupBy.length === 0 && first >= 0;
  const isOfAll = reader.filters.length === 0 && !named.includes("name");
  // "How many customers attended", but not "where do our customers live"
  const isPlaced = (at: number) => PLACED.has(reader.word(at)) && ["used", "name"].includes(named[at - 1] ?? "");
  // "SaaStr attendees", "follow-ups scheduled"
  const isOfMany = (at: number) => context.schema.fields.some((field) => holdsMany(field) && reader.optionEnds.get(field.agentKey) === at);
  const isSaid = (at: number) =>
    DOINGS.has(reader.word(at)) && (isOfMany(at) || (reader.isUsed(at - 1) && context.vocabulary.attributeEndsAt(reader.words, at)));
  const isEnd = (at: number) => columns.size === 0 && !reader.words.includes("where") && reader.afterGlue(at + 1) >= tokens.length && !isPlaced(at);
  const isDropped = (at: number) =>
    named[at] === "empty" && isPlain && at > first && BESIDE.has(reader.word(at)) && (isOfAll || isEnd(at)) && !isSaid(at);
  // Nothing says who has spoken to the "contacts Kenji hasn't spoken to".
  const isSubject = (at: number) => {
    const isName = (place: number) => named[place] === "name" || /^(?:and|or)$/.test(reader.word(place));
    let [from, to] = [at, at];
    while (isName(from - 1)) from -= 1;
    while (isName(to + 1)) to += 1;
    const isBehind = reader.isUsed(from - 1) || GENERALLY.has(reader.word(from - 1));
    return reader.filters.length > 0 && isBehind && !tokens[to]?.endsClause && DOES.test(reader.word(to + 1));
  };
  const isAlternative = (at: number) => reader.word(at) === "or" && named.slice(0, at).includes("name") && named.slice(at).includes("name");
  // A search reads an "or" between single words only.
  const alternatives = tokens.map(({ text: written, folded, endsClause }, at) => ({
    written,
    folded,
    endsClause,
    required: named[at] === "name",
    isName: isPerson(at),
  }));
  const isOfWords = (at: number) => isOr(alternatives, at) && alternativesAt(alternatives, at) !== undefined;
  return {
    meanings: named.map((meaning, at): Meaning => {
      if (meaning === "empty" && isAlternative(at)) return isOfWords(at) ? "name" : "unread";
      return isDropped(at) || (meaning === "name" && (isNumberAsked(at) || isSubject(at))) ? "unread" : meaning;
    }),
    columns: [...columns],
  };
}

/** The attribute that is named at a word. "Manager" may be part of a title. */
export function attributeIn(reader: Reader, at: number, { vocabulary, isPerson, isProper, isTogether, titleOf }: Context) {
  const longest = vocabulary.attributeAt(reader.words, at);
  // "Title, account, owner"
  const comma = reader.tokens.findIndex(({ endsClause }, place) => place >= at && endsClause) + 1;
  const found = longest && comma > 0 && comma < at + longest.length ? vocabulary.attributeAt(reader.words.slice(0, comma), at) : longest;
  // "Which city does she live in"
  const end = at + (found?.length ?? 1);
  const beside = [at - 1, reader.word(end) === "of" ? end + 1 : end].map((place) => reader.written(place));
  // "Manager" may be the title of the person.
  const isOfPerson = beside.some((text) => /^\p{Lu}/u.test(text) && isPerson(text)) && (end - at > 1 || titleOf(reader.text(at, end)) === undefined);
  // "Name, city", but not "velo city" and "Acme manager"
  const isBehindName = at > 0 && !reader.endsClause(at - 1) && (PLACED_IN.test(reader.word(at - 1)) || isTogether(reader.text(at - 1, end)));
  const isInName = isBehindName || (!reader.isClauseEnd(end) && isTogether(reader.text(at, end + 1)));
  const isPlain = reader.isSmall(at) && !isInName && titleOf(reader.text(at, end)) === undefined;
  const isAsked = isOfPerson || isPlain || /^(?:which|what)$/.test(reader.word(at - 1)) || reader.isPossessive(at - 1);
  return found?.isSynonym && !isAsked && isProper(reader.word(at)) ? undefined : found;
}

const PLACED_IN = /^(?:at|from|in)$/;

/** "City not Tokyo" */
const isDenied = (reader: Reader, at: number, end: number): boolean => reader.isSmall(at) && isDenial(reader.word(reader.after(end, BE)));

/** Behind a name or an option: "EMEA based", "the software sector". */
const PLACED = wordSet("based located situated headquartered region area sector team department company companies job jobs");

const DOES = /^(?:ha[sd]|have|do|does|did|is|was)(?:nt)?$/;

const BE: ReadonlySet<string> = new Set([...LIVING, "is", "are"]);

/** Whether the values of an attribute are names. */
const isNamed = (attribute: Attribute) => attribute.kind === "relationship" || ["name", "title", "place"].includes(attribute.type.search.as ?? "");

import type { FilterInput } from "../../../schema/filters.ts";
import { RANKS } from "../../../search/index.ts";
import { CHIEFS, titleForms } from "../../../search/store/titles.ts";
import { wordSet } from "../../../text/word-set.ts";
import { anyOf } from "../filters.ts";
import type { Reader } from "../reader.ts";
import { ANYONE, ARTICLES, GENERALLY, GLUE, isDenial, LOOSE, NAME_ENDS, OWNING, RECORDS } from "../words/phrases.ts";
import { phrasesOf, wordMap } from "../words/word-tables.ts";
import type { Context, Rule } from "./rule.ts";

export const titleField = ({ schema }: Context) => schema.fields.find(({ type, agentKey }) => type.filter.isText && agentKey === "title");

/** Titles in a row, and where they end. */
interface Titles {
  readonly names: readonly string[];
  readonly end: number;
  /** Whether a word for contacts follows: "marketing people". */
  readonly isOfPeople: boolean;
}

/** "CFOs", "heads of product or marketing", "people in sales", "marketing people", "who runs finance": a title with these words. */
export const titleRule: Rule = (reader, at, context) => {
  const found = functionAt(reader, at, context) ?? pluralsAt(reader, at, context) ?? deniedAt(reader, at, context);
  const field = titleField(context);
  if (!found || !field) return undefined;
  // "VPs in sales or directors in marketing"
  const isTwo = reader.word(at) === "in" && reader.word(found.end) === "in" && reader.words.slice(at, found.end).includes("or");
  if (isTwo && context.titleOf(reader.written(found.end + 1)) !== undefined) return reader.refuse(at, found.end + 2);
  const isNot = reader.takesNegation(at);
  reader.filters.push(havingTitles(field.agentKey, isNot, found.names));
  return found.end;
};

/** A filter of which one, or none, of some titles has to fit. Their words may stand in another order, and be abbreviated. */
export const havingTitles = (field: string, isNot: boolean, titles: readonly string[]): FilterInput =>
  anyOf(field, "hasWords", isNot, [...new Set(titles.flatMap((title) => [title, ...titleForms(title)]))]);

/** What comes before the name of a function. */
const DOING = phrasesOf([
  "does",
  `${[...OWNING].join(", ")}, deals with, deal with, dealing with, works in, work in, working in, runs, running, heads, heading, oversees`,
]);

/** The same, but only behind "who": "leads" are contacts too. */
const WHO_DOES = wordSet("does leads heads");

/** "responsible for sales", "who runs finance", "anyone in marketing", "marketing people" */
function functionAt(reader: Reader, at: number, context: Context): Titles | undefined {
  const said = reader.phraseAt(at, DOING)?.end;
  const isWho = WHO_DOES.has(reader.word(at)) && reader.word(at - 1) === "who";
  const isIn = reader.word(at) === "in" && at > 0 && isContacts(reader, at - 1);
  // "Managing director"
  const isTitle = said !== undefined && /^(?:director|partner)s?$/.test(reader.word(said));
  if ((said !== undefined && !isTitle) || isWho || isIn) {
    const functions = isIn ? context : { ...context, titleOf: context.functionOf };
    return titlesAt(reader, reader.afterArticle(said ?? at + 1), functions);
  }
  const before = titlesAt(reader, at, context);
  return before?.isOfPeople ? before : undefined;
}

const PEOPLE = wordSet("people folks person persons contacts contact guys staff roles");

/** Whether a word stands for contacts: "anyone", or an option that was read. */
const isContacts = (reader: Reader, at: number): boolean => (ANYONE.has(reader.word(at)) || reader.isUsed(at)) && reader.word(at) !== "interested";

/**
 * "CFOs", "VPs of engineering", "sales and marketing directors". A word of a name or an account is not a plural: Peter
 * Sellers, Silverpine Partners.
 */
function pluralsAt(reader: Reader, at: number, context: Context): Titles | undefined {
  const attribute = context.vocabulary.attributeAt(reader.words, at);
  if (reader.word(at - 1) === "at" || (attribute && !attribute.isSynonym)) return undefined;
  const found = titlesAt(reader, at, context);
  // "Managers of Maja Jensen" are those that she reports to.
  if (found && attribute && reader.word(found.end) === "of" && context.isPerson(reader.written(found.end + 1))) return undefined;
  const isPlural =
    found &&
    (reader.word(at - 1) === "every" ||
      reader.tokens
        .slice(at, found.end)
        .some(
          ({ text, folded }) =>
            folded.endsWith("s") && !context.isInNames(folded) && context.titleOf(text) !== undefined && context.titleOf(text) !== text,
        ));
  return isPlural ? found : undefined;
}

/** "Not VP", "title isn't manager", "not a director", but not "no director" and "owner not VP". */
function deniedAt(reader: Reader, at: number, context: Context): Titles | undefined {
  const { vocabulary } = context;
  const negation = reader.negationBefore(at);
  if (negation === undefined || !isDenial(reader.word(negation)) || vocabulary.optionAt(reader.words, at)) return undefined;
  const isOther = !reader.endsClause(negation - 1) && vocabulary.attributeEndsAt(reader.words, negation, (one) => one !== titleField(context));
  return isOther ? undefined : titlesAt(reader, at, context);
}

const AND = wordSet("and or nor including incl");

/** The titles that begin at a word. Undefined if an alternative is none. */
function titlesAt(reader: Reader, from: number, context: Context): Titles | undefined {
  const names: string[] = [];
  let end = titleEnd(reader, from, context);
  let start = from;
  let isOfPeople = false;
  while (end !== undefined) {
    names.push(reader.text(start, end));
    if (PEOPLE.has(reader.word(end)) && !reader.endsClause(end - 1)) {
      isOfPeople = true;
      end += 1;
    }
    const isListed = AND.has(reader.word(end)) || reader.endsClause(end - 1) || reader.tokens[end]?.isBehindSign === true;
    const next = reader.afterArticle(AND.has(reader.word(end)) ? end + 1 : end);
    const nextEnd = isListed ? titleEnd(reader, next, context) : undefined;
    if (nextEnd === undefined) {
      if (reader.word(end) === "or" && !reader.endsClause(end - 1) && mayBeTitle(reader, next, context)) return undefined;
      return { names: withRanks(names, context), end, isOfPeople };
    }
    start = next;
    end = nextEnd;
  }
  return undefined;
}

/** Whether a word has a meaning, so that it may be a title that no contact has. */
const mayBeTitle = (reader: Reader, at: number, { vocabulary }: Context): boolean =>
  at < reader.words.length &&
  ![GLUE, GENERALLY, LOOSE].some((words) => words.has(reader.word(at))) &&
  !vocabulary.attributeAt(reader.words, at) &&
  !vocabulary.optionAt(reader.words, at);

/** Longer titles are recognised by their beginning. */
const MOST_WORDS = 7;

/** Where the longest title ends that begins at a word. */
function titleEnd(reader: Reader, from: number, context: Context): number | undefined {
  const isWord = (at: number) => reader.tokens[at]?.text === "IT" || !GLUE.has(reader.word(at));
  if (from >= reader.words.length || !isWord(from) || ARTICLES.has(reader.word(from)) || reader.word(from) === "contacts") return undefined;
  let last = from;
  while (
    last < Math.min(from + MOST_WORDS, reader.words.length) &&
    (last === from || !(NAME_ENDS.has(reader.word(last)) || reader.tokens[last]?.isBehindSign || reader.endsClause(last - 1)))
  )
    last += 1;
  for (let end = last; end > from; end--) {
    // In "marketing people" they are contacts, in "head of people" a department.
    const isPeople = PEOPLE.has(reader.word(end - 1)) && rankIn(reader.text(from, end)) === undefined;
    if (isWord(end - 1) && !isPeople && !isOption(reader, from, end, context) && context.titleOf(reader.text(from, end)) !== undefined) return end;
  }
  return undefined;
}

/** Whether words begin or end with an option, or end with contacts in general: "EMEA customers", "sales leads". */
function isOption(reader: Reader, from: number, end: number, { vocabulary, isProper }: Context): boolean {
  const last = reader.word(end - 1);
  if (RECORDS.has(last)) return true;
  if (vocabulary.optionAt(reader.words, from) && !isProper(reader.word(from))) return true;
  return (
    (ANYONE.has(last) && (end === from + 1 || !GENERALLY.has(last))) || (vocabulary.optionAt(reader.words, end - 1) !== undefined && !isProper(last))
  );
}

const rankIn = (title: string) => title.split(" ").find((word) => RANKS.has(word.toLowerCase().replace(/s$/, "")));

/** The titles of names. In "heads of product or marketing" and "sales and marketing directors", both have the rank. */
export function withRanks(names: readonly string[], { titleOf }: Context): string[] {
  const titles = names.map((name) => titleOf(name) ?? name);
  const ranked = titles.filter((title) => rankIn(title) !== undefined);
  const [one = ""] = ranked;
  const rank = rankIn(one);
  const isShared = ranked.length === 1 && titles.length > 1 && one !== rank;
  // A CFO has a rank too, and founders are people: "finance directors, CFOs and founders".
  const hasOwn = (title: string, at: number) =>
    titleForms(title).some((form) => rankIn(form) !== undefined) || names[at]?.toLowerCase() === `${title.toLowerCase()}s`;
  return titles.map((title, at) => (isShared && title !== one && !hasOwn(title, at) ? `${rank} ${title}` : title));
}

/** Titles by how senior they are, the lowest first. A "chief officer" is any, but no chief of staff. */
const LEVELS: readonly (readonly string[])[] = [
  ["manager"],
  ["director", "head"],
  ["VP", "vice president", "SVP", "EVP"],
  ["chief officer", ...CHIEFS],
];

/** Above a level, but on none. */
const ABOVE: readonly string[] = ["founder", "president"];

const LEVEL_OF = wordMap([0, "manager"], [1, "director head"], [2, "vp svp evp"], [3, "c executive exec"]);

/** "VP-level", "C-suite", "execs", "directors or above": titles of a level, and perhaps of those above it. */
export const levelRule: Rule = (reader, at, context) => {
  const field = titleField(context);
  const level = LEVEL_OF.get(reader.word(at).replace(/s$/, ""));
  if (!field || level === undefined || reader.endsClause(at)) return undefined;
  const behind = levelEnd(reader, at);
  const above = aboveEnd(reader, behind ?? at + 1);
  if (behind === undefined && above === undefined && !/^exec(?:utive)?s$/.test(reader.word(at))) return undefined;
  // "Account executives"
  if (behind === undefined && context.titleOf(reader.text(at - 1, at)) !== undefined) return undefined;
  const titles = above === undefined ? LEVELS.slice(level, level + 1).flat() : [...LEVELS.slice(level).flat(), ...ABOVE];
  reader.filters.push(anyOf(field.agentKey, "hasWords", reader.takesNegation(at), titles));
  return above ?? behind ?? at + 1;
};

/** Where "level" or "suite" ends. */
function levelEnd(reader: Reader, at: number): number | undefined {
  const suite = reader.word(at) === "c" && reader.word(at + 1) === "suite" ? at + 2 : at + 1;
  return /^levels?$/.test(reader.word(suite)) ? suite + 1 : suite > at + 1 ? suite : undefined;
}

/** Where "or above" ends. */
const aboveEnd = (reader: Reader, at: number): number | undefined =>
  /^(?:or|and)$/.test(reader.word(at)) && /^(?:above|higher|up|upwards|over)$/.test(reader.word(at + 1)) ? at + 2 : undefined;

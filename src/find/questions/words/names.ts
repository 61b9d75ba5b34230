import { isCountry } from "../../../fields/country.ts";
import { wordSet } from "../../../text/word-set.ts";
import type { Reader } from "../reader.ts";
import type { Context } from "../rules/rule.ts";
import { EMPTY } from "./empty-words.ts";
import { ANYONE, ARTICLES, ASKING_COLUMNS, GENERALLY, NAME_ENDS, OWNING, UNITS, VERBS } from "./phrases.ts";

/** "Kenji" for "Kenji's". */
export const withoutGenitive = (name: string) => name.replace(/['’]s?$/i, "");

/** Where a name ends that begins at a word: at the end of its clause, or where another part of the question begins. */
export function nameEnd(reader: Reader, from: number, { vocabulary, isProper }: Context): number {
  for (let at = from; at < reader.words.length; at++) {
    const word = reader.word(at);
    // "South Africa", also if "Africa" is an option
    const option = vocabulary.optionAt(reader.words, at);
    const isCountryEnd = option?.length === 1 && isCountry(reader.text(from, at + 1));
    const isOther = ANYONE.has(word) || VERBS.has(word) || (option && !isCountryEnd) || vocabulary.attributeAt(reader.words, at);
    // "Stonebridge people", although a department may be called so
    const isContacts = (GENERALLY.has(word) && reader.isSmall(at)) || isOne(reader, at);
    // "Where do our customers in Spain live", "is anyone at Acme a champion"
    const isVerb = (LIVING.has(word) || /^(?:an?|gets?|wants?)$/.test(word)) && reader.isSmall(at);
    const isPeriod = ["this", "last", "next"].includes(word) && UNITS.has(reader.word(at + 1));
    // "At Trellis HR holds a director role"
    const isStrange = reader.isCapital(at - 1) && reader.isSmall(at) && EMPTY.has(word) && !IN_NAMES.has(word) && !isProper(word);
    if (at > from && (NAME_ENDS.has(word) || isStrange || isVerb || isPeriod || isContacts || (isOther && !isProper(word)))) return at;
    if (reader.isClauseEnd(at + 1) || reader.tokens[at + 1]?.isBehindSign) return at + 1;
  }
  return reader.words.length;
}

/** "The Acme one", but not "Capital One" */
export const isOne = (reader: Reader, at: number): boolean => /^ones?$/.test(reader.written(at)) && reader.isClauseEnd(at + 1);

const IN_NAMES = wordSet("of the for and de van von la");

export const LIVING = wordSet("live lives living based located work works working");

/** Names in a row, and where they end. */
export interface Names {
  readonly names: readonly string[];
  readonly end: number;
}

interface NamesOptions {
  /** Prepositions that may be repeated: "from Acme and from Globex". */
  readonly prepositions?: ReadonlySet<string>;
  /** Whether a text may be such a name; by default, all may. */
  readonly isName?: (name: string) => boolean;
  /** Whether an "and" behind a name stands between two of them, not inside one; by default, it does not. */
  readonly endsAtAnd?: (name: string) => boolean;
  /** Whether a comma alone stands between two of them; by default, it does not. */
  readonly endsAtComma?: (name: string, next: string) => boolean;
}

/** Who they mean is not known. */
export const PRONOUNS = wordSet("her him them");

const OR = wordSet("or nor");
const NONE: ReadonlySet<string> = new Set();

/** The names that begin at a word: "Acme, Initech or Globex", "Oranje and from Northwind". */
export function namesAt(reader: Reader, from: number, context: Context, options: NamesOptions = {}): Names | undefined {
  const { prepositions = NONE, isName = () => true, endsAtAnd = () => false, endsAtComma = () => false } = options;
  const names: string[] = [];
  let hasConjunction = false;
  let end = from;
  for (let start = from; ; ) {
    const next = nameEnd(reader, start, context);
    const name = reader.text(start, next);
    // "At Acme, show name and e-mail"
    const isAsking = start > from && ASKING_COLUMNS.has(reader.written(start));
    // "Owned by Kenji or customers in EMEA", "or created by Daniel"
    const word = reader.word(start);
    const isOther = ANYONE.has(word) || VERBS.has(word) || OWNING.has(word) || context.vocabulary.optionAt(reader.words, start) !== undefined;
    const isEnd =
      isAsking ||
      (start > from && isOther && reader.isSmall(start) && !context.isProper(word)) ||
      next === start ||
      [NAME_ENDS, PRONOUNS].some((words) => words.has(reader.word(start)));
    if (isEnd || !/\p{L}/u.test(name) || !isName(name)) break;
    names.push(name);
    end = next;
    const [first, second] = [reader.word(next), reader.word(next + 1)];
    const isOr = OR.has(first) || (["and", "but"].includes(first) && OR.has(second));
    const isAnd = first === "and" && (prepositions.has(second) || endsAtAnd(name));
    const isComma =
      reader.endsClause(next - 1) &&
      !hasConjunction &&
      (conjunctionFollows(reader, next, endsAtAnd(name)) || endsAtComma(name, reader.text(next, nameEnd(reader, next, context))));
    if (!isOr && !isAnd && !isComma) break;
    hasConjunction ||= isOr || isAnd;
    const behind = reader.after(next, new Set([...OR, "and", "but"]));
    start = reader.after(behind, new Set([...ARTICLES, ...prepositions]));
    // "In Berlin and has no phone"
    if (isAnd && !prepositions.has(second) && !endsAtAnd(reader.text(start, nameEnd(reader, start, context)))) break;
  }
  return names.length > 0 ? { names, end } : undefined;
}

/** Whether an "or", or an "and", comes before anything else in a list: "Acme, Initech or Globex". */
function conjunctionFollows(reader: Reader, from: number, mayBeAnd: boolean): boolean {
  const place = reader.words.findIndex((word, at) => at >= from && (OR.has(word) || NAME_ENDS.has(word)));
  const word = reader.word(place);
  return (OR.has(word) || (mayBeAnd && word === "and")) && place - from <= MOST_BETWEEN;
}

const MOST_BETWEEN = 9;

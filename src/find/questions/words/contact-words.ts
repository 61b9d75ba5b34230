import type { IndexKind } from "../../../search/kinds.ts";
import { otherSpellings } from "../../../search/matching/spellings.ts";
import type { PartKind } from "../../../search/search-document.ts";
import { titleForms } from "../../../search/store/titles.ts";
import { wordsOf } from "../../../search/tokens.ts";
import { fold } from "../../../text/fold.ts";
import { nicknamesOf } from "../../../text/nicknames.ts";
import { wordSet } from "../../../text/word-set.ts";

/** What the words of the contacts say about a word of a question. */
export interface ContactWords {
  /** Whether a folded word is in the name of a contact or an account, just as it is written. */
  isInNames(folded: string): boolean;
  /** Whether contacts have the word in a name, a title, an account or a place, and not only as an option. */
  isProper(word: string): boolean;
  /** Whether contacts have the word, as it is written, in a name, a title, an account, a place or an owner. */
  isName(written: string): boolean;
  /** Whether a contact or an owner has this name, or a name that it is short for. */
  isPerson(written: string): boolean;
  /** Whether a contact has several words as a part of its name. */
  isWholeName(name: string): boolean;
  /** Whether contacts have the first word of a name in a place more often than in an account. */
  isPlace(name: string): boolean;
  /** Whether contacts have all words of a name in their accounts, and more often there than in a place. */
  isAccount(name: string): boolean;
  /** Whether a contact has all words of a name in one place or account: "San Francisco", but not "Paris Lyon". */
  isTogether(name: string): boolean;
  /** Whether a contact has a code such as "legacy-43" as a text. */
  isCode(written: string): boolean;
  /** Whether contacts have all words of a name in the names of their owners. */
  isOwner(name: string): boolean;
  /** How contacts have a word that was written in other letters: "munchen" for "muenchen". Undefined if they have it as it is. */
  spellingOf(written: string): string | undefined;
  /** A title in words that contacts have in theirs: "CFO" for "CFOs". Undefined if its words are rather names or places. */
  titleOf(name: string): string | undefined;
  /** The same for what somebody does, as in "handles security": its words may rather be names elsewhere. */
  functionOf(name: string): string | undefined;
}

/** Kinds of text in which any word may be a name. */
const PROPER: readonly IndexKind[] = ["name", "account", "title", "place"];
const PEOPLE: readonly IndexKind[] = ["name", "owner"];
/** Kinds of text with letters that other keyboards lack. */
const SPELT: readonly IndexKind[] = [...PROPER, "owner"];
const NAMING: readonly IndexKind[] = [...PROPER, "owner", "domain"];
/** Kinds of text in which a word with a digit, a dot or a low line is a name. */
const CODES: readonly IndexKind[] = [...NAMING, "email", "handle"];

/** If one contact in ten with an option also has its word in a name or a title, the word is read as that. */
const RARE = 10;

/** Words between those that say what a title is. */
const IN_TITLES = wordSet("of for the");

/** "Joe" is not "Jo". */
const LEAST_SPELT = 5;

interface WordIndex {
  /** How many times contacts have a folded word in some kinds of text. */
  count(folded: string, kinds: readonly IndexKind[]): number;
  /** Whether a contact has all words of a text in some kind of text. */
  hasTogether(text: string, kinds: readonly PartKind[]): boolean;
  /** Whether all contacts are indexed. While they are not, any word may be a name. */
  isWhole(): boolean;
}

/** What the words of the contacts say. Each call asks the index as it is then. */
export function contactWords({ count, hasTogether, isWhole }: WordIndex): ContactWords {
  const has = (word: string, kinds: readonly IndexKind[]) => count(word, kinds) > 0;
  const isAll = (kind: IndexKind, name: string) => wordsOf(name).every((word) => has(fold(word), [kind]));
  const isRather = (kind: IndexKind, other: IndexKind, name: string) => {
    const first = fold(wordsOf(name)[0] ?? "");
    return count(first, [kind]) > count(first, [other]);
  };
  const isPerson = (written: string) => spellingsOf(written).some((word) => [word, ...nicknamesOf(word)].some((name) => has(name, PEOPLE)));
  const inTitles = (word: string) => {
    const folded = fold(word);
    if (has(folded, ["title"])) return word;
    const own = otherSpellings(folded).find((one) => has(one, ["title"]));
    return own !== undefined && folded.startsWith(own) ? word.slice(0, own.length) : own;
  };
  const functionOf = (name: string) => {
    const words = wordsOf(name).filter((word) => !IN_TITLES.has(word));
    const own = words.map(inTitles);
    const [only = ""] = words;
    // "CIO" is a title, even if nobody has it.
    const short = isShortTitle(only) ? only : only.replace(/s$/, "");
    if (words.length === 1 && isShortTitle(short) && count(fold(short), NAMING) === 0) return short;
    return own.length === 0 || own.includes(undefined) ? undefined : own.join(" ");
  };
  const titleOf = (name: string) => {
    const title = functionOf(name);
    const last = fold(title?.split(" ").at(-1) ?? "");
    return isShortTitle(title ?? "") || count(last, ["title"]) > count(last, ["name", "account", "place"]) ? title : undefined;
  };
  const spellingOf = (written: string) => {
    const folded = fold(written);
    if (folded.length < LEAST_SPELT || !/[aou]e|aa/.test(folded) || has(folded, SPELT)) return undefined;
    return [folded.replace(/[aou]e/g, (pair) => pair.charAt(0)), folded.replace(/aa/g, "a")].find((one) => one !== folded && has(one, SPELT));
  };
  return {
    titleOf,
    functionOf,
    spellingOf,
    isProper: (word) => count(word, PROPER) * RARE > count(word, ["option"]),
    isName: (written) => !isWhole() || isPerson(written) || spellingsOf(written).some((word) => has(word, /[\d._]/.test(written) ? CODES : NAMING)),
    isPerson,
    isWholeName: (name) => wordsOf(name).length > 1 && hasTogether(name, ["name"]),
    isInNames: (folded) => has(folded, ["name", "account"]),
    isPlace: (name) => isRather("place", "account", name),
    isAccount: (name) => isAll("account", name) && isRather("account", "place", name),
    isTogether: (name) => hasTogether(name, ["place"]) || hasTogether(name, ["account"]),
    isCode: (written) => hasTogether(written, ["handle", "text"]),
    isOwner: (name) => isAll("owner", name),
  };
}

/** "CIO", "cio": a usual abbreviation of a title. */
const isShortTitle = (word: string) => word.length > 2 && titleForms(word).some((form) => form.length > word.length);

const spellingsOf = (written: string): string[] => wordsOf(written).flatMap((word) => [fold(word), ...otherSpellings(fold(word))]);

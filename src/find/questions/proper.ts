import type { PartKind } from "../../search/search-document.ts";
import { wordsOf } from "../../search/tokens.ts";
import { fold } from "../../text/fold.ts";

/** The words of the contacts. */
export interface WordCounts {
  /** How many times contacts have a folded word in one of these kinds of text. */
  count(folded: string, kinds: readonly PartKind[]): number;
}

/** Kinds of text in which any word may be a name. */
const PROPER: readonly PartKind[] = ["name", "account", "title", "place"];

/** An option that one contact in ten also has in a name or a title is rather that. */
const RARE = 10;

/** Whether contacts have a word in a name, a title, an account or a place, and not only as an option. */
export const isProper = (word: string, words: WordCounts): boolean => words.count(word, PROPER) * RARE > words.count(word, ["option"]);

/** Whether contacts have the first word of a name in a place more often than in an account. */
export const isPlace = (name: string, words: WordCounts): boolean => hasRather("place", "account", firstWord(name), words);

/** Whether contacts have all words of a name in their owners' names. */
export const isOwner = (name: string, words: WordCounts): boolean => isAll("owner", name, words);

/** Whether contacts have all words of a name in their accounts, and more often there than in a place. */
export const isAccount = (name: string, words: WordCounts): boolean =>
  isAll("account", name, words) && hasRather("account", "place", firstWord(name), words);

const firstWord = (name: string) => fold(wordsOf(name)[0] ?? "");

const hasRather = (kind: PartKind, other: PartKind, word: string, words: WordCounts) => words.count(word, [kind]) > words.count(word, [other]);

const isAll = (kind: PartKind, name: string, words: WordCounts) => wordsOf(name).every((word) => words.count(fold(word), [kind]) > 0);

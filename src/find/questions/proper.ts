import type { PartKind } from "../../search/search-document.ts";
import { wordsOf } from "../../search/tokens.ts";
import { fold } from "../../text/fold.ts";

/** Kinds of text in which any word may be a name. */
const PROPER: readonly PartKind[] = ["name", "account", "title", "place"];

/** An option that one contact in ten also has in a name or a title is rather that. */
const RARE = 10;

/** Whether contacts have a word in a name, a title, an account or a place, and not only as an option. */
export const isProper = (word: string, index: { count(folded: string, kinds: readonly PartKind[]): number }): boolean =>
  index.count(word, PROPER) * RARE > index.count(word, ["option"]);

/** Whether contacts have the first word of a name in a place more often than in an account. */
export function isPlace(name: string, index: { count(folded: string, kinds: readonly PartKind[]): number }): boolean {
  const word = fold(wordsOf(name)[0] ?? "");
  return index.count(word, ["place"]) > index.count(word, ["account"]);
}

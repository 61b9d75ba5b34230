import type { PartKind } from "../../search/search-document.ts";

/** Kinds of text in which any word may be a name. */
const PROPER: readonly PartKind[] = ["name", "account", "title", "place"];

/** An option that one contact in ten also has in a name or a title is rather that. */
const RARE = 10;

/** Whether contacts have a word in a name, a title, an account or a place, and not only as an option. */
export const isProper = (word: string, index: { count(folded: string, kinds: readonly PartKind[]): number }): boolean =>
  index.count(word, PROPER) * RARE > index.count(word, ["option"]);

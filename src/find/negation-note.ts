import { type PartKind, searchDocument } from "../search/search-document.ts";
import { wordsOf } from "../search/tokens.ts";
import { fold } from "../text/fold.ts";
import { quote } from "../text/quote.ts";
import type { FoundContact } from "./found-contacts.ts";

const NAMES: ReadonlySet<PartKind> = new Set(["name", "account", "title"]);

/**
 * A note that negations in a query are ignored. Words that are part of the name, company or title of the first contact
 * found are no negations.
 *
 * @param nameOf as for {@link searchDocument}
 */
export function negationNote(
  words: readonly string[],
  first: FoundContact | undefined,
  nameOf: (objectType: string, id: string) => string | undefined,
): string[] {
  const parts = first && words.length > 0 ? searchDocument(first.contact, nameOf).parts : [];
  const named = new Set(parts.filter(({ kind }) => NAMES.has(kind)).flatMap(({ text }) => wordsOf(text).map(fold)));
  const negations = [...new Set(words.map(fold))].filter((word) => !named.has(word));
  if (negations.length === 0) return [];
  return [`Ignored in the query: ${negations.map(quote).join(", ")}. To exclude contacts, use filters with not_ operators, e.g. not_equal.`];
}

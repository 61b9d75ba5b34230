import { identityAfter } from "../../identity/identity.ts";
import { identifiers } from "../../identity/value-keys.ts";
import type { Journal } from "../journal/journal.ts";

/**
 * The contacts that this session wrote, by the identifying values of the writes: they are found before any list
 * shows them.
 */
export class WrittenContacts {
  readonly #journal: Pick<Journal, "records">;
  readonly #byIdentifier = new Map<string, Set<string>>();
  /** IDs of the writes that are in the map. */
  readonly #taken = new Set<string>();

  constructor(journal: Pick<Journal, "records">) {
    this.#journal = journal;
  }

  /** IDs of the contacts that were given one of the {@link identifiers}. */
  withOneOf(wanted: readonly string[]): string[] {
    for (const { id, contact, change } of this.#journal.records) {
      // A create under way has no contact yet.
      if (contact === undefined || this.#taken.has(id)) continue;
      this.#taken.add(id);
      for (const text of identifiers(identityAfter(change))) {
        const ids = this.#byIdentifier.get(text);
        if (ids) ids.add(contact);
        else this.#byIdentifier.set(text, new Set([contact]));
      }
    }
    return [...new Set(wanted.flatMap((text) => [...(this.#byIdentifier.get(text) ?? [])]))];
  }
}

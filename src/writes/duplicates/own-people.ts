import type { Journal } from "../journal/journal.ts";
import { identifiers, identityAfter } from "./identity.ts";

/** The contacts that this session has written, by what the writes gave them to be known by: no list has to show them first. */
export class OwnPeople {
  readonly #journal: Pick<Journal, "records">;
  readonly #byIdentifier = new Map<string, Set<string>>();
  /** Records of the journal that are in the map. */
  #taken = 0;

  constructor(journal: Pick<Journal, "records">) {
    this.#journal = journal;
  }

  /** IDs of the contacts that were given one of the {@link identifiers}. */
  withOneOf(wanted: readonly string[]): string[] {
    const { records } = this.#journal;
    for (const { contact, change } of records.slice(this.#taken)) {
      if (contact === undefined) continue;
      for (const text of identifiers(identityAfter(change))) {
        const ids = this.#byIdentifier.get(text);
        if (ids) ids.add(contact);
        else this.#byIdentifier.set(text, new Set([contact]));
      }
    }
    this.#taken = records.length;
    return [...new Set(wanted.flatMap((text) => [...(this.#byIdentifier.get(text) ?? [])]))];
  }
}

import { createHmac, randomBytes } from "node:crypto";
import { type Identity, identityAfter, identityOf } from "../../identity/identity.ts";
import { isNameField } from "../../identity/kinds/index.ts";
import { identifiers } from "../../identity/value-keys.ts";
import { getOrInsert } from "../../maps.ts";
import type { ContactRecord } from "../../schema/record.ts";
import type { Journal } from "../journal/journal.ts";

/** The contacts that this session wrote, by the identifying values: found before any list shows them. */
export class WrittenContacts {
  readonly #journal: Pick<Journal, "records">;
  /** IDs by the digests of identifiers, from which nobody can read a value. */
  readonly #byIdentifier = new Map<string, Set<string>>();
  readonly #secret = randomBytes(32);
  /** The salutations before the last names that contacts were given, which are stored nowhere else. */
  readonly #salutations = new Map<string, string>();
  /** IDs of the writes that are in the maps. */
  readonly #taken = new Set<string>();

  constructor(journal: Pick<Journal, "records">) {
    this.#journal = journal;
  }

  /**
   * Call this when the API refuses the key, before the journal forgets its writes. Contacts are still found, so that none
   * is made twice if the API accepts the key again before its lists show them.
   */
  forget(): void {
    this.#learn();
    this.#salutations.clear();
  }

  /** IDs of the contacts that were given one of the {@link identifiers}. */
  withOneOf(wanted: readonly string[]): string[] {
    this.#learn();
    return [...new Set(wanted.flatMap((text) => [...(this.#byIdentifier.get(this.#digest(text)) ?? [])]))];
  }

  /** The salutations with which this session wrote the names of contacts, by the contacts' IDs. */
  get salutations(): ReadonlyMap<string, string> {
    this.#learn();
    return this.#salutations;
  }

  /** Who a contact is, with the salutation of its name. */
  identityOf({ id, fields, relationships }: ContactRecord): Identity {
    const salutation = this.salutations.get(id);
    return identityOf(
      salutation === undefined ? fields : fields.map((one) => (isNameField(one.field) ? { ...one, salutation } : one)),
      relationships,
    );
  }

  #learn(): void {
    for (const { id, contact, change } of this.#journal.records) {
      // A create under way has no contact yet.
      if (contact === undefined || this.#taken.has(id)) continue;
      this.#taken.add(id);
      for (const digest of identifiers(identityAfter(change)).map((text) => this.#digest(text))) {
        getOrInsert(this.#byIdentifier, digest, () => new Set()).add(contact);
      }
      for (const { salutation } of change.fields.filter(({ field }) => isNameField(field))) {
        if (salutation === undefined) this.#salutations.delete(contact);
        else this.#salutations.set(contact, salutation);
      }
    }
  }

  #digest(text: string): string {
    return createHmac("sha256", this.#secret).update(text).digest("base64");
  }
}

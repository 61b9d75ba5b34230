import { putLast } from "../maps.ts";
import { type Change, type FieldChange, type LinksChange, sameIds } from "../schema/change.ts";
import type { Attribute } from "../schema/contact-schema.ts";
import type { ContactRecord } from "../schema/record.ts";

/** How many contacts are remembered. Those shown longest ago are forgotten first. */
const MOST_CONTACTS = 2000;

interface Shown {
  /** The last answer with all values. */
  readonly whole?: ContactRecord | undefined;
  /** Values that were shown since. */
  readonly values: Map<string, unknown>;
}

/** A part of a field has a key of its own: to show a city is not to show the address. */
const keyOf = ({ kind, agentKey }: Attribute) => `${kind}:${agentKey}`;

const heldBy = ({ fields, relationships }: ContactRecord, { kind, apiKey }: Attribute): unknown =>
  kind === "field"
    ? fields.find(({ field }) => field.apiKey === apiKey)?.raw
    : relationships.find(({ relationship }) => relationship.apiKey === apiKey)?.ids;

/** The values of contacts that this session has shown last: a write must not overwrite changes that it did not show. */
export class LastSeenValues {
  readonly #contacts = new Map<string, Shown>();

  /** Takes note of values that an answer shows. */
  note(contact: ContactRecord, attributes: Iterable<Attribute>): void {
    const { whole, values } = this.#contacts.get(contact.id) ?? { values: new Map() };
    for (const attribute of attributes) values.set(keyOf(attribute), heldBy(contact, attribute));
    putLast(this.#contacts, contact.id, { whole, values }, MOST_CONTACTS);
  }

  /** Takes note of an answer that shows all values of a contact. */
  noteAll(contact: ContactRecord): void {
    putLast(this.#contacts, contact.id, { whole: contact, values: new Map() }, MOST_CONTACTS);
  }

  /** Call this when the API refuses the key. */
  forget(): void {
    this.#contacts.clear();
  }

  /** The values that a change would overwrite although never shown: from those shown last to the current ones. */
  changedSince(id: string, { fields, links }: Change): Change {
    return {
      fields: fields.flatMap(({ field, before }): FieldChange[] => {
        const shown = this.#shown(id, field);
        const isKnown = shown === undefined || field.type.same(shown, before, field.definition);
        return isKnown ? [] : [{ field, before: shown, after: before }];
      }),
      links: links.flatMap(({ relationship, before }): LinksChange[] => {
        const shown = this.#shown(id, relationship) as readonly string[] | undefined;
        return shown === undefined || sameIds(shown, before) ? [] : [{ relationship, before: shown, after: before }];
      }),
    };
  }

  #shown(id: string, attribute: Attribute): unknown {
    const { whole, values } = this.#contacts.get(id) ?? {};
    return values?.has(keyOf(attribute)) ? values.get(keyOf(attribute)) : whole && heldBy(whole, attribute);
  }
}

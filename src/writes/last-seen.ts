import { type Change, type FieldChange, idsOf, type LinksChange, rawOf, sameIds } from "../schema/change.ts";
import type { Attribute } from "../schema/contact-schema.ts";
import type { ContactRecord } from "../schema/record.ts";

/** How many contacts are remembered. Those shown longest ago are forgotten first. */
const MOST_CONTACTS = 2000;

type Values = Map<string, unknown>;

const keyOf = ({ kind, apiKey }: Attribute) => `${kind}:${apiKey}`;

const heldBy = (contact: ContactRecord, attribute: Attribute): unknown =>
  attribute.kind === "field" ? rawOf(contact, attribute) : idsOf(contact, attribute);

/**
 * The values of contacts that this session has shown last, so that a write does not overwrite a colleague's change that
 * was not shown here.
 */
export class LastSeenValues {
  readonly #contacts = new Map<string, Values>();

  /** Takes note of values that an answer shows. */
  note(contact: ContactRecord, attributes: Iterable<Attribute>): void {
    this.#add(
      contact,
      [...attributes].map((attribute) => [attribute, heldBy(contact, attribute)]),
    );
  }

  /** Takes note of an answer that shows all values of a contact. */
  noteAll(contact: ContactRecord): void {
    this.#add(contact, [
      ...contact.fields.map(({ field, raw }) => [field, raw] as const),
      ...contact.relationships.map(({ relationship, ids }) => [relationship, ids] as const),
    ]);
  }

  #add({ id }: ContactRecord, shown: readonly (readonly [Attribute, unknown])[]): void {
    const values = this.#contacts.get(id) ?? new Map();
    for (const [attribute, value] of shown) values.set(keyOf(attribute), value);
    this.#contacts.delete(id);
    this.#contacts.set(id, values);
    const [oldest] = this.#contacts.keys();
    if (this.#contacts.size > MOST_CONTACTS && oldest !== undefined) this.#contacts.delete(oldest);
  }

  /**
   * The values that a change would overwrite although they were never shown: from the values shown last to the current
   * ones.
   */
  changedSince(id: string, { fields, links }: Change): Change {
    const values = this.#contacts.get(id);
    const was = (attribute: Attribute) => values?.get(keyOf(attribute));
    return {
      fields: fields.flatMap(({ field, before }): FieldChange[] => {
        const shown = was(field);
        const isKnown = shown === undefined || field.type.same(shown, before, field.definition);
        return isKnown ? [] : [{ field, before: shown, after: before }];
      }),
      links: links.flatMap(({ relationship, before }): LinksChange[] => {
        const shown = was(relationship) as readonly string[] | undefined;
        return shown === undefined || sameIds(shown, before) ? [] : [{ relationship, before: shown, after: before }];
      }),
    };
  }
}

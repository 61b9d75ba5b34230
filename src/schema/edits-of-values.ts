import { isRecord } from "../fields/json.ts";
import { isNothing, rawValues } from "../fields/raw-values.ts";
import { type Change, type FieldChange, lackingIn } from "./change.ts";
import type { Edits } from "./collected-edits.ts";
import { type Field, holdsMany } from "./contact-schema.ts";
import type { ContactRecord } from "./record.ts";

/**
 * The edits that give an existing contact the values of a new one. They remove nothing that the new one does not
 * replace: lists are extended, and parts of a value that the new one does not name stay.
 *
 * @param values from nothing to the values of the new contact
 */
export const editsOfValues = ({ fields, links }: Change): Edits => ({
  fields: new Map(fields.map(({ field, after }) => [field, (stored: unknown) => merged({ field, before: stored, after })])),
  links: new Map(
    links.map(({ relationship, after }) => [
      relationship,
      (before: readonly string[]) => (holdsMany(relationship) ? [...new Set([...before, ...after])] : [...after]),
    ]),
  ),
  notes: [],
});

function merged({ field, before, after }: FieldChange): unknown {
  const { type, definition } = field;
  return type.list.isMany(definition)
    ? extended(field, rawValues(type.restored(before, definition)), rawValues(after))
    : completed(field, before, after);
}

/** A value, with the parts of the stored one that it does not name, except those that would be wrong beside it. */
export function completed({ type, definition }: Pick<Field, "type" | "definition">, stored: unknown, given: unknown): unknown {
  const kept = type.restored(stored, definition);
  if (!isRecord(kept) || !isRecord(given)) return given;
  const outdated = type.outdatedParts(kept, given, definition);
  const still = Object.entries(kept).filter(([part]) => !outdated.includes(part));
  return { ...Object.fromEntries(still), ...Object.fromEntries(Object.entries(given).filter(([, part]) => !isNothing(part))) };
}

/** The values of a list, followed by those of another list that it does not hold. */
export const extended = (field: Field, kept: readonly unknown[], come: readonly unknown[]): unknown[] => [...kept, ...lackingIn(kept, come, field)];

/** The contact as it is after a change. */
export function changedContact(contact: ContactRecord, { fields, links }: Change): ContactRecord {
  const raw = new Map(fields.map(({ field, after }) => [field.apiKey, after] as const));
  const ids = new Map(links.map(({ relationship, after }) => [relationship.apiKey, after] as const));
  return {
    ...contact,
    fields: contact.fields.map((one) => (raw.has(one.field.apiKey) ? { ...one, raw: raw.get(one.field.apiKey) } : one)),
    relationships: contact.relationships.map((one) => ({ ...one, ids: ids.get(one.relationship.apiKey) ?? one.ids })),
  };
}

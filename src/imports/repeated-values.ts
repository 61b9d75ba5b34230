import { rowsNamed } from "../files/table.ts";
import type { Edits } from "../schema/collected-edits.ts";
import { holdsMany } from "../schema/contact-schema.ts";
import type { ContactRecord } from "../schema/record.ts";

/** The rows that repeat a value of another field. */
export const repeatsNote = (rows: ReadonlySet<number>): string[] =>
  rows.size > 0
    ? [
        `Not added: e-mail addresses and phone numbers of ${rowsNamed([...rows])} that another field of the contact already has. update_contact can add them.`,
      ]
    : [];

/**
 * An import adds no e-mail address or phone number that another field of the contact holds already, and keeps. Such a
 * value replaces no other either, unless the row names the contact by its ID.
 *
 * @param onRepeat called when a value is not added
 */
export function withoutRepeats(edits: Edits, contact: ContactRecord, hasId: boolean, onRepeat: () => void): Edits {
  const edited = new Map([...edits.fields].map(([{ apiKey }, edit]) => [apiKey, edit]));
  const fields = [...edits.fields].map(([field, edit]) => {
    const { type, definition, apiKey } = field;
    if (type.identifies !== "email" && type.identifies !== "phone") return [field, edit] as const;
    const textsOf = (raw: unknown) => type.canonical(raw, definition);
    const isHeld = (text: string) =>
      contact.fields.some((other) => {
        if (other.field.apiKey === apiKey || other.field.type.identifies !== type.identifies) return false;
        const after = edited.get(other.field.apiKey)?.(other.raw) ?? other.raw;
        return [other.raw, after].every((raw) => other.field.type.canonical(raw, other.field.definition).includes(text));
      });
    const withoutHeld = (stored: unknown) => {
      const next = edit(stored);
      const own = new Set(textsOf(stored));
      const isNew = (value: unknown) => textsOf(value).some((text) => own.has(text) || !isHeld(text));
      const isList = Array.isArray(next) && holdsMany(field);
      if (isList ? next.every(isNew) : (hasId && type.isSet(stored)) || !type.isSet(next) || isNew(next)) return next;
      onRepeat();
      return isList ? next.filter(isNew) : stored;
    };
    return [field, withoutHeld] as const;
  });
  return { ...edits, fields: new Map(fields) };
}

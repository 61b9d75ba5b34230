import type { Edits } from "../schema/collected-edits.ts";
import { holdsMany } from "../schema/contact-schema.ts";
import type { ContactRecord } from "../schema/record.ts";

/** An import adds no e-mail address or phone number that another field of the contact holds already, and keeps. */
export function withoutRepeats(edits: Edits, contact: ContactRecord): Edits {
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
      if (!Array.isArray(next) || !holdsMany(field)) return !type.isSet(stored) && textsOf(next).every(isHeld) ? stored : next;
      const own = new Set(textsOf(stored));
      return next.filter((item) => textsOf(item).some((text) => own.has(text) || !isHeld(text)));
    };
    return [field, withoutHeld] as const;
  });
  return { ...edits, fields: new Map(fields) };
}

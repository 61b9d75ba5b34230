import { type Attribute, type ContactSchema, holdsMany } from "../../schema/contact-schema.ts";
import type { ContactRecord } from "../../schema/record.ts";

/** An attribute in which contacts of one person differ. */
interface Difference {
  readonly attribute: Attribute;
  /** Whether a merge can keep only one of the values. */
  readonly isConflict: boolean;
}

/** What a contact holds, as texts that are equal if the values are equal. */
function heldBy({ fields, relationships }: ContactRecord, attribute: Attribute): readonly string[] {
  if (attribute.kind === "relationship") return relationships.find(({ relationship }) => relationship.apiKey === attribute.apiKey)?.ids ?? [];
  const held = fields.find(({ field }) => field.apiKey === attribute.apiKey);
  return held ? attribute.type.canonical(held.raw, attribute.definition) : [];
}

/**
 * The differences between the contact that should stay and the others: first the attributes of which a merge can keep
 * only one value, then those that only the others have. Names are left out, because they are shown anyway, and so are
 * lists, because a merge combines them.
 */
export function differences([first, ...others]: readonly ContactRecord[], { fields, relationships }: ContactSchema): Difference[] {
  if (!first) return [];
  const found: Difference[] = [];
  for (const attribute of [...fields.filter(({ writable, type }) => writable && type.identifies !== "name"), ...relationships]) {
    const kept = heldBy(first, attribute);
    const isConflict = kept.length > 0;
    if (isConflict && holdsMany(attribute)) continue;
    if (others.some((other) => heldBy(other, attribute).some((text) => !kept.includes(text)))) found.push({ attribute, isConflict });
  }
  return [...found.filter(({ isConflict }) => isConflict), ...found.filter(({ isConflict }) => !isConflict)];
}

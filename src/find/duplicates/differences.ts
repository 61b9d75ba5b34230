import { type Attribute, type ContactSchema, holdsMany } from "../../schema/contact-schema.ts";
import type { ContactRecord } from "../../schema/record.ts";

/** An attribute in which contacts of one person differ. */
export interface Difference {
  readonly attribute: Attribute;
  /** Whether a merge can keep only one of the values. */
  readonly isConflict: boolean;
  /** The first contact that has a value; what the one that stays lacks, it would get from there. */
  readonly holder: ContactRecord;
}

/** What a contact holds, in texts that are equal if the same is meant. */
function heldBy({ fields, relationships }: ContactRecord, attribute: Attribute): readonly string[] {
  if (attribute.kind === "relationship") return relationships.find(({ relationship }) => relationship.apiKey === attribute.apiKey)?.ids ?? [];
  const held = fields.find(({ field }) => field.apiKey === attribute.apiKey);
  return held ? attribute.type.canonical(held.raw, attribute.definition) : [];
}

/**
 * What differs between the contact that should stay and the others: first what a merge can keep only once, then what
 * only the others have. Names are shown anyway, and lists are united.
 */
export function differences([first, ...others]: readonly ContactRecord[], { fields, relationships }: ContactSchema): Difference[] {
  if (!first) return [];
  const found: Difference[] = [];
  for (const attribute of [...fields.filter(({ writable, type }) => writable && type.identifies !== "name"), ...relationships]) {
    const kept = heldBy(first, attribute);
    const holder = others.find((other) => heldBy(other, attribute).some((text) => !kept.includes(text)));
    if (!holder || (kept.length > 0 && holdsMany(attribute))) continue;
    found.push({ attribute, isConflict: kept.length > 0, holder: kept.length > 0 ? first : holder });
  }
  return [...found.filter(({ isConflict }) => isConflict), ...found.filter(({ isConflict }) => !isConflict)];
}

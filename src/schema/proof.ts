import { added, type Change, type FieldChange, idsOf, type LinksChange, rawOf, removed } from "./change.ts";
import type { ContactRecord } from "./record.ts";

/** A changed field beside what the contact holds now. */
export interface ProvenField extends FieldChange {
  readonly now: unknown;
  readonly stored: boolean;
}

export interface ProvenLinks extends LinksChange {
  readonly now: readonly string[];
  readonly stored: boolean;
}

/** Whether a write did what it was asked, read off a contact as the API answered with it. */
export interface Proof {
  readonly fields: readonly ProvenField[];
  readonly links: readonly ProvenLinks[];
  /** How much of it is stored. */
  readonly stored: "all" | "some" | "nothing";
}

/**
 * Compares a change with the contact after it. A value that the API accepted and did not store shows here and nowhere else. Forms that mean the same
 * (another spelling of a URL, another order) count as stored, and links that others have added do not matter.
 */
export function prove(change: Change, contact: ContactRecord): Proof {
  const fields = change.fields.map((one): ProvenField => {
    const now = rawOf(contact, one.field);
    return { ...one, now, stored: one.field.type.same(one.after, now, one.field.definition) };
  });
  const links = change.links.map((one): ProvenLinks => {
    const now = idsOf(contact, one.relationship);
    return { ...one, now, stored: added(one).every((id) => now.includes(id)) && !removed(one).some((id) => now.includes(id)) };
  });
  const all = [...fields, ...links];
  const count = all.filter(({ stored }) => stored).length;
  return { fields, links, stored: count === all.length ? "all" : count > 0 ? "some" : "nothing" };
}

/** What a write has changed in fact: what is stored of it, as it is stored. */
export const persisted = ({ fields, links }: Proof): Change => ({
  fields: fields.filter(({ stored }) => stored).map(({ field, before, now }) => ({ field, before, after: now })),
  links: links.filter(({ stored }) => stored).map(({ relationship, before, after }) => ({ relationship, before, after })),
});

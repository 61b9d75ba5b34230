import { added, type Change, type FieldChange, idsOf, isSame, type LinksChange, rawOf, removed, without } from "./change.ts";
import type { ContactRecord } from "./record.ts";

/** A changed field, with what the contact holds now. */
export interface ProvenField extends FieldChange {
  readonly now: unknown;
  readonly stored: boolean;
  /** The API has answered the write with a value that is neither the old one nor the one that was sent. */
  readonly isOther: boolean;
}

/** A changed relationship, with what the contact holds now: some of its requests may have been refused. */
export interface ProvenLinks extends LinksChange {
  readonly now: readonly string[];
  /** The records to add that are there. */
  readonly come: readonly string[];
  /** The records to remove that are no longer there. */
  readonly gone: readonly string[];
  /** Whether all of it is stored; a part may be. */
  readonly stored: boolean;
}

/** Whether a write did what it should, according to the contact in the API's answer. */
export interface Proof {
  readonly fields: readonly ProvenField[];
  readonly links: readonly ProvenLinks[];
  /** How much of it is stored. */
  readonly stored: "all" | "some" | "nothing";
}

/**
 * Compares a change with the contact after it. Only this shows a value that the API accepted but did not store. Forms
 * that mean the same (another spelling of a URL, another order) count as stored, and links that others have added do
 * not matter.
 *
 * @param isAnswer whether this is the API's answer to the write: nobody else has changed the contact in between
 */
export function prove(change: Change, contact: ContactRecord, isAnswer = false): Proof {
  const fields = change.fields.map((one): ProvenField => {
    const now = rawOf(contact, one.field);
    const stored = one.field.type.same(one.after, now, one.field.definition);
    return { ...one, now, stored, isOther: isAnswer && !stored && !isSame(one.field, one.before, now) };
  });
  const links = change.links.map((one) => proveLinks(one, idsOf(contact, one.relationship)));
  const isAll = [...fields, ...links].every(({ stored }) => stored);
  const isSome = fields.some(isChanged) || links.some(isLanded);
  return { fields, links, stored: isAll ? "all" : isSome ? "some" : "nothing" };
}

function proveLinks(one: LinksChange, now: readonly string[]): ProvenLinks {
  const [asked, unwanted, held] = [added(one), removed(one), new Set(now)];
  const come = asked.filter((id) => held.has(id));
  const gone = unwanted.filter((id) => !held.has(id));
  const stored = come.length === asked.length && gone.length === unwanted.length;
  // One request replaces the only record. If it is neither the old nor the new one, somebody else has replaced it.
  const isOthers = !stored && one.relationship.definition.cardinality === "HAS_ONE";
  return { ...one, now, stored, come: isOthers ? [] : come, gone: isOthers ? [] : gone };
}

/** Whether any of the links is stored as requested. */
export const isLanded = ({ come, gone }: Pick<ProvenLinks, "come" | "gone">): boolean => come.length + gone.length > 0;

const isChanged = ({ stored, isOther }: ProvenField): boolean => stored || isOther;

/** What a write has actually changed, as it is stored. */
export const persisted = ({ fields, links }: Proof): Change => ({
  fields: fields.filter(isChanged).map(({ now, stored: _, isOther: _other, ...change }) => ({ ...change, after: now })),
  links: links.filter(isLanded).map(({ relationship, before, come, gone }) => ({ relationship, before, after: [...without(before, gone), ...come] })),
});

import type { Verdict } from "../../identity/compare.ts";
import { type Identity, identityOf } from "../../identity/identity.ts";
import { WEIGHT } from "../../identity/kinds/identifying-kind.ts";
import { identifyingKindOf, isNameField } from "../../identity/kinds/index.ts";
import { type Change, isEmpty, listChange } from "../../schema/change.ts";
import type { Field } from "../../schema/contact-schema.ts";
import type { ContactRecord } from "../../schema/record.ts";

/** The addresses, numbers and profiles that a change adds to a contact. */
export interface AddedValues {
  readonly change: Change;
  /** A person with these values alone, who is called what the contact is then called. */
  readonly identity: Identity;
}

/** Undefined if the change adds none. @param to absent for a new contact */
export function addedValues(change: Change, to?: ContactRecord): AddedValues | undefined {
  const fields = change.fields
    .filter(({ field }) => isShareable(field))
    .map((one) => ({ ...one, before: null, after: listChange(one)?.come ?? one.after }))
    .filter(({ field, after }) => field.type.isSet(after));
  const added: Change = { fields, links: [] };
  if (isEmpty(added)) return undefined;
  const names = change.fields.filter(({ field }) => isNameField(field));
  const kept = (to?.fields ?? []).filter(({ field }) => isNameField(field) && !names.some((one) => one.field === field));
  const given = [...fields, ...names].map(({ field, after, salutation }) => ({ field, raw: after, salutation }));
  return { change: added, identity: identityOf([...given, ...kept], []) };
}

/** Whether several contacts can hold a value of the field, and a shared one says who they are. */
function isShareable(field: Field): boolean {
  const kind = identifyingKindOf(field);
  // The API refuses an exclusive value that another contact has.
  return kind !== undefined && !kind.isExclusive;
}

/** Whether a shared value belongs to one person, so that no other contact should get it. */
export const isOfOnePerson = ({ kind, weight }: Verdict): boolean => kind !== "other" && weight === WEIGHT.personal;

import { IN_UPDATE } from "../fields/call-form.ts";
import type { Locale } from "../fields/index.ts";
import { rawValues } from "../fields/raw-values.ts";
import { InvalidInput, named } from "../fields/rejection.ts";
import { oneLine } from "../text/plain-text.ts";
import { nameAndId } from "../text/words.ts";
import type { Edits } from "./collected-edits.ts";
import type { Attribute, Field, Relationship } from "./contact-schema.ts";
import { misfits } from "./dependent-selects.ts";
import type { ContactRecord, Links } from "./record.ts";

/** The name of a record; undefined if it is not known. */
export type NameOf = (objectType: string, id: string) => string | undefined;

/** A field before and after a write, as bare values. */
export interface FieldChange {
  readonly field: Field;
  readonly before: unknown;
  /** As the API takes it; `null` clears. */
  readonly after: unknown;
  /** What stood before a name and is not written. It tells people apart. */
  readonly salutation?: string | undefined;
  /** Whether it only adds to a text or a list. */
  readonly isAddition?: boolean | undefined;
}

/** The records of a relationship before and after a write. */
export interface LinksChange {
  readonly relationship: Relationship;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** What a write changes of one contact: only real differences. */
export interface Change {
  readonly fields: readonly FieldChange[];
  readonly links: readonly LinksChange[];
}

export const NO_CHANGE: Change = { fields: [], links: [] };

/**
 * The items that are not among the others.
 *
 * @example
 * without(["a", "b"], ["b"]); // => ["a"]
 */
export function without<Item>(items: readonly Item[], others: readonly Item[]): Item[] {
  const left = new Set(others);
  return items.filter((item) => !left.has(item));
}

export const added = ({ before, after }: Pick<LinksChange, "before" | "after">): string[] => without(after, before);

export const removed = ({ before, after }: Pick<LinksChange, "before" | "after">): string[] => without(before, after);

/** What a list field gains, loses and keeps, as bare values; undefined for a field that holds one value. */
export function listChange({ field, before, after }: FieldChange) {
  if (!field.type.list.isMany(field.definition)) return undefined;
  const come = lackingIn(before, rawValues(after), field);
  return { come, gone: lackingIn(after, rawValues(before), field), kept: rawValues(after).length - come.length };
}

/** Those of the values that a field with this raw value does not hold, in whatever form. */
export function lackingIn(raw: unknown, values: readonly unknown[], { type, definition }: Field): unknown[] {
  const present = new Set(type.canonical(raw, definition));
  return values.filter((item) => type.canonical(item, definition).some((text) => !present.has(text)));
}

export const sameIds = (one: readonly string[], other: readonly string[]): boolean => one.length === other.length && without(one, other).length === 0;

export const isEmpty = ({ fields, links }: Change): boolean => fields.length + links.length === 0;

/** The attributes that it changes. */
export const touched = ({ fields, links }: Change): Attribute[] => [
  ...fields.map(({ field }) => field),
  ...links.map(({ relationship }) => relationship),
];

/** The links before and after, for their names. */
export const linksOf = ({ links }: Change): Links[] =>
  links.map(({ relationship, before, after }) => ({ relationship, ids: [...new Set([...before, ...after])] }));

export const addedLinks = ({ links }: Change): Links[] => links.map((one) => ({ relationship: one.relationship, ids: added(one) }));

/** The name of a contact that a change makes; undefined if it has neither a name nor an address. */
export function nameAfter({ fields }: Change, locale: Locale): string | undefined {
  const texts = (["name", "email"] as const).map((one) => {
    const found = fields.find(({ field }) => field.type.identifies === one);
    return found ? oneLine(found.field.type.show(found.after, found.field.definition, locale)) : "";
  });
  return texts.find((text) => text !== "");
}

/** Whether two raw values mean the same. A part of an address is not the whole, and a "no" is no empty field. */
export const isSame = ({ type, definition }: Field, one: unknown, other: unknown): boolean =>
  type.isSet(one) || type.isSet(other) ? type.same(one, other, definition) && type.same(other, one, definition) : true;

/** Whether a value is as it was. What the API adds (coordinates) does not count, but what people add does. */
function isAsItWas({ type, definition }: Field, before: unknown, now: unknown): boolean {
  const [old, present] = [before, now].map((raw) => type.canonical(raw, definition).toSorted().join("\n"));
  return old === present && type.same(before, now, definition);
}

const isHeld = ({ field, before, after }: FieldChange): boolean => isSame(field, before, after);

export const rawOf = (contact: ContactRecord | undefined, field: Field): unknown =>
  contact?.fields.find((value) => value.field.apiKey === field.apiKey)?.raw ?? null;

export const idsOf = (contact: ContactRecord | undefined, relationship: Relationship): readonly string[] =>
  contact?.relationships.find((links) => links.relationship.apiKey === relationship.apiKey)?.ids ?? [];

/**
 * Like {@link difference}, and checks dependent selects and links too.
 *
 * @throws InvalidInput also if a dependent select would hold an option that its parent does not allow, or if a contact
 *   would be linked to itself
 */
export function changeOf(edits: Edits, contact: ContactRecord | undefined, nameOf?: NameOf): ReturnType<typeof difference> {
  const different = difference(edits, contact, nameOf);
  const { form = IN_UPDATE } = edits;
  const problems = misfits(different.change.fields, contact, form).map(({ problem, accepted }) => `${problem}. Accepted: ${accepted}.`);
  for (const one of different.change.links)
    if (contact && added(one).includes(contact.id))
      problems.push(
        `${form.place("fields", one.relationship.agentKey, one.relationship.label)}: ${contact.id} is this contact itself. Accepted: another contact.`,
      );
  if (problems.length > 0) throw new InvalidInput(problems);
  return different;
}

/**
 * The difference between a contact and what edits ask for.
 *
 * @param contact absent for a contact that does not exist yet
 * @param nameOf for messages
 * @throws InvalidInput if an edit would lose values that it does not mention
 * @returns `unchanged`: the attributes that hold the wanted value already
 */
export function difference(
  edits: Edits,
  contact: ContactRecord | undefined,
  nameOf?: NameOf,
): { readonly change: Change; readonly unchanged: readonly Attribute[] } {
  const { form = IN_UPDATE } = edits;
  const placed = <T>({ agentKey, label }: Attribute, step: () => T) => named(form.place("fields", agentKey, label), step, form);
  const fields = [...edits.fields].map(([field, edit]): FieldChange => {
    const before = rawOf(contact, field);
    const after = placed(field, () => edit(before));
    return { field, before, after, salutation: edits.salutations?.get(field), isAddition: edits.additions?.has(field) };
  });
  const links = [...edits.links].map(([relationship, edit]): LinksChange => {
    const before = idsOf(contact, relationship);
    const shown = (id: string) => nameAndId(oneLine(nameOf?.(relationship.definition.objectType, id) ?? ""), id);
    return { relationship, before, after: placed(relationship, () => edit(before, shown)) };
  });
  const differs = (one: LinksChange) => added(one).length + removed(one).length > 0;
  return {
    change: { fields: fields.filter((one) => !isHeld(one)), links: links.filter(differs) },
    unchanged: [...fields.filter(isHeld).map(({ field }) => field), ...links.filter((one) => !differs(one)).map(({ relationship }) => relationship)],
  };
}

/** The values of these attributes as a change with equal values before and after, for {@link rebased} to compare. */
export const currentValues = (contact: ContactRecord, attributes: readonly Attribute[]): Change => ({
  fields: attributes.flatMap((one) => (one.kind === "field" ? [{ field: one, before: rawOf(contact, one), after: rawOf(contact, one) }] : [])),
  links: attributes.flatMap((one) =>
    one.kind === "relationship" ? [{ relationship: one, before: idsOf(contact, one), after: idsOf(contact, one) }] : [],
  ),
});

export const joined = (one: Change, other: Change | undefined): Change => ({
  fields: [...one.fields, ...(other?.fields ?? [])],
  links: [...one.links, ...(other?.links ?? [])],
});

/** Whether links say who made a contact, which the API itself records. */
export const isOrigin = ({ apiKey }: Relationship): boolean => /^\$?created[_-]?by$/i.test(apiKey);

/** The values that a change does not touch and somebody may have set, as a change from empty values. */
export function otherValues(change: Change, contact: ContactRecord): Change {
  const spoken = new Set<string>(touched(change).map(({ apiKey }) => apiKey));
  return {
    fields: contact.fields.flatMap(({ field, raw }) =>
      field.writable && field.type.isSet(raw) && !spoken.has(field.apiKey) ? [{ field, before: null, after: raw }] : [],
    ),
    links: contact.relationships.flatMap(({ relationship, ids }) =>
      ids.length > 0 && !spoken.has(relationship.apiKey) && !isOrigin(relationship) ? [{ relationship, before: [], after: ids }] : [],
    ),
  };
}

/** The same values, as a change whose values before and after are equal. */
export const held = ({ fields, links }: Change): Change => ({
  fields: fields.map((one) => ({ ...one, before: one.after })),
  links: links.map((one) => ({ ...one, before: one.after })),
});

/** Whether the contact holds what it held before the change. */
export const isAsBefore = ({ fields, links }: Change, contact: ContactRecord): boolean =>
  fields.every(({ field, before }) => isAsItWas(field, before, rawOf(contact, field))) &&
  links.every(({ relationship, before }) => sameIds(before, idsOf(contact, relationship)));

/** The change that undoes a change. */
export const inverse = ({ fields, links }: Change): Change => ({
  fields: fields.map(({ field, before, after }) => ({ field, before: after, after: field.type.restored(before, field.definition) })),
  links: links.map(({ relationship, before, after }) => ({ relationship, before: after, after: before })),
});

/** Whether links are between the states before and after a change: many records take several requests. */
function isBetween({ relationship, before, after }: LinksChange, now: readonly string[]): boolean {
  if (relationship.definition.cardinality === "HAS_ONE") return sameIds(now, before) || sameIds(now, after);
  const left = new Set(without(before, now));
  return without(now, [...before, ...after]).length === 0 && !after.some((id) => left.has(id));
}

/** A change, compared with the contact as it is now. */
interface Rebased {
  /** The part that is still to be done. */
  readonly remaining: Change;
  /** What somebody else has changed: from what the change assumes to what the contact holds. */
  readonly conflicts: Change;
}

/**
 * What is left of a change that was made for an earlier state of the contact. A value may still be the old one or
 * already the new one, and links may be in between. Anything else is somebody else's change.
 */
export function rebased({ fields, links }: Change, contact: ContactRecord): Rebased {
  const remaining: { fields: FieldChange[]; links: LinksChange[] } = { fields: [], links: [] };
  const conflicts: { fields: FieldChange[]; links: LinksChange[] } = { fields: [], links: [] };
  for (const { field, before, after } of fields) {
    const now = rawOf(contact, field);
    if (isHeld({ field, before: now, after })) continue;
    if (isAsItWas(field, before, now)) remaining.fields.push({ field, before: now, after });
    else conflicts.fields.push({ field, before, after: now });
  }
  for (const { relationship, before, after } of links) {
    const now = idsOf(contact, relationship);
    if (!isBetween({ relationship, before, after }, now)) conflicts.links.push({ relationship, before, after: now });
    else if (added({ before: now, after }).length + removed({ before: now, after }).length > 0)
      remaining.links.push({ relationship, before: now, after });
  }
  return { remaining, conflicts };
}

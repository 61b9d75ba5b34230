import type { Locale } from "../../fields/index.ts";
import { decodeJsonString } from "../../fields/json.ts";
import { InvalidInput, Problems, Rejection } from "../../fields/rejection.ts";
import { rawOf } from "../../schema/change.ts";
import { type ContactSchema, type Field, resolveAttribute } from "../../schema/contact-schema.ts";
import { checkWritable } from "../../schema/encode.ts";
import type { Take, Takes } from "../../schema/merge.ts";
import type { ContactRecord } from "../../schema/record.ts";
import { mergeText } from "./merge-text.ts";

/** Whose value a field gets, as an agent says it: "keep", the ID of a contact, or a value. */
export interface GivenTake {
  readonly field: string;
  readonly value?: unknown;
}

/** The contacts of a group, by ID; the one that stays is the first. */
export type Group = readonly string[];

/** A take that holds for one group, or for all. */
interface ReadTake {
  readonly field: Field;
  readonly take: Take;
  readonly group: Group | undefined;
  /** What was assumed of a value, a sentence. */
  readonly note?: string | undefined;
}

/**
 * Reads which values win.
 *
 * @throws InvalidInput with every problem: fields that cannot be chosen, values that cannot be encoded, contacts that are
 *   in no group
 */
export function readTakes(
  given: readonly GivenTake[],
  groups: readonly Group[],
  schema: ContactSchema,
  locale: Locale,
): { readonly notes: readonly string[]; takesOf(group: Group): Takes } {
  const problems = new Problems();
  const takes = given.flatMap((one) => problems.collect(`take.${one.field}`, () => readTake(one, groups, schema, locale)) ?? []);
  const holdsFor = (group: Group) => takes.filter((one) => one.group === undefined || one.group === group);
  for (const group of groups) {
    const fields = holdsFor(group).map(({ field }) => field);
    for (const field of new Set(fields.filter((one, at) => fields.indexOf(one) !== at)))
      problems.collect(`take.${field.agentKey}`, () => {
        throw new InvalidInput([`take.${field.agentKey}: ${mergeText.takenTwice}.`]);
      });
  }
  problems.throwIfAny();
  return {
    notes: [...new Set(takes.flatMap(({ note }) => note ?? []))],
    takesOf: (group) => new Map(holdsFor(group).map(({ field, take }) => [field, take === KEEP ? { of: group[0] ?? "" } : take])),
  };
}

/** Stands for the contact of each group that stays. */
const KEEP: Take = { of: "" };

function readTake({ field: written, value }: GivenTake, groups: readonly Group[], schema: ContactSchema, locale: Locale): ReadTake {
  const attribute = resolveAttribute(written, [...schema.fields, ...schema.relationships], "field", schema);
  if (attribute.kind === "relationship") throw new Rejection(mergeText.relationship(attribute.label), mergeText.afterwards);
  checkWritable(attribute);
  if (value === undefined || value === null) throw new Rejection(mergeText.noValue, mergeText.members);
  if (value === "keep") return { field: attribute, take: KEEP, group: undefined };
  if (typeof value === "string" && /^con_\w+$/.test(value.trim())) {
    const id = value.trim();
    const group = groups.find((members) => members.includes(id));
    if (!group) throw new Rejection(mergeText.notInGroup(id), mergeText.members);
    return { field: attribute, take: { of: id }, group };
  }
  const { edit, note } = attribute.type.list.encodeEdit(decodeJsonString(value), attribute.definition, locale);
  return { field: attribute, take: { edit }, group: undefined, note };
}

/** Why the takes do not fit the contacts of a group, as a phrase: what is taken is not there. */
export function whyNotTaken(takes: Takes, contacts: readonly ContactRecord[]): string | undefined {
  for (const [field, take] of takes) {
    if ("edit" in take) continue;
    const contact = contacts.find(({ id }) => id === take.of);
    if (contact && contact !== contacts[0] && !field.type.isSet(rawOf(contact, field)))
      return `take.${field.agentKey}: ${mergeText.hasNone(contact.id)}`;
  }
  return undefined;
}

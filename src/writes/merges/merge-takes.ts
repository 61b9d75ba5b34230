import { IN_MERGE } from "../../fields/call-form.ts";
import type { Locale } from "../../fields/index.ts";
import { decodeJsonString } from "../../fields/json.ts";
import { InvalidInput, Problems, Rejection, unlessRejected } from "../../fields/rejection.ts";
import { wholeAttribute } from "../../schema/attribute-part.ts";
import { rawOf } from "../../schema/change.ts";
import type { ContactSchema, Field } from "../../schema/contact-schema.ts";
import { checkWritable } from "../../schema/encode.ts";
import type { Take, Takes } from "../../schema/merge.ts";
import type { ContactRecord } from "../../schema/record.ts";
import { shownRecord, withoutLink } from "../../schema/record-id.ts";
import { resolveAttribute } from "../../schema/resolve-attribute.ts";
import { quote } from "../../text/quote.ts";
import { mergeText } from "./merge-text.ts";

/** Whose value a field gets, as an agent says it: "keep", the ID of a contact, or a value. */
export interface GivenTake {
  readonly field: string;
  readonly value?: unknown;
}

/** The contacts of a group, by ID; the one that stays is the first. */
export type Group = readonly string[];

/** A parsed take. */
interface ReadTake {
  readonly field: Field;
  readonly take: Take;
  /** What was assumed of a value, a sentence. */
  readonly note?: string | undefined;
}

/** Reads which values win in a group. @throws InvalidInput with every problem of fields, values and contacts */
export function readTakes(
  given: readonly GivenTake[],
  group: Group,
  schema: ContactSchema,
  locale: Locale,
): { readonly notes: readonly string[]; readonly takes: Takes } {
  const problems = new Problems(IN_MERGE);
  const read = given.flatMap((one) => problems.collect(`take.${one.field}`, () => readTake(one, group, schema, locale)) ?? []);
  const fields = read.map(({ field }) => field);
  for (const field of new Set(fields.filter((one, at) => fields.indexOf(one) !== at)))
    problems.collect(`take.${field.agentKey}`, () => {
      throw new InvalidInput([`take.${field.agentKey}: ${mergeText.takenTwice}.`]);
    });
  problems.throwIfAny();
  return {
    notes: [...new Set(read.flatMap(({ note }) => note ?? []))],
    takes: new Map(read.map(({ field, take }) => [field, take])),
  };
}

/** Words with which people say whose value they mean. Nobody means them as the value of a text field. */
const SIDE =
  /^(?:the )?(?:keep|kept|merged?|both|all|any|none|newe(?:r|st)|olde(?:r|st)|late(?:r|st)|(?:more |most )?recent|first|second|last|other|left|right|primary|secondary|survivor|duplicate|original|source|target|winner|loser|longe(?:r|st)|shorte(?:r|st))(?: one| value)?$/i;

/** Those of them that ask for the value's age. */
const BY_TIME = /new|old|late|recent|last/i;

function readTake({ field: written, value }: GivenTake, group: Group, schema: ContactSchema, locale: Locale): ReadTake {
  const attribute = wholeAttribute(written, schema, {
    find: () => resolveAttribute(written, [...schema.fields, ...schema.relationships], "field", schema),
  });
  if (attribute.kind === "relationship") throw new Rejection(mergeText.relationship(attribute.label), mergeText.afterwards);
  checkWritable(attribute);
  if (value === undefined || value === null) throw new Rejection(mergeText.noValue, mergeText.members);
  const text = typeof value === "string" ? value.trim() : "";
  if (text === "keep") return { field: attribute, take: { of: group[0] ?? "" } };
  // Also behind the contact's name, and as the last part of its address in the app.
  const shown = shownRecord(text)?.id;
  const [id = shown] = /(?<![^\W_])con_\w+$/.exec(withoutLink(text)) ?? [];
  if (id !== undefined && group.includes(id)) return { field: attribute, take: { of: id } };
  if (id !== undefined && (id === text || id === shown)) throw new Rejection(mergeText.notInGroup(id), mergeText.members);
  const isSide = SIDE.test(text);
  const encoded = () => attribute.type.list.encodeEdit(decodeJsonString(value), attribute.definition, locale);
  // A select may have an option of that name.
  if (isSide && !(attribute.definition.config.options && unlessRejected(encoded)))
    throw new Rejection(mergeText.side(quote(text)), BY_TIME.test(text) ? mergeText.holderByTime : mergeText.holder);
  const { edit, note } = encoded();
  return { field: attribute, take: { edit }, note };
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

import type { ApiKey, ContactId, WireContact } from "../api/wire.ts";
import type { Identifier } from "../fields/field-type.ts";
import type { Locale } from "../fields/index.ts";
import { rawValues } from "../fields/raw-values.ts";
import { getOrInsert } from "../maps.ts";
import { type ContactSchema, type Field, mainOf, type Relationship, undefinedField } from "./contact-schema.ts";

export interface FieldValue {
  readonly field: Field;
  /** The bare value as the API sent it; `field.type` reads it. */
  readonly raw: unknown;
}

export interface Links {
  readonly relationship: Relationship;
  readonly ids: readonly string[];
}

/** A contact, decoded by the workspace's definitions, without anything hidden. */
export interface ContactRecord {
  readonly id: ContactId;
  readonly createdAt: string;
  readonly updatedAt?: string | undefined;
  readonly externalId?: string | undefined;
  readonly link?: string | undefined;
  /** One for each field of the definitions, in their order, followed by fields that only the answer has. */
  readonly fields: readonly FieldValue[];
  readonly relationships: readonly Links[];
}

const definedKeys = new WeakMap<ContactSchema, ReadonlySet<ApiKey>>();

/** Decodes an answer. Only this function removes hidden fields. */
export function decodeContact(contact: WireContact, schema: ContactSchema): ContactRecord {
  const defined = getOrInsert(definedKeys, schema, ({ fields }) => new Set(fields.map(({ apiKey }) => apiKey)));
  const extra = [...contact.fields.keys()].filter((key) => !defined.has(key) && !schema.isHidden(key));
  const undefinedFields = extra.map((key) => undefinedField(key, contact.fields.get(key)?.valueType ?? ""));
  return {
    id: contact.id,
    createdAt: contact.createdAt,
    updatedAt: contact.updatedAt,
    externalId: contact.externalId,
    link: contact.httpLink,
    fields: [...schema.fields, ...undefinedFields].map((field) => ({ field, raw: contact.fields.get(field.apiKey)?.value ?? null })),
    relationships: schema.relationships.map((relationship) => ({
      relationship,
      ids: contact.relationships.get(relationship.apiKey)?.ids ?? [],
    })),
  };
}

/** An earlier name of a contact, or its e-mail; undefined if the field that held it is hidden now. */
export function earlierName(name: string | undefined, { fields }: ContactSchema): string | undefined {
  const has = (identifier: Identifier) => fields.some(({ type }) => type.identifies === identifier);
  return has("name") && (has("email") || !name?.includes("@")) ? name : undefined;
}

/** The first value of the main field of a value type, as people read it; "" if there is none. */
function mainText({ fields }: ContactRecord, valueType: string, locale: Locale): string {
  const main = mainOf(fields, valueType, ({ field }) => field);
  const { field: { type, definition } = {}, raw } = main ?? {};
  return type && definition ? type.show(rawValues(raw)[0], definition, locale) : "";
}

/** What a person would call the contact: its name, else its e-mail, else its ID. */
export function contactName(contact: ContactRecord, locale: Locale): string {
  return mainText(contact, "FULL_NAME", locale) || mainText(contact, "EMAIL", locale) || contact.id;
}

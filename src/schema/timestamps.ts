import type { ApiKey, WireContact } from "../api/wire.ts";
import { fieldTypeOf } from "../fields/index.ts";
import { Rejection, unlessRejected } from "../fields/rejection.ts";
import { foldLetters } from "../text/fold.ts";
import type { Attribute, ContactSchema, Field } from "./contact-schema.ts";
import type { AgentKey } from "./key-map.ts";
import type { ContactRecord, FieldValue } from "./record.ts";
import { resolveAttribute } from "./resolve-attribute.ts";

/** What every contact has beside the fields of the definitions, as a field that only this program can filter by. */
function timestamp(agentKey: string, label: string, description: string): Field {
  const definition = { key: `${agentKey}At` as ApiKey, label, description, valueType: "DATETIME", readOnly: true, config: {} };
  const type = fieldTypeOf(definition);
  const filter = { ...type.filter, operators: [] };
  return { kind: "field", agentKey: agentKey as AgentKey, apiKey: definition.key, label, definition, type: { ...type, filter }, writable: false };
}

export const CREATED = timestamp("created", "Created", "When the contact was created.");

/** A contact that was never changed counts as updated when it was created. */
export const UPDATED = timestamp("updated", "Updated", "When the contact was last changed.");

/** Other names, without case and separators. */
const NAMES: ReadonlyMap<string, Field> = new Map([
  ...["created", "createdat", "createdon", "createddate", "creationdate", "datecreated", "creation"].map((name) => [name, CREATED] as const),
  ...["updated", "updatedat", "updatedon", "updateddate", "dateupdated", "modified", "modifiedat", "lastmodified", "lastupdated", "changed"].map(
    (name) => [name, UPDATED] as const,
  ),
]);

/** The timestamps, except those whose key is an attribute of the workspace. */
export const timestampsOf = ({ fields, relationships, unavailable }: ContactSchema): Field[] =>
  [CREATED, UPDATED].filter(({ agentKey }) => !unavailable.has(agentKey) && [...fields, ...relationships].every((one) => one.agentKey !== agentKey));

/** The timestamp that a text names; undefined if it names none. */
export const timestampNamed = (written: string, schema: ContactSchema): Field | undefined =>
  timestampsOf(schema).find((stamp) => NAMES.get(foldLetters(written)) === stamp);

/** Everything by which contacts can be filtered, sorted, grouped and shown. */
export const allAttributes = (schema: ContactSchema): Attribute[] => [...schema.fields, ...schema.relationships, ...timestampsOf(schema)];

/**
 * The attribute that an agent named, timestamps included: "created", "createdAt" and "creation date" alike.
 *
 * @throws Rejection as {@link resolveAttribute}
 */
export function attributeNamed(written: string, schema: ContactSchema): Attribute {
  try {
    return resolveAttribute<Attribute>(written, allAttributes(schema), "field or relationship", schema);
  } catch (error) {
    const found = error instanceof Rejection && !schema.unavailable.has(written.trim()) ? NAMES.get(foldLetters(written)) : undefined;
    if (found) return found;
    throw error;
  }
}

/** The names of columns without that of the contact's ID, which stands beside every contact anyway. */
export const withoutId = (names: readonly string[], schema: ContactSchema): string[] =>
  names.filter((name) => !["id", "contactid"].includes(foldLetters(name)) || unlessRejected(() => attributeNamed(name, schema)) !== undefined);

const timestampIn = (contact: Pick<WireContact, "createdAt" | "updatedAt">, field: Field): string | undefined =>
  (field === UPDATED ? contact.updatedAt : undefined) ?? (contact.createdAt || undefined);

/** Whether a field is one that every contact has beside those of the definitions. */
export const isTimestamp = (field: Field): boolean => field === CREATED || field === UPDATED;

/** The bare value of a field, or a timestamp, of a contact as it is stored. */
export const rawValueOf = (contact: WireContact, field: Field): unknown =>
  isTimestamp(field) ? timestampIn(contact, field) : contact.fields.get(field.apiKey)?.value;

/** The value of a field, or a timestamp, of a decoded contact; undefined if the contact has no such field. */
export const fieldValueOf = (contact: ContactRecord, field: Field): FieldValue | undefined => {
  if (isTimestamp(field)) return { field, raw: timestampIn(contact, field) ?? null };
  const stored = contact.fields.find((one) => one.field.apiKey === field.apiKey);
  // A part of a field is read from the whole value.
  return stored && { field, raw: stored.raw };
};

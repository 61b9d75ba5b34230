import type { DefinitionsJson, WireContactJson } from "./wire-json.ts";

/** A contact, account or member in the sandbox. Writes replace records, so that the lagging list can keep the old. */
export interface StoredRecord {
  readonly id: string;
  /** In ms, like updatedAt: a large workspace would spend its first second on formatting dates. */
  readonly createdAt: number;
  readonly updatedAt: number | null;
  readonly externalId: string | null;
  /** By the field's API key. A field that is not set is absent. */
  readonly values: ReadonlyMap<string, unknown>;
  /** By the relationship's API key. A relationship without links is absent. */
  readonly links: ReadonlyMap<string, readonly string[]>;
}

/** All records of one type, by ID, in the order of their creation. */
export type Records = Map<string, StoredRecord>;

// Both spellings are allowed. System relationships use one and custom ones the other, so a reader meets both.
const cardinalityOf = (key: string, cardinality: string) => (key.startsWith("$") ? cardinality : cardinality.toLowerCase());

/** The record as JSON: every defined field in the order of the definitions, unset ones with `null`. */
export function recordJson(record: StoredRecord, definitions: DefinitionsJson): WireContactJson {
  return {
    id: record.id,
    createdAt: new Date(record.createdAt).toISOString(),
    updatedAt: record.updatedAt === null ? null : new Date(record.updatedAt).toISOString(),
    externalId: record.externalId,
    httpLink: definitions.objectType === "member" ? null : `https://app.lightfield.app/${definitions.objectType}s/${record.id}`,
    fields: Object.fromEntries(
      Object.entries(definitions.fieldDefinitions).map(([key, { valueType }]) => [key, { valueType, value: record.values.get(key) ?? null }]),
    ),
    relationships: Object.fromEntries(
      Object.entries(definitions.relationshipDefinitions).map(([key, { cardinality, objectType }]) => [
        key,
        { cardinality: cardinalityOf(key, cardinality), objectType, values: [...(record.links.get(key) ?? [])] },
      ]),
    ),
  };
}

/** The opposite of {@link recordJson}: the stored record for a colleague's edit of the JSON. */
export function recordFromJson(json: WireContactJson): StoredRecord {
  return {
    id: json.id,
    createdAt: Date.parse(json.createdAt),
    updatedAt: json.updatedAt === null ? null : Date.parse(json.updatedAt),
    externalId: json.externalId,
    values: new Map(
      Object.entries(json.fields)
        .filter(([, { value }]) => value !== null)
        .map(([key, { value }]) => [key, value]),
    ),
    links: new Map(
      Object.entries(json.relationships)
        .filter(([, { values }]) => values.length > 0)
        .map(([key, { values }]) => [key, values]),
    ),
  };
}

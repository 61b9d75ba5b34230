import { cardinalityOf, isObject, type JsonObject, objectAt, optionalFlag, optionalText, UNKNOWN_VALUE_TYPE } from "./parse-lenient.ts";
import type { ApiKey, Definitions, FieldDefinition, RelationshipDefinition, SelectOption, TypeConfiguration } from "./wire.ts";

/**
 * Reads the answer of the definitions endpoint. Single entries that cannot be used are left out and counted.
 *
 * @param onSkipped gets the number of definitions and options that were left out, if any
 * @throws UnexpectedShape if the whole answer has another shape
 */
export function parseDefinitions(json: unknown, onSkipped: (count: number) => void): Definitions {
  const { fieldDefinitions, relationshipDefinitions } = objectAt(json, "");
  let skipped = 0;
  const usable = <T, Entry>(all: readonly Entry[], read: (entry: Entry) => T | undefined): T[] => {
    const results = all.map(read).filter((result) => result !== undefined);
    skipped += all.length - results.length;
    return results;
  };
  const readOptions = (options: readonly unknown[]) => usable(options, readOption);

  const fields = usable(entriesOf(fieldDefinitions, "fieldDefinitions"), (entry) => readField(entry, readOptions));
  const keyOfName = keysByName(fields);
  const definitions = {
    fields: fields.map(({ field }) => withParent(field, keyOfName)),
    relationships: usable(entriesOf(relationshipDefinitions ?? {}, "relationshipDefinitions"), readRelationship),
  };
  if (skipped > 0) onSkipped(skipped);
  return definitions;
}

/** An entry, with its key if the definitions are a map. */
type Entry = readonly [mapKey: string | undefined, json: unknown];

/** Definitions come as a map by key. An array of objects with a `key` or `slug` is read too. */
const entriesOf = (json: unknown, path: string): Entry[] =>
  Array.isArray(json) ? json.map((entry: unknown) => [undefined, entry]) : Object.entries(objectAt(json, path));

/** A field with the other names that a child field may call it by. */
interface NamedField {
  readonly field: FieldDefinition;
  readonly names: readonly (string | undefined)[];
}

function readField([mapKey, json]: Entry, readOptions: (options: readonly unknown[]) => SelectOption[]): NamedField | undefined {
  if (!isObject(json)) return undefined;
  const key = keyOf(mapKey, json);
  if (key === undefined) return undefined;
  const field = {
    key,
    label: optionalText(json.label) ?? key,
    description: optionalText(json.description),
    valueType: optionalText(json.valueType) ?? UNKNOWN_VALUE_TYPE,
    readOnly: optionalFlag(json.readOnly) ?? false,
    config: isObject(json.typeConfiguration) ? readConfiguration(json.typeConfiguration, readOptions) : {},
  };
  return { field, names: [optionalText(json.id), optionalText(json.slug), key.replace(/^\$/, "")] };
}

function readConfiguration(json: JsonObject, readOptions: (options: readonly unknown[]) => SelectOption[]): TypeConfiguration {
  return {
    options: Array.isArray(json.options) ? readOptions(json.options) : undefined,
    parentFieldKey: optionalText(json.parentFieldKey) as ApiKey | undefined,
    currency: optionalText(json.currency),
    unique: optionalFlag(json.unique),
    multipleValues: optionalFlag(json.multipleValues),
    handleService: optionalText(json.handleService),
  };
}

function readOption(json: unknown): SelectOption | undefined {
  const id = isObject(json) ? optionalText(json.id) : undefined;
  if (!isObject(json) || id === undefined) return undefined;
  return { id, label: optionalText(json.label) ?? id, description: optionalText(json.description), parentId: optionalText(json.parentId) };
}

function readRelationship([mapKey, json]: Entry): RelationshipDefinition | undefined {
  if (!isObject(json)) return undefined;
  const key = keyOf(mapKey, json);
  if (key === undefined) return undefined;
  return {
    key,
    slug: optionalText(json.slug)?.replace(/^\$/, ""),
    label: optionalText(json.label) ?? key,
    description: optionalText(json.description),
    cardinality: cardinalityOf(json.cardinality),
    objectType: optionalText(json.objectType) ?? "",
  };
}

/** A map's key counts. In an array, the entry's own key counts, or a slug without a system definition's `$`. */
function keyOf(mapKey: string | undefined, { key, slug: itsSlug, system }: JsonObject): ApiKey | undefined {
  const slug = optionalText(itsSlug);
  const name = mapKey ?? optionalText(key) ?? (system === true && slug !== undefined && !slug.startsWith("$") ? `$${slug}` : slug);
  return name === undefined || name === "" ? undefined : (name as ApiKey);
}

/** The key of each field by all its names. Its key counts more than another field's ID or slug. */
function keysByName(fields: readonly NamedField[]): ReadonlyMap<string, ApiKey> {
  const keys = new Map<string, ApiKey>();
  for (const { field, names } of fields) for (const name of names) if (name !== undefined && !keys.has(name)) keys.set(name, field.key);
  for (const { field } of fields) keys.set(field.key, field.key);
  return keys;
}

/** The API may name a parent field by its ID or slug. */
function withParent(field: FieldDefinition, keyOfName: ReadonlyMap<string, ApiKey>): FieldDefinition {
  const { parentFieldKey } = field.config;
  return parentFieldKey === undefined ? field : { ...field, config: { ...field.config, parentFieldKey: keyOfName.get(parentFieldKey) } };
}

import { z } from "zod/v3";
import { cardinality, entries, optionalFlag, optionalText, UNKNOWN_VALUE_TYPE } from "./parse-lenient.ts";
import type { ApiKey, Definitions, FieldDefinition, RelationshipDefinition, SelectOption, TypeConfiguration } from "./wire.ts";

const option = z.object({ id: z.string().min(1), label: optionalText, description: optionalText, parentId: optionalText });

const typeConfiguration = z
  .object({
    options: z.array(z.unknown()).optional().catch(undefined),
    parentFieldKey: optionalText,
    currency: optionalText,
    unique: optionalFlag,
    multipleValues: optionalFlag,
    handleService: optionalText,
  })
  .catch({});

const named = z.object({
  id: optionalText,
  key: optionalText,
  slug: optionalText,
  system: optionalFlag,
  label: optionalText,
  description: optionalText,
});

const fieldDefinition = named.extend({ valueType: optionalText, readOnly: optionalFlag, typeConfiguration });

const relationshipDefinition = named.extend({ cardinality, objectType: optionalText });

/** Definitions come as a map by key. An array of objects with a `key` or `slug` is read too. */
const definitionEntries = z.unknown().transform((value, context): [string | undefined, unknown][] => {
  if (Array.isArray(value)) {
    return value.map((entry: unknown) => [undefined, entry]);
  }
  if (typeof value === "object" && value !== null) {
    return Object.entries(value);
  }
  context.addIssue({ code: "custom", message: "expected an object" });
  return z.NEVER;
});

const body = z.object({ fieldDefinitions: definitionEntries, relationshipDefinitions: z.union([definitionEntries, entries]) });

/**
 * Reads the answer of the definitions endpoint. Single entries that cannot be used are left out and counted.
 *
 * @param onSkipped gets the number of definitions and options that were left out, if any
 * @throws ZodError if the whole answer has another shape
 */
export function parseDefinitions(json: unknown, onSkipped: (count: number) => void): Definitions {
  const { fieldDefinitions, relationshipDefinitions } = body.parse(json);
  let skipped = 0;
  const usable = <T>(all: readonly [string | undefined, unknown][], read: (key: string | undefined, entry: unknown) => T | undefined): T[] =>
    all.flatMap(([key, entry]) => {
      const result = read(key, entry);
      skipped += result === undefined ? 1 : 0;
      return result === undefined ? [] : [result];
    });

  const readOptions = (options: readonly unknown[]): SelectOption[] =>
    usable(
      options.map((entry) => [undefined, entry]),
      (_key, entry) => {
        const { data } = option.safeParse(entry);
        return data && { ...data, label: data.label ?? data.id };
      },
    );

  /** The key of each field by its other names. */
  const fieldKeys = new Map<string, ApiKey>();

  const readField = (mapKey: string | undefined, entry: unknown): FieldDefinition | undefined => {
    const { data } = fieldDefinition.safeParse(entry);
    const key = data && keyOf(mapKey, data);
    if (data === undefined || key === undefined) {
      return undefined;
    }
    const { label = key, description, valueType = UNKNOWN_VALUE_TYPE, readOnly = false, typeConfiguration } = data;
    for (const name of [data.id, data.slug, key.replace(/^\$/, "")]) if (name !== undefined && !fieldKeys.has(name)) fieldKeys.set(name, key);
    const config: TypeConfiguration = {
      ...typeConfiguration,
      options: typeConfiguration.options && readOptions(typeConfiguration.options),
      parentFieldKey: typeConfiguration.parentFieldKey as ApiKey | undefined,
    };
    return { key, label, description, valueType, readOnly, config };
  };

  const readRelationship = (mapKey: string | undefined, entry: unknown): RelationshipDefinition | undefined => {
    const { data } = relationshipDefinition.safeParse(entry);
    const key = data && keyOf(mapKey, data);
    if (data === undefined || key === undefined) {
      return undefined;
    }
    const { label = key, description, cardinality, objectType = "" } = data;
    return { key, slug: data.slug?.replace(/^\$/, ""), label, description, cardinality, objectType };
  };

  const fields = usable(fieldDefinitions, readField);
  for (const { key } of fields) fieldKeys.set(key, key);
  const withParent = (field: FieldDefinition): FieldDefinition =>
    field.config.parentFieldKey === undefined
      ? field
      : { ...field, config: { ...field.config, parentFieldKey: fieldKeys.get(field.config.parentFieldKey) } };
  const definitions = { fields: fields.map(withParent), relationships: usable(relationshipDefinitions, readRelationship) };
  if (skipped > 0) {
    onSkipped(skipped);
  }
  return definitions;
}

/**
 * A map's key counts. In an array, the entry names itself by its key, or by a slug without a system definition's `$`.
 */
function keyOf(mapKey: string | undefined, { key, slug, system }: z.infer<typeof named>): ApiKey | undefined {
  const name = mapKey ?? key ?? (system && slug !== undefined && !slug.startsWith("$") ? `$${slug}` : slug);
  return name === undefined || name === "" ? undefined : (name as ApiKey);
}

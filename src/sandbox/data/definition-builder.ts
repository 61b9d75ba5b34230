import type { FieldDefinitionJson, OptionJson, RelationshipDefinitionJson, TypeConfigurationJson } from "../wire-json.ts";
import { makeId } from "./random.ts";

/** What a definition may have besides key, label and type. */
interface Extras extends TypeConfigurationJson {
  readonly description?: string;
  readonly readOnly?: boolean;
  /** Labels of the options; IDs are made. */
  readonly labels?: readonly string[];
  /** IDs of the parent options, one for each label. */
  readonly parents?: readonly string[];
}

/** Makes definitions with IDs that depend only on the order of the calls. */
interface DefinitionBuilder {
  /** A field; a key with `$` makes it a system one. */
  field(key: string, label: string, valueType: string, extras?: Extras): [string, FieldDefinitionJson];
  /** A relationship. `slug: null` leaves the slug out, as some definitions do. */
  relationship(
    key: string,
    label: string,
    cardinality: "HAS_ONE" | "HAS_MANY",
    objectType: string,
    slug: string | null,
  ): [string, RelationshipDefinitionJson];
}

/** A builder for one object type; `salt` keeps the IDs of two object types apart. */
export function createDefinitionBuilder(salt: number): DefinitionBuilder {
  let made = 0;
  const id = (prefix: string) => makeId(prefix, salt, made++);
  const option = (label: string, parentId: string | undefined): OptionJson => ({
    id: id("opt"),
    label,
    description: label === "Champion" ? "Wants us to win and has the ear of the buyer." : null,
    ...(parentId === undefined ? {} : { parentId }),
  });
  return {
    field: (key, label, valueType, { description, readOnly, labels, parents, ...configuration } = {}) => [
      key,
      {
        id: id("ad"),
        slug: key.replace(/^\$/, ""),
        label,
        description: description ?? null,
        valueType,
        ...(readOnly === undefined ? {} : { readOnly }),
        system: key.startsWith("$"),
        typeConfiguration:
          labels === undefined ? configuration : { ...configuration, options: labels.map((text, at) => option(text, parents?.[at])) },
      },
    ],
    relationship: (key, label, cardinality, objectType, slug) => [
      key,
      { id: id("rd"), ...(slug === null ? {} : { slug }), label, description: null, cardinality, objectType },
    ],
  };
}

/** IDs of a select's options, by label. Of two with the same label, the first. */
export function optionIds(definition: FieldDefinitionJson): Map<string, string> {
  return new Map((definition.typeConfiguration.options ?? []).toReversed().map(({ id, label }) => [label, id]));
}

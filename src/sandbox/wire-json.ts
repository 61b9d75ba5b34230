/**
 * The JSON that the sandbox sends and receives, as on the wire (camelCase).
 *
 * Only here are plain objects safe: they are built with `Object.fromEntries`, which makes even `__proto__` an own
 * property.
 */

/** A choice of a select; `parentId` names the option of the parent field that it depends on. */
export interface OptionJson {
  id: string;
  label: string;
  description: string | null;
  parentId?: string;
}

/** What a definition says about its values beyond their type; `{}` for most types. */
export interface TypeConfigurationJson {
  options?: OptionJson[];
  parentFieldKey?: string;
  /** ISO 4217. */
  currency?: string;
  unique?: boolean;
  multipleValues?: boolean;
  handleService?: string;
}

/** `readOnly` and `system` may be absent, which means false. */
export interface FieldDefinitionJson {
  id?: string;
  slug?: string;
  label: string;
  description: string | null;
  valueType: string;
  readOnly?: boolean;
  system?: boolean;
  typeConfiguration: TypeConfigurationJson;
}

export interface RelationshipDefinitionJson {
  id?: string | null;
  slug?: string;
  label: string;
  description: string | null;
  cardinality: "HAS_ONE" | "HAS_MANY";
  objectType: string;
}

export interface DefinitionsJson {
  objectType: string;
  fieldDefinitions: Record<string, FieldDefinitionJson>;
  relationshipDefinitions: Record<string, RelationshipDefinitionJson>;
}

/** A value with its type, as reads wrap it; `null` if the field is not set. */
interface FieldJson {
  valueType: string;
  value: unknown;
}

/** The links of one relationship. `cardinality` comes in both spellings that the contract allows. */
interface RelationshipJson {
  cardinality: string;
  objectType: string;
  values: string[];
}

/** A contact in the answer of any endpoint; accounts and members share the envelope. */
export interface WireContactJson {
  id: string;
  createdAt: string;
  updatedAt: string | null;
  externalId: string | null;
  httpLink: string | null;
  fields: Record<string, FieldJson>;
  relationships: Record<string, RelationshipJson>;
}

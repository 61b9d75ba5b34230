import type { FieldDefinition } from "../api/wire.ts";
import type { Locale } from "../fields/index.ts";
import { getOrInsert } from "../maps.ts";
import { foldLetters } from "../text/fold.ts";
import { oneLine } from "../text/plain-text.ts";
import { counted } from "../text/plural.ts";
import { asWord } from "../text/words.ts";
import type { Attribute, ContactSchema, Field, Relationship } from "./contact-schema.ts";
import { described, type JsonSchema, objectOf, toJsonSchema } from "./json-schema.ts";
import { isNameable } from "./link-target.ts";
import { portabilityProblems } from "./portability.ts";

/** How much of the definitions the schemas show. `fitDetail` (budget.ts) chooses it. */
export interface Detail {
  /** The workspace's own descriptions of its fields. */
  readonly descriptions: boolean;
  /** Selects with more options than this are a described string instead of an enum. */
  readonly listedOptions: number;
  /** The number of custom fields left out, those least often set. They can still be written by key or label. */
  readonly fieldsLeftOut: number;
}

const LONGEST_DESCRIPTION = 100;

const cut = (text: string) => (text.length > LONGEST_DESCRIPTION ? `${text.slice(0, LONGEST_DESCRIPTION - 1).trimEnd()}…` : text);

/** Whether a label has a word that the key lacks: "External CRM ID" says more than `id`, "First met" does not than `first_met_at`. */
const saysMore = (label: string, key: string) => label.split(/[^\p{L}\p{N}]+/u).some((word) => !foldLetters(key).includes(foldLetters(word)));

/** The description of a key: its label and form, if they do not show, and the workspace's description. */
function description({ agentKey, definition }: Attribute, hint: string | undefined, detail: Detail): string | undefined {
  const label = oneLine(definition.label);
  const parts = [
    saysMore(label, agentKey) && !foldLetters(hint ?? "").includes(foldLetters(label)) ? label : undefined,
    hint,
    detail.descriptions ? oneLine(definition.description ?? "") : undefined,
  ];
  return cut(parts.filter(Boolean).join("; ")) || undefined;
}

const converted = new WeakMap<FieldDefinition, JsonSchema>();

/** The schema that a field's type makes. It is kept, because a tool list is tried in several details. */
const typeSchema = ({ type, definition }: Field): JsonSchema => getOrInsert(converted, definition, () => toJsonSchema(type.schema(definition)));

function fieldSchema(field: Field, detail: Detail, reading: Pick<Locale, "phoneCountry"> = {}): JsonSchema {
  const { type, definition } = field;
  const schema = typeSchema(field);
  const options = schema.items?.enum ?? schema.enum;
  if (!options || options.length <= detail.listedOptions) return described(schema, description(field, type.hint(definition, reading), detail));
  const unlisted: JsonSchema = schema.items ? { type: "array", items: { type: "string" } } : { type: "string" };
  return described(unlisted, description(field, `one of ${counted(options.length, "option")}`, detail));
}

/** A property for each attribute whose schema every client accepts. */
function properties<A extends Attribute>(attributes: readonly A[], schemaOf: (attribute: A) => JsonSchema): Record<string, JsonSchema> {
  const portable: Record<string, JsonSchema> = {};
  for (const attribute of attributes) {
    const schema = schemaOf(attribute);
    if (portabilityProblems({ type: "object", properties: { [attribute.agentKey]: schema } }).length === 0) portable[attribute.agentKey] = schema;
  }
  return portable;
}

/** Fields and relationships left out of the tool schemas, which some client would refuse. They can be written. */
export function unportableAttributes(schema: ContactSchema): { readonly attribute: Attribute; readonly problems: readonly string[] }[] {
  const detail: Detail = { descriptions: true, listedOptions: Number.POSITIVE_INFINITY, fieldsLeftOut: 0 };
  const all = [
    ...schema.fields.filter(({ writable }) => writable).map((field) => ({ attribute: field, schema: fieldSchema(field, detail) })),
    ...schema.relationships.map((relationship) => ({ attribute: relationship, schema: linksSchema(relationship) })),
  ];
  return all
    .map(({ attribute, schema }) => ({ attribute, problems: portabilityProblems(schema, attribute.agentKey) }))
    .filter(({ problems }) => problems.length > 0);
}

/** "account names", "opportunity ID". An ID always works. A name works only for records that have names. */
const recordsHint = ({ definition: { objectType, cardinality } }: Relationship): string =>
  `${asWord(objectType)} ${isNameable(objectType) ? "name" : "ID"}${cardinality === "HAS_MANY" ? "s" : ""}`;

const ID: JsonSchema = { type: "string" };
const IDS: JsonSchema = { type: "array", items: ID };

const idsOf = ({ definition }: Relationship) => (definition.cardinality === "HAS_MANY" ? IDS : ID);

const relationshipLabel = (relationship: Relationship) =>
  saysMore(relationship.definition.label, relationship.agentKey) ? `${relationship.label}; ${recordsHint(relationship)}` : recordsHint(relationship);

const linksSchema = (relationship: Relationship) => described(idsOf(relationship), relationshipLabel(relationship));

/** The custom fields least often set among the contacts seen so far; of equals, the last in the definitions. */
function leastOftenSet(fields: readonly Field[], count: number, timesSet: ReadonlyMap<string, number>): ReadonlySet<Field> {
  const custom = fields.map((field, index) => ({ field, index })).filter(({ field }) => !field.apiKey.startsWith("$"));
  const times = ({ apiKey }: Field) => timesSet.get(apiKey) ?? 0;
  custom.sort((a, b) => times(a.field) - times(b.field) || b.index - a.index);
  return new Set(custom.slice(0, count).map(({ field }) => field));
}

const isWritable = ({ writable }: Attribute) => writable;

export interface ValuesSchemaOptions extends Pick<Locale, "phoneCountry"> {
  readonly detail: Detail;
  /** For each API key, on how many of the contacts seen so far the field was set. */
  readonly timesSet?: ReadonlyMap<string, number>;
}

/** The schema for values of fields and relationships in one object. */
export function valuesSchema(schema: ContactSchema, { detail, timesSet = new Map(), phoneCountry }: ValuesSchemaOptions): JsonSchema {
  const [writable, links] = [schema.fields.filter(isWritable), schema.relationships.filter(isWritable)];
  const leftOut = leastOftenSet(writable, detail.fieldsLeftOut, timesSet);
  const listed = writable.filter((field) => !leftOut.has(field));
  const values = objectOf({
    ...properties(listed, (field) => fieldSchema(field, detail, { phoneCountry })),
    ...properties(links, linksSchema),
  });
  const complete = Object.values(values.properties ?? {}).some((one) => one.enum ?? one.items?.enum) ? ["option lists are complete"] : [];
  const more = leftOut.size > 0 ? [`${counted(leftOut.size, "more field")}: see get_contact_definitions`] : [];
  return described(values, [...complete, ...more].join("; "));
}

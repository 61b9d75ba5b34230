import type { ApiKey, Definitions, FieldDefinition, RelationshipDefinition } from "../api/wire.ts";
import { type FieldType, fieldTypeOf } from "../fields/index.ts";
import { oneLine } from "../text/plain-text.ts";
import { asLabel } from "../text/words.ts";
import { type Hideable, type Hiding, hidingOf } from "./hiding.ts";
import { type AgentKey, assignAgentKeys, identity, type Named, namedBy } from "./key-map.ts";

interface AttributeBase {
  readonly agentKey: AgentKey;
  readonly apiKey: ApiKey;
  /** The definition's label ({@link asLabel}), made unique if several have the same: "Status (lead_status)". */
  readonly label: string;
  readonly writable: boolean;
}

export interface Field extends AttributeBase {
  readonly kind: "field";
  readonly definition: FieldDefinition;
  readonly type: FieldType;
  /** For a dependent select: the field that its options depend on. Absent if that field is hidden. */
  readonly parent?: Field | undefined;
}

export interface Relationship extends AttributeBase {
  readonly kind: "relationship";
  readonly definition: RelationshipDefinition;
}

/** A field or a relationship of contacts. */
export type Attribute = Field | Relationship;

/** Whether the attribute holds a list of values, or links to many records. */
export const holdsMany = (attribute: Attribute): boolean =>
  attribute.kind === "field" ? attribute.type.list.isMany(attribute.definition) : attribute.definition.cardinality === "HAS_MANY";

/** A workspace's contact definitions as an agent sees them: agent keys, unique labels, no hidden fields. */
export interface ContactSchema extends Hiding {
  readonly fields: readonly Field[];
  readonly relationships: readonly Relationship[];
  /** Agent keys by {@link identity}, those of hidden attributes too. */
  readonly agentKeys: ReadonlyMap<string, AgentKey>;
  /** Whether something is hidden by which people are told apart: a name, an identifying value or the account. */
  readonly hidesIdentity: boolean;
  /** Attributes that have an agent key but cannot be used, by that key. The key never names anything else. */
  readonly unavailable: ReadonlyMap<string, Unavailable>;
}

interface Unavailable extends Pick<Attribute, "kind" | "apiKey"> {
  /** `gone`: it is no longer in the definitions. */
  readonly why: "gone" | "hidden";
  /** Of something hidden. */
  readonly label?: string;
}

/** Links to who made or changed a contact say nothing about the contact itself. */
const BOOKKEEPING = /^\$?(?:created|updated|modified|deleted)[_-]?by$/i;

/** Whether contacts are linked to colleagues who work with them. */
export const isToColleague = ({ apiKey, definition }: Relationship): boolean => definition.objectType === "member" && !BOOKKEEPING.test(apiKey);

/**
 * The link to the colleague whose contact it is: "owner", else the first that is called so ("contact_owner"), else the
 * only one to a colleague ("account_manager").
 */
export function ownerOf({ relationships }: Pick<ContactSchema, "relationships">): Relationship | undefined {
  const links = relationships.filter(isToColleague);
  const named = links.filter(({ agentKey }) => /owner/.test(agentKey) && !/^(?:previous|former|old|last|past|secondary|co)(?=_)/.test(agentKey));
  return links.find(({ agentKey }) => agentKey === "owner") ?? named[0] ?? (links.length === 1 ? links[0] : undefined);
}

/** The system's links to who made or changed a contact. The API refuses them, but their definitions do not say so. */
const SET_BY_LIGHTFIELD = /^\$(?:created|updated|modified)by$/i;

/** The parts of an earlier schema that are still needed. From an earlier session, only the agent keys are known. */
export type PreviousSchema = Pick<ContactSchema, "agentKeys"> & Partial<Pick<ContactSchema, "fields" | "hiddenBy">>;

/**
 * @param hidden what to hide: agent keys, API keys, slugs or labels, in any spelling
 * @param previous the schema that the agent saw last: agent keys stay the same, and what was hidden stays hidden
 */
export function buildSchema(definitions: Definitions, hidden: readonly string[] = [], previous?: PreviousSchema): ContactSchema {
  const all = [
    ...definitions.fields.map((definition) => ({ kind: "field", key: definition.key, definition }) as const),
    ...definitions.relationships.map((definition) => ({ kind: "relationship", key: definition.key, definition }) as const),
  ];
  const agentKeys = assignAgentKeys(all, previous?.agentKeys);
  const agentKeyOf = (named: Named): AgentKey => {
    const key = agentKeys.get(identity(named));
    if (key === undefined) throw new Error(`No agent key was assigned to ${identity(named)}`);
    return key;
  };

  const labelCounts = new Map<string, number>();
  for (const { definition } of all) labelCounts.set(oneLine(definition.label), (labelCounts.get(oneLine(definition.label)) ?? 0) + 1);
  const labelOf = (named: Named, written: string) => {
    const label = oneLine(written);
    const key = agentKeyOf(named);
    // If several have the same label, the one whose key equals the label needs no suffix.
    return labelCounts.get(label) === 1 || label.toLowerCase() === key ? asLabel(written) : `${asLabel(written)} (${key})`;
  };

  const hideable = all.map(
    (one): Hideable => ({
      apiKey: one.key,
      agentKey: agentKeyOf(one),
      label: labelOf(one, one.definition.label),
      others: [one.definition.label, ...(one.kind === "relationship" && one.definition.slug !== undefined ? [one.definition.slug] : [])],
    }),
  );
  const hiding = hidingOf(hidden, hideable, previous, undefinedAgentKey);
  const { isHidden } = hiding;

  const fields = definitions.fields
    .filter(({ key }) => !isHidden(key))
    .map((defined): Field => {
      const definition = withFormerOptions(defined, previous?.fields?.find(({ apiKey }) => apiKey === defined.key)?.definition);
      const named = { kind: "field", key: definition.key } as const;
      const type = fieldTypeOf(definition);
      return {
        kind: "field",
        agentKey: agentKeyOf(named),
        apiKey: definition.key,
        label: labelOf(named, definition.label),
        definition,
        type,
        writable: type.writable && !definition.readOnly,
      };
    });
  const withParent = (field: Field): Field => {
    const parent = fields.find(({ apiKey }) => apiKey === field.definition.config.parentFieldKey && apiKey !== field.apiKey);
    return parent ? { ...field, parent } : field;
  };

  const identities = new Set(all.map(identity));
  const gone = [...(previous?.agentKeys ?? [])]
    .filter(([named]) => !identities.has(named))
    .map(([named, agentKey]) => ({ ...namedBy(named), agentKey }));
  const notShown = all.filter(({ key }) => isHidden(key));
  return {
    fields: fields.map(withParent),
    relationships: definitions.relationships
      .filter(({ key }) => !isHidden(key))
      .map((definition) => {
        const named = { kind: "relationship", key: definition.key } as const;
        return {
          kind: "relationship",
          agentKey: agentKeyOf(named),
          apiKey: definition.key,
          label: labelOf(named, definition.label),
          definition,
          writable: !SET_BY_LIGHTFIELD.test(definition.key),
        };
      }),
    agentKeys: new Map([...(previous?.agentKeys ?? []), ...agentKeys]),
    hidesIdentity: notShown.some(tellsApart),
    ...hiding,
    unavailable: new Map<string, Unavailable>([
      ...gone.map(({ kind, key, agentKey }) => [agentKey, { kind, apiKey: key, why: "gone" }] as const),
      ...notShown.map((one) => [agentKeyOf(one), { kind: one.kind, apiKey: one.key, why: "hidden", label: one.definition.label }] as const),
    ]),
  };
}

/** Whether people are told apart by a field or a relationship. */
function tellsApart(one: { kind: "field"; definition: FieldDefinition } | { kind: "relationship"; definition: RelationshipDefinition }): boolean {
  if (one.kind === "relationship") return one.definition.objectType === "account";
  const { identifies, search } = fieldTypeOf(one.definition);
  return identifies !== undefined || search.as === "name" || one.definition.config.unique === true;
}

/**
 * A select with the labels that its options had before: an agent may still see them in its list of tools.
 *
 * @param previous the definition that was known before
 */
function withFormerOptions(definition: FieldDefinition, previous: FieldDefinition | undefined): FieldDefinition {
  const { options } = definition.config;
  if (!options || !previous) return definition;
  const labels = new Map(options.map(({ id, label }) => [id, label]));
  const before = [...(previous.config.options ?? []), ...(previous.config.formerOptions ?? [])];
  const renamed = new Map(
    before.flatMap((option) => {
      const label = labels.get(option.id);
      return label === undefined || label === option.label ? [] : [[option.label, option] as const];
    }),
  );
  return renamed.size === 0 ? definition : { ...definition, config: { ...definition.config, formerOptions: [...renamed.values()] } };
}

const undefinedAgentKey = (key: ApiKey) => assignAgentKeys([{ kind: "field", key }]).get(identity({ kind: "field", key })) as AgentKey;

/** A field of an answer that the definitions do not have (yet). It is shown under its API key and never written. */
export function undefinedField(key: ApiKey, valueType: string): Field {
  const definition: FieldDefinition = { key, label: oneLine(key), valueType, readOnly: true, config: {} };
  return {
    kind: "field",
    agentKey: undefinedAgentKey(key),
    apiKey: key,
    label: asLabel(key),
    definition,
    type: fieldTypeOf(definition),
    writable: false,
  };
}

/** The main field of a value type: the system's own (`$email`), else the first custom one. */
export const mainField = (fields: readonly Field[], valueType: FieldDefinition["valueType"]): Field | undefined =>
  mainOf(fields, valueType, (field) => field);

/** Like {@link mainField}, for objects that have a field. */
export function mainOf<T>(all: readonly T[], valueType: FieldDefinition["valueType"], fieldOf: (one: T) => Field): T | undefined {
  let first: T | undefined;
  for (const one of all) {
    const { apiKey, definition } = fieldOf(one);
    if (definition.valueType !== valueType) continue;
    if (apiKey.startsWith("$")) return one;
    first ??= one;
  }
  return first;
}

/** The other attributes with the same label, which people may confuse with this one. */
export function sameLabel<A extends Attribute>(attribute: Attribute, among: readonly A[]): A[] {
  const labelOf = ({ definition }: Attribute) => oneLine(definition.label).toLowerCase();
  return among.filter((other) => other.agentKey !== attribute.agentKey && labelOf(other) === labelOf(attribute));
}

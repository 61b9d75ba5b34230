import { ApiError } from "./errors.ts";
import type { Test } from "./filter-values.ts";
import type { StoredRecord } from "./record.ts";
import { ID_PREFIXES } from "./relationships.ts";
import { matcherOf, operatorsOf } from "./value-types.ts";
import type { DefinitionsJson, RelationshipDefinitionJson } from "./wire-json.ts";

/** How to read filters where the documentation leaves it open. */
export interface FilterStyle {
  /** `strict`: text filters respect case, and `contains` needs a whole member. `loose`: neither. */
  readonly matching: "strict" | "loose";
  /** Whether filters name a relationship by its slug, as documented, or by its key. */
  readonly relationshipsBy: "slug" | "key";
}

/** Whether a record matches a filter. */
type Filter = (record: StoredRecord) => boolean;

/** The filter of a parameter `KEY[operator]=value`. Throws 400 for an unknown key, operator or type of value. */
export function parseFilter(name: string, value: string, definitions: DefinitionsJson, style: FilterStyle): Filter {
  const { negated, ...parts } = partsOf(name);
  const wanted = { ...parts, name, value };
  const test = fieldTest(wanted, definitions, style) ?? relationshipTest(wanted, definitions, style);
  if (test === undefined) throw new ApiError(400, `There is nothing to filter by '${parts.key}'.`, { code: "unknown_field", param: name });
  return negated ? (record) => !test(record) : test;
}

/** A filter as it was sent, without its negation. */
interface Wanted {
  /** Of the query parameter. */
  readonly name: string;
  readonly key: string;
  readonly operator: string | undefined;
  readonly value: string;
}

/** Splits `$name[-equal]`: the negation precedes the operator, inside the brackets. */
function partsOf(name: string): { key: string; negated: boolean; operator: string | undefined } {
  const match = /^(.+)\[(-?)([A-Za-z]+)\]$/s.exec(name);
  const [, key = name, dash, operator] = match ?? [];
  return { key, negated: dash === "-", operator };
}

function fieldTest({ name, key, operator: given, value }: Wanted, { fieldDefinitions }: DefinitionsJson, style: FilterStyle): Filter | undefined {
  const definition = Object.hasOwn(fieldDefinitions, key) ? fieldDefinitions[key] : undefined;
  if (definition === undefined) return undefined;
  const operators = operatorsOf(definition.valueType);
  const operator = given === undefined ? operators[0] : operators.find((known) => known === given);
  if (operator === undefined) throw badFilter(name, `'${key}' (${definition.valueType}) has no operator '${given ?? "equal"}'.`);
  const test: Test | undefined = matcherOf(definition, operator, value, style.matching);
  if (test === undefined) throw badFilter(name, `'${value}' is not a value of type ${definition.valueType}.`);
  return (record) => {
    const stored = record.values.get(key);
    return stored !== undefined && test(stored);
  };
}

function relationshipTest({ name, key, operator, value }: Wanted, definitions: DefinitionsJson, style: FilterStyle): Filter | undefined {
  const entry = Object.entries(definitions.relationshipDefinitions).find(([own, definition]) => filterName(own, definition, style) === key);
  if (entry === undefined) return undefined;
  if (operator !== undefined && operator !== "equal" && operator !== "contains")
    throw badFilter(name, `Relationship '${key}' has no operator '${operator}'.`);
  const [own, { objectType }] = entry;
  const prefix = ID_PREFIXES.get(objectType) ?? "";
  if (!value.startsWith(prefix)) {
    throw new ApiError(400, `'${value}' is not the ID of a record of type ${objectType}.`, { code: "referenced_resource_missing", param: name });
  }
  return ({ links }) => links.get(own)?.includes(value) ?? false;
}

function filterName(key: string, { slug }: RelationshipDefinitionJson, { relationshipsBy }: FilterStyle): string {
  if (slug === undefined || relationshipsBy === "key") return key;
  return key.startsWith("$") ? `$${slug}` : slug;
}

const badFilter = (param: string, message: string) => new ApiError(400, message, { param });

import { FILTER_OPERATORS, type FilterOperator, type WireFilter } from "../api/wire.ts";
import type { FilterTerm, Locale } from "../fields/index.ts";
import { nearest } from "../fields/nearest.ts";
import { quote } from "../fields/quote.ts";
import { Problems, Rejection } from "../fields/rejection.ts";
import { parseRecordId } from "./record-id.ts";
import { type Attribute, type Relationship, resolveAttribute, type Workspace } from "./workspace.ts";

/** A filter as an agent gives it. */
export interface FilterInput {
  readonly field: string;
  readonly operator?: string | undefined;
  readonly value?: string | number | boolean | null | undefined;
}

const NEGATION = "not_";

/** "is set": the API has it as `startsWith` with an empty value. */
const IS_SET = "isSet";

type Operator = FilterOperator | typeof IS_SET;

/** Values that say of "is set" what it says anyway. */
const ignorable: ReadonlySet<unknown> = new Set([undefined, null, "", true, "true"]);

const fold = (name: string) => name.toLowerCase().replace(/[_\s]/g, "");

const NAMES = new Map<string, Operator>([
  ...[...FILTER_OPERATORS, IS_SET].map((name) => [fold(name), name as Operator] as const),
  ["equals", "equal"],
  ["is", "equal"],
  ["=", "equal"],
  [">", "greaterThan"],
  [">=", "greaterThanOrEqual"],
  ["<", "lessThan"],
  ["<=", "lessThanOrEqual"],
]);

/** Operators that an attribute can be filtered with, without their negations. */
export function operatorsOf(attribute: Attribute): readonly Operator[] {
  if (attribute.kind === "relationship") return ["contains"];
  const { operators } = attribute.type;
  return operators.includes("startsWith") ? [...operators, IS_SET] : operators;
}

function parseOperator(written: string | undefined, attribute: Attribute): { operator: Operator; negated: boolean } {
  const operators = operatorsOf(attribute);
  const accepted = `${operators.join(", ")}, each also with ${NEGATION} before it`;
  if (operators.length === 0)
    throw new Rejection(`The API cannot filter by ${attribute.label}`, "a field with filter operators in get_contact_definitions");
  if (written === undefined || written.trim() === "") return { operator: operators.includes("equal") ? "equal" : "contains", negated: false };
  const name = written.trim();
  const negation = /^(not[_\s]?|!|-)/i.exec(name)?.[0] ?? "";
  const operator = NAMES.get(fold(name.slice(negation.length)));
  // A relationship is filtered by ID, for which the API's two operators mean the same.
  if (operator === "equal" && attribute.kind === "relationship") return { operator: "contains", negated: negation !== "" };
  if (operator === undefined || !operators.includes(operator)) {
    throw new Rejection(`${quote(written)} is not an operator of ${attribute.label}`, accepted, nearest(name, operators));
  }
  return { operator, negated: negation !== "" };
}

function terms(attribute: Attribute, operator: Operator, value: FilterInput["value"], locale: Locale): readonly FilterTerm[] {
  if (operator === IS_SET) {
    if (!ignorable.has(value))
      throw new Rejection(`${IS_SET} takes no value, but ${quote(value)} was given`, `${IS_SET} or ${NEGATION}${IS_SET} alone`);
    return [{ operator: "startsWith", value: "" }];
  }
  // A blank would be sent as none, which means "is set".
  if (value === undefined || value === null || String(value).trim() === "") throw new Rejection("The filter has no value", "a value");
  if (attribute.kind === "relationship") return [{ operator, value: parseRecordId(value, attribute.definition.objectType) }];
  return attribute.type.encodeFilter(String(value), operator, attribute.definition, locale);
}

/**
 * Filters in the API's terms, all of which must hold.
 *
 * @param relationshipKey what a relationship is called in a filter
 * @throws InvalidInput with the problems of all filters
 */
export function encodeFilters(
  filters: readonly FilterInput[],
  workspace: Workspace,
  locale: Locale,
  relationshipKey: (relationship: Relationship) => string,
): WireFilter[] {
  const problems = new Problems();
  const encoded = filters.flatMap((filter, index) => {
    const one = problems.collect(`filters[${index}]`, () => {
      const attribute = resolveAttribute<Attribute>(
        filter.field,
        [...workspace.fields, ...workspace.relationships],
        "field or relationship",
        workspace,
      );
      const { operator, negated } = parseOperator(filter.operator, attribute);
      const found = terms(attribute, operator, filter.value, locale);
      if (negated && found.length > 1) {
        throw new Rejection(`A whole day cannot be excluded in one filter`, "lessThan the day, or greaterThan it");
      }
      const key = attribute.kind === "relationship" ? relationshipKey(attribute) : attribute.apiKey;
      return found.map((term): WireFilter => ({ key, ...term, ...(negated ? { negated } : {}) }));
    });
    return one ?? [];
  });
  problems.throwIfAny();
  return encoded;
}

import type { FilterTerm } from "../fields/index.ts";
import { Rejection } from "../fields/rejection.ts";
import { quote } from "../text/quote.ts";
import { type Attribute, holdsMany } from "./contact-schema.ts";
import { type Filtering, HAS_AT_LEAST, IS_SET, leastOf, NEGATION, OF, type ReadOperator } from "./filter-operators.ts";

/** A filter that contacts must pass, and the values as they were written. */
interface Condition extends ReadOperator {
  readonly place: string;
  readonly attribute: Attribute;
  readonly given: readonly unknown[];
  /** The encoded values. One of them must match. */
  readonly alternatives: readonly (readonly FilterTerm[])[];
}

/** Whether an attribute holds one of a set of values that exclude each other. */
const isExclusive = (attribute: Attribute): boolean =>
  !holdsMany(attribute) && (attribute.kind === "relationship" || attribute.definition.config.options !== undefined);

const valuesOf = ({ alternatives }: Condition): string[] => alternatives.flatMap((terms) => terms.map(({ value }) => value));

/** Filters that were read from a query have no place of their own. */
const nameOf = ({ place, given }: Condition, usual = place) => (place === "query" ? given.map(quote).join(", ") : usual);

/** "region not_equal "EMEA"" */
const inFull = ({ attribute, operator, negated, given }: Condition) =>
  [attribute.agentKey, `${negated ? NEGATION : ""}${operator}`, ...(operator === IS_SET ? [] : [given.map(quote).join(", ")])].join(" ");

/** Whether one of two filters on an attribute excludes all that the other demands. */
function excludes(not: Condition, demand: Condition): boolean {
  if (not.attribute !== demand.attribute || !not.negated || demand.negated) return false;
  if (not.operator === IS_SET) return demand.operator !== OF;
  if (not.operator !== demand.operator) return false;
  if (not.operator === HAS_AT_LEAST) return leastOf(demand.given) >= leastOf(not.given);
  const excluded = new Set(not.alternatives.map((terms) => JSON.stringify(terms)));
  return demand.alternatives.length > 0 && demand.alternatives.every((terms) => excluded.has(JSON.stringify(terms)));
}

/** Refuses filters that no contact can pass, such as one for each of two stages, meant as "or". @throws Rejection */
export function checkAgainst(earlier: readonly Condition[], one: Condition, who: Filtering): void {
  const opposite = earlier.find((condition) => excludes(condition, one) || excludes(one, condition));
  if (opposite) throw new Rejection(`No contact passes both ${inFull(opposite)} and ${inFull(one)}`, "one of them");
  if (one.negated || one.operator === IS_SET || one.operator === OF || !isExclusive(one.attribute)) return;
  const accepted = new Set(valuesOf(one));
  const other = earlier.find(
    (condition) =>
      condition.attribute === one.attribute &&
      !condition.negated &&
      condition.operator !== IS_SET &&
      condition.operator !== OF &&
      !valuesOf(condition).some((value) => accepted.has(value)),
  );
  if (!other) return;
  const values = [...other.given, ...one.given].map(quote).join(", ");
  throw new Rejection(
    `No contact passes both ${nameOf(one, "this filter")} and ${nameOf(other)}, because ${one.attribute.agentKey} holds one value`,
    `one filter with "values": [${values}]${who === "api" ? " in find_contacts" : ""}`,
  );
}

import { FILTER_OPERATORS } from "../api/wire.ts";
import { nearest } from "../fields/nearest.ts";
import type { LocalOperator } from "../fields/operators.ts";
import { Rejection } from "../fields/rejection.ts";
import { quote } from "../text/quote.ts";
import { asData } from "../text/words.ts";
import { type Attribute, holdsMany } from "./contact-schema.ts";

export const NEGATION = "not_";

/** "is set": for the API, `startsWith` with an empty value. */
export const IS_SET = "isSet";

/**
 * "is linked from": `{field: "referred", operator: "of", value: "Maja"}` are the contacts in Maja's "referred". With
 * links to other records, "shares": `{field: "account", operator: "of", value: "Maja"}` are the others at her account.
 */
export const OF = "of";

/** "has so many values or more": `{field: "account", operator: "hasAtLeast", value: 2}`. */
export const HAS_AT_LEAST = "hasAtLeast";

/** The smallest of the numbers given to {@link HAS_AT_LEAST}, which the others follow from. */
export const leastOf = (given: readonly unknown[]): number => Math.min(...given.map(Number));

type Operator = LocalOperator | typeof IS_SET | typeof OF | typeof HAS_AT_LEAST;

/** What a value makes of "is set": the same, or the opposite. */
export const SAYS_SET = new Map<unknown, boolean>([
  ...[undefined, null, "", true, "true", "yes"].map((value) => [value, true] as const),
  ...[false, "false", "no"].map((value) => [value, false] as const),
]);

/** An operator's name without case and separators. A hyphen at its beginning negates. */
const plainName = (name: string) => name.toLowerCase().replace(/[_\s'’]|(?<!^)-/g, "");

export interface ReadOperator {
  readonly operator: Operator;
  readonly negated: boolean;
}

const namesFor = (negated: boolean) => (operator: Operator, names: string) => names.split(" ").map((name) => [name, { operator, negated }] as const);
const named = namesFor(false);
const negatedBy = namesFor(true);

const NAMES: ReadonlyMap<string, ReadOperator> = new Map([
  ...[...FILTER_OPERATORS, IS_SET].flatMap((name) => named(name as Operator, plainName(name))),
  ...named("equal", "equals equalto is isequalto eq = == in isin oneof isoneof anyof isanyof"),
  ...negatedBy("equal", "isnot isnt ne neq <> noneof"),
  ...named("contains", "contain includes include"),
  ...named("startsWith", "startwith beginswith"),
  ...named("hasWords", "haswords hasword words word"),
  ...named("greaterThan", "> gt"),
  ...named("greaterThanOrEqual", ">= gte"),
  ...named("lessThan", "< lt"),
  ...named("lessThanOrEqual", "<= lte"),
  ...named(OF, OF),
  ...named(HAS_AT_LEAST, "hasatleast"),
  ...named(IS_SET, "set exists exist"),
  ...negatedBy(IS_SET, "empty isempty blank isblank null isnull unset isunset missing ismissing"),
]);

/** Negates the operator after it: "not_", "isNot", "doesn't ", "!", "-". */
const NEGATED = /^(?:(?:(?:is|does)[_\s-]?)?not[_\s-]?|(?:is|does)n['’]?t[_\s-]?|!|-)(?=.)/i;

/** The API's operators for an attribute, without their negations. */
export function operatorsOf(attribute: Attribute): readonly Operator[] {
  if (attribute.kind === "relationship") return ["contains"];
  const { operators } = attribute.type.filter;
  return operators.includes("startsWith") ? [...operators, IS_SET] : operators;
}

/** Who filters: the API, or this program in the local copy. */
export type Filtering = "api" | "local";

/** The operators of the local copy for an attribute. */
function localOperatorsOf(attribute: Attribute): readonly Operator[] {
  const own: readonly Operator[] =
    attribute.kind === "relationship" ? ["equal", "contains", "startsWith", IS_SET, OF] : [...attribute.type.filter.localOperators, IS_SET];
  return holdsMany(attribute) ? [...own, HAS_AT_LEAST] : own;
}

export function parseOperator(written: string | undefined, attribute: Attribute, who: Filtering): ReadOperator {
  const operators = who === "api" ? operatorsOf(attribute) : localOperatorsOf(attribute);
  const [only, ...others] = operators;
  const accepted = others.length === 0 ? `${only} or ${NEGATION}${only}` : `${operators.join(", ")}, each also with ${NEGATION} before it`;
  if (operators.length === 0) {
    throw new Rejection(
      `The API cannot filter by ${asData(attribute.definition.label)}`,
      `the same filters in find_contacts, with ${localOperatorsOf(attribute).join(", ")}; or a field for which get_contact_definitions shows filter operators`,
    );
  }
  if (written === undefined || written.trim() === "") return { operator: operators.includes("equal") ? "equal" : "contains", negated: false };
  const name = written.trim();
  // "isNot" is a name of its own.
  const negation = NAMES.has(plainName(name)) ? "" : (NEGATED.exec(name)?.[0] ?? "");
  const bare = name.slice(negation.length);
  const known = NAMES.get(plainName(bare));
  const operator = known?.operator;
  const negated = (negation !== "") !== (known?.negated ?? false);
  // The API filters relationships by ID, for which both operators mean the same.
  if (operator === "equal" && attribute.kind === "relationship" && who === "api") return { operator: "contains", negated };
  if (operator === undefined || !operators.includes(operator)) {
    const isLocal = operator !== undefined && localOperatorsOf(attribute).includes(operator);
    if (isLocal)
      throw new Rejection(
        `The API has no operator ${quote(written)} for ${asData(attribute.definition.label)}`,
        `${accepted}; or the same filters in find_contacts`,
      );
    // Never suggest the opposite of what was written.
    const meant = nearest(bare, operators).map((near) => (negation === "" ? near : `${NEGATION}${near}`));
    throw new Rejection(`${quote(written)} is not an operator of ${asData(attribute.definition.label)}`, accepted, meant);
  }
  return { operator, negated };
}

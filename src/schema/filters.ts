import { FILTER_OPERATORS, type FilterOperator, type WireContact, type WireFilter } from "../api/wire.ts";
import type { FilterTerm, Locale } from "../fields/index.ts";
import { nearest } from "../fields/nearest.ts";
import { InvalidInput, Problems, Rejection } from "../fields/rejection.ts";
import { quote } from "../text/quote.ts";
import { type Attribute, type ContactSchema, type Relationship, resolveAttribute } from "./contact-schema.ts";
import { idsAlone, type TargetId } from "./link-target.ts";

/** A filter in an agent's words. */
export interface FilterInput {
  readonly field: string;
  readonly operator?: string | undefined;
  readonly value?: string | number | boolean | null | undefined;
}

const NEGATION = "not_";

/** "is set": for the API, `startsWith` with an empty value. */
const IS_SET = "isSet";

type Operator = FilterOperator | typeof IS_SET;

/** What a value makes of "is set": the same, or the opposite. */
const SAYS_SET = new Map<unknown, boolean>([
  ...[undefined, null, "", true, "true", "yes"].map((value) => [value, true] as const),
  ...[false, "false", "no"].map((value) => [value, false] as const),
]);

/** An operator's name without case and separators. A hyphen at its beginning negates. */
const plainName = (name: string) => name.toLowerCase().replace(/[_\s'’]|(?<!^)-/g, "");

interface ReadOperator {
  readonly operator: Operator;
  readonly negated: boolean;
}

const namesFor = (negated: boolean) => (operator: Operator, names: string) => names.split(" ").map((name) => [name, { operator, negated }] as const);
const named = namesFor(false);
const negatedBy = namesFor(true);

const NAMES: ReadonlyMap<string, ReadOperator> = new Map([
  ...[...FILTER_OPERATORS, IS_SET].flatMap((name) => named(name as Operator, plainName(name))),
  ...named("equal", "equals equalto is isequalto eq = =="),
  ...negatedBy("equal", "isnot isnt ne neq <>"),
  ...named("contains", "contain includes include"),
  ...named("startsWith", "startwith beginswith"),
  ...named("greaterThan", "> gt"),
  ...named("greaterThanOrEqual", ">= gte"),
  ...named("lessThan", "< lt"),
  ...named("lessThanOrEqual", "<= lte"),
  ...named(IS_SET, "set exists exist"),
  ...negatedBy(IS_SET, "empty isempty blank isblank null isnull unset isunset missing ismissing"),
]);

/** Negates the operator after it: "not_", "isNot", "doesn't ", "!", "-". */
const NEGATED = /^(?:(?:(?:is|does)[_\s-]?)?not[_\s-]?|(?:is|does)n['’]?t[_\s-]?|!|-)(?=.)/i;

/** Names for the date of creation, which is not a field. */
const CREATED = new Set(["created", "createdat", "createdon", "createddate", "creationdate", "datecreated"]);

/**
 * A relationship's name in filters: its slug, according to the documentation, or its key, for a deployment that
 * refuses the slug.
 */
export function relationshipFilterKey({ apiKey, definition: { slug } }: Relationship, byKey: boolean): string {
  if (byKey || slug === undefined) return apiKey;
  return apiKey.startsWith("$") ? `$${slug.replace(/^\$/, "")}` : slug;
}

/** The API's operators for an attribute, without their negations. */
export function operatorsOf(attribute: Attribute): readonly Operator[] {
  if (attribute.kind === "relationship") return ["contains"];
  const { operators } = attribute.type.filter;
  return operators.includes("startsWith") ? [...operators, IS_SET] : operators;
}

/** Who filters: the API with {@link encodeFilters}, or this program with {@link filterPredicate}. */
type Filtering = "api" | "local";

/** The operators of {@link filterPredicate} for an attribute. */
const localOperatorsOf = (attribute: Attribute): readonly Operator[] =>
  attribute.kind === "relationship" ? ["contains", IS_SET] : [...attribute.type.filter.localOperators, IS_SET];

function parseOperator(written: string | undefined, attribute: Attribute, who: Filtering): ReadOperator {
  const operators = who === "api" ? operatorsOf(attribute) : localOperatorsOf(attribute);
  const accepted = `${operators.join(", ")}, each also with ${NEGATION} before it`;
  if (operators.length === 0) {
    throw new Rejection(
      `The API cannot filter by ${attribute.label}`,
      `these filters in find_contacts, with ${localOperatorsOf(attribute).join(", ")}; or a field with filter operators in get_contact_definitions`,
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
  // A relationship is filtered by ID, for which both operators of the API mean the same.
  if (operator === "equal" && attribute.kind === "relationship") return { operator: "contains", negated };
  if (operator === undefined || !operators.includes(operator)) {
    const isLocal = operator !== undefined && localOperatorsOf(attribute).includes(operator);
    if (isLocal)
      throw new Rejection(`The API has no operator ${quote(written)} for ${attribute.label}`, `${accepted}; or these filters in find_contacts`);
    // Never suggest the opposite of what was written.
    const meant = nearest(bare, operators).map((near) => (negation === "" ? near : `${NEGATION}${near}`));
    throw new Rejection(`${quote(written)} is not an operator of ${attribute.label}`, accepted, meant);
  }
  return { operator, negated };
}

/** A filter with its names resolved and its value encoded. */
interface ParsedFilter {
  readonly attribute: Attribute;
  readonly operator: Operator;
  readonly negated: boolean;
  /** All must match; none for "is set". */
  readonly terms: readonly FilterTerm[];
}

function filteredAttribute(written: string, schema: ContactSchema): Attribute {
  try {
    return resolveAttribute<Attribute>(written, [...schema.fields, ...schema.relationships], "field or relationship", schema);
  } catch (error) {
    if (!(error instanceof Rejection) || !CREATED.has(plainName(written))) throw error;
    throw new Rejection(`Contacts cannot be filtered by creation date (${quote(written)})`, "the keys that get_contact_definitions lists");
  }
}

function terms(attribute: Attribute, operator: Operator, value: FilterInput["value"], locale: Locale, targetId: TargetId): readonly FilterTerm[] {
  if (operator === IS_SET) {
    if (!SAYS_SET.has(value))
      throw new Rejection(`${IS_SET} takes no value, but ${quote(value)} was given`, `${IS_SET} or ${NEGATION}${IS_SET} alone`);
    return [];
  }
  if (attribute.kind === "relationship") return [{ operator, value: targetId(value, attribute) }];
  return attribute.type.filter.encode(String(value), operator, attribute.definition, locale);
}

const isBlank = (value: FilterInput["value"]) => value === undefined || value === null || String(value).trim() === "";

function noValue(attribute: Attribute, who: Filtering): Rejection {
  const hasIsSet = who === "local" || operatorsOf(attribute).includes(IS_SET);
  return new Rejection("The filter has no value", hasIsSet ? `a value; or the operator ${IS_SET}, which needs none` : "a value");
}

/** @throws InvalidInput with the problems of all filters */
function parseFilters(filters: readonly FilterInput[], schema: ContactSchema, locale: Locale, targetId: TargetId, who: Filtering): ParsedFilter[] {
  const problems = new Problems();
  const parsed = filters.flatMap((filter, index) => {
    const one = problems.collect(`filters[${index}]`, (): ParsedFilter => {
      const attribute = filteredAttribute(filter.field, schema);
      const { operator, negated } = parseOperator(filter.operator, attribute, who);
      // The API would read a blank value as "is set".
      if (operator !== IS_SET && isBlank(filter.value)) throw noValue(attribute, who);
      const isOpposite = operator === IS_SET && SAYS_SET.get(filter.value) === false;
      return { attribute, operator, negated: negated !== isOpposite, terms: terms(attribute, operator, filter.value, locale, targetId) };
    });
    return one ?? [];
  });
  problems.throwIfAny();
  return parsed;
}

/**
 * Filters in the API's terms, all of which must match.
 *
 * @param relationshipKey the name of a relationship in a filter
 * @param targetId the IDs of the records that filters name
 * @throws InvalidInput with the problems of all filters
 */
export function encodeFilters(
  filters: readonly FilterInput[],
  schema: ContactSchema,
  locale: Locale,
  relationshipKey: (relationship: Relationship) => string,
  targetId: TargetId = idsAlone,
): WireFilter[] {
  const parsed = parseFilters(filters, schema, locale, targetId, "api");
  const split = parsed.findIndex(({ negated, terms }) => negated && terms.length > 1);
  if (split !== -1)
    throw new InvalidInput([
      `filters[${split}]: A whole day cannot be excluded in one filter. Accepted: lessThan the day, or greaterThan it; or these filters in find_contacts.`,
    ]);
  return parsed.flatMap(({ attribute, negated, terms }) => {
    const key = attribute.kind === "relationship" ? relationshipKey(attribute) : attribute.apiKey;
    const all: readonly FilterTerm[] = terms.length > 0 ? terms : [{ operator: "startsWith", value: "" }];
    return all.map((term): WireFilter => ({ key, ...term, ...(negated ? { negated } : {}) }));
  });
}

/**
 * Whether the result of filters depends on the deployment: the documentation leaves open whether text must match as a
 * whole and in its case.
 */
export const isReadByDeployment = (filters: readonly WireFilter[], { fields }: ContactSchema): boolean =>
  filters.some(({ key, value }) => value !== "" && fields.some(({ apiKey, type }) => apiKey === key && type.filter.isText));

/** Takes contacts as they are stored: decoding a hundred thousand would take seconds. */
export type ContactPredicate = (contact: WireContact) => boolean;

/**
 * A local test for filters. It ignores case and accents, and has operators that the API lacks. `undefined` for no
 * filters.
 *
 * @throws InvalidInput with the problems of all filters
 */
export function filterPredicate(
  filters: readonly FilterInput[],
  schema: ContactSchema,
  locale: Locale,
  targetId: TargetId = idsAlone,
): ContactPredicate | undefined {
  if (filters.length === 0) return undefined;
  const parsed = parseFilters(filters, schema, locale, targetId, "local");
  return (contact) => parsed.every((filter) => holds(filter, contact, locale) !== filter.negated);
}

function holds({ attribute, terms }: ParsedFilter, contact: WireContact, locale: Locale): boolean {
  if (attribute.kind === "relationship") {
    const ids = contact.relationships.get(attribute.apiKey)?.ids ?? [];
    return terms.length === 0 ? ids.length > 0 : terms.every(({ value }) => ids.includes(value));
  }
  const { type, definition } = attribute;
  const raw = contact.fields.get(attribute.apiKey)?.value;
  return terms.length === 0 ? type.isSet(raw) : terms.every((term) => type.filter.matches(raw, term, definition, locale));
}

import type { FilterOperator, WireContact, WireFilter } from "../api/wire.ts";
import type { FilterTerm, Locale } from "../fields/index.ts";
import { rawValues } from "../fields/raw-values.ts";
import { eachOf, InvalidInput, Problems, Rejection } from "../fields/rejection.ts";
import { quote } from "../text/quote.ts";
import { attributeOrPart } from "./attribute-part.ts";
import type { Attribute, ContactSchema, Relationship } from "./contact-schema.ts";
import { checkAgainst } from "./filter-conflicts.ts";
import { type Filtering, HAS_AT_LEAST, IS_SET, leastOf, OF, operatorsOf, parseOperator, type ReadOperator, SAYS_SET } from "./filter-operators.ts";
import { type FilterTargets, idsAlone, isTargetName, type TargetId } from "./link-target.ts";
import { rawValueOf } from "./timestamps.ts";

export { operatorsOf } from "./filter-operators.ts";

type FilterValue = string | number | boolean | null | undefined;

/** A filter in an agent's words: one of an attribute, or several. Then any or all of them must match. */
export interface FilterInput {
  readonly field?: string | undefined;
  readonly operator?: string | undefined;
  readonly value?: FilterValue;
  /** Several values. Any of them may match. */
  readonly values?: readonly FilterValue[] | undefined;
  readonly any?: readonly FilterInput[] | undefined;
  readonly all?: readonly FilterInput[] | undefined;
  /** Its place for messages, if not its place in the list: "query", "filters[1]". */
  readonly from?: string | undefined;
}

/** A relationship's name in filters: its slug, as documented, or its key, for a deployment that refuses the slug. */
export function relationshipFilterKey({ apiKey, definition: { slug } }: Relationship, byKey: boolean): string {
  if (byKey || slug === undefined) return apiKey;
  return apiKey.startsWith("$") ? `$${slug.replace(/^\$/, "")}` : slug;
}

/** A filter of one attribute, with its names resolved and its values encoded. */
interface AttributeFilter extends ReadOperator {
  readonly kind: "one";
  /** Its place in the arguments. */
  readonly place: string;
  readonly attribute: Attribute;
  /** The values as they were written. */
  readonly given: readonly FilterValue[];
  /** One of them must match, each with all its terms. None for "is set" and "has at least". */
  readonly alternatives: readonly (readonly FilterTerm[])[];
}

interface FilterGroup {
  readonly kind: "any" | "all";
  readonly place: string;
  readonly parts: readonly ParsedFilter[];
}

type ParsedFilter = AttributeFilter | FilterGroup;

const isBlank = (value: FilterValue) => value === undefined || value === null || String(value).trim() === "";

function noValue(attribute: Attribute, who: Filtering): Rejection {
  const hasIsSet = who === "local" || operatorsOf(attribute).includes(IS_SET);
  return new Rejection("The filter has no value", hasIsSet ? `a value; or the operator ${IS_SET}, which needs none` : "a value");
}

/** How filters are read: the workspace, and who filters. */
interface Reading {
  readonly schema: ContactSchema;
  readonly locale: Locale;
  readonly targets: FilterTargets;
  readonly who: Filtering;
}

function alternatives(
  attribute: Attribute,
  operator: ReadOperator["operator"],
  value: FilterValue,
  { locale, targets }: Reading,
): readonly (readonly FilterTerm[])[] {
  if (operator === IS_SET) return [];
  if (operator === HAS_AT_LEAST) {
    if (!/^[1-9]\d*$/.test(String(value).trim())) throw new Rejection(`${quote(value)} is not a number of values`, "a whole number from 1 on");
    return [];
  }
  if (operator === OF) {
    if (attribute.kind !== "relationship" || !targets.linksOf) return [];
    const contact = targets.one(value, { ...attribute, definition: { ...attribute.definition, objectType: "contact" } });
    const ids = targets.linksOf(contact, attribute);
    return (isOfContacts(attribute) ? ids : [...ids, contact]).map((id) => [{ operator: "contains", value: id }]);
  }
  if (attribute.kind === "field") return [attribute.type.filter.encode(String(value), operator, attribute.definition, locale)];
  const isPart = operator === "contains" || operator === "startsWith";
  const byPart = isPart && targets.withPart !== undefined && isTargetName(value, attribute.definition.objectType);
  const ids = byPart && targets.withPart ? targets.withPart(value, attribute, operator) : [(targets.oneOrSeveral ?? targets.one)(value, attribute)];
  return ids.map((id) => [{ operator: "contains", value: id }]);
}

function parseOne(filter: FilterInput, place: string, reading: Reading): AttributeFilter {
  const { schema, who } = reading;
  if (!filter.field?.trim()) throw new Rejection("The filter has no field", '"field" with a key that get_contact_definitions lists');
  const attribute = attributeOrPart(filter.field, schema);
  const { operator, negated } = parseOperator(filter.operator, attribute, who);
  const given = [...(filter.value === undefined ? [] : [filter.value]), ...(filter.values ?? [])];
  if (operator === IS_SET) {
    const unfit = given.find((value) => !SAYS_SET.has(value));
    if (unfit !== undefined) throw new Rejection(`${IS_SET} takes no value, but ${quote(unfit)} was given`, `${IS_SET} or not_${IS_SET} alone`);
    return { kind: "one", place, attribute, given, operator, negated: negated !== (SAYS_SET.get(given[0]) === false), alternatives: [] };
  }
  // The API would read a blank value as "is set".
  if (given.length === 0 || given.some(isBlank)) throw noValue(attribute, who);
  if (who === "api" && given.length > 1) throw new Rejection("The API takes one value", "one value; or the same filters in find_contacts");
  const encoded = eachOf(given, (value) => alternatives(attribute, operator, value, reading)).flat();
  return { kind: "one", place, attribute, given, operator, negated, alternatives: encoded };
}

/** The filters of a group. Beside a field, an empty list is what some clients send for a part that a model leaves out. */
export function groupOf({
  field,
  any,
  all,
}: FilterInput): { readonly kind: FilterGroup["kind"]; readonly filters: readonly FilterInput[] } | undefined {
  const filters = any ?? all;
  return filters === undefined || (field?.trim() && filters.length === 0) ? undefined : { kind: any ? "any" : "all", filters };
}

function parse(filters: readonly FilterInput[], places: string, reading: Reading, problems: Problems): ParsedFilter[] {
  return filters.flatMap((filter, index): ParsedFilter[] => {
    const place = filter.from ?? `${places}[${index}]`;
    const group = groupOf(filter);
    if (group === undefined) return [problems.collect(place, () => parseOne(filter, place, reading))].filter((one) => one !== undefined);
    const { kind, filters: parts } = group;
    const checked = problems.collect(place, () => {
      if (filter.field?.trim()) throw new Rejection(`Both "field" and "${kind}" are given`, "one of them");
      if (parts.length === 0) throw new Rejection(`"${kind}" is empty`, "one filter or more");
      if (reading.who === "api") throw new Rejection('The API does not take "any" or "all"', "one filter; or the same filters in find_contacts");
      return true;
    });
    return checked ? [{ kind, place, parts: parse(parts, `${place}.${kind}`, reading, problems) }] : [];
  });
}

/** @throws InvalidInput with the problems of all filters */
function parseFilters(filters: readonly FilterInput[], reading: Reading): ParsedFilter[] {
  const problems = new Problems();
  const parsed = parse(filters, "filters", reading, problems);
  const conditions = parsed.filter((filter) => filter.kind === "one");
  for (const [at, one] of conditions.entries()) problems.collect(one.place, () => checkAgainst(conditions.slice(0, at), one, reading.who));
  problems.throwIfAny();
  return parsed;
}

/** How the API names what filters are about. */
interface FilterNames {
  /** The name of a relationship in a filter. */
  relationshipKey(relationship: Relationship): string;
  /** The IDs of the records that filters name; by default they must be IDs. */
  readonly targetId?: TargetId;
}

/** Filters in the API's terms. All of them must match. @throws InvalidInput with the problems of all filters */
export function encodeFilters(
  filters: readonly FilterInput[],
  schema: ContactSchema,
  locale: Locale,
  { relationshipKey, targetId = idsAlone }: FilterNames,
): WireFilter[] {
  const parsed = parseFilters(filters, { schema, locale, targets: { one: targetId }, who: "api" });
  return parsed.flatMap((filter) => {
    if (filter.kind !== "one") return [];
    const { attribute, negated, place } = filter;
    const [terms = []] = filter.alternatives;
    if (negated && terms.length > 1)
      throw new InvalidInput([
        `${place}: A whole day cannot be excluded in one filter. Accepted: lessThan the day, or greaterThan it; or the same filters in find_contacts.`,
      ]);
    const key = attribute.kind === "relationship" ? relationshipKey(attribute) : attribute.apiKey;
    const all: readonly FilterTerm[] = terms.length > 0 ? terms : [{ operator: "startsWith", value: "" }];
    return all.map((term): WireFilter => ({ key, ...termOfApi(term), ...(negated ? { negated } : {}) }));
  });
}

/** Operators of the local copy alone were refused before, when the operator was read. */
function termOfApi({ operator, value }: FilterTerm): FilterTerm<FilterOperator> {
  if (operator === "hasWords") throw new Error(`The API has no operator ${operator}`);
  return { operator, value };
}

/** Whether the deployment decides the result: it is not documented if text must match as a whole and in its case. */
export const isReadByDeployment = (filters: readonly WireFilter[], { fields }: ContactSchema): boolean =>
  filters.some(({ key, value }) => value !== "" && fields.some(({ apiKey, type }) => apiKey === key && type.filter.isText));

/** Takes contacts as they are stored: decoding a hundred thousand would take seconds. */
export interface ContactPredicate {
  (contact: WireContact): boolean;
  /** Sets of IDs of records or options. A contact that passes holds at least one ID of each set. */
  readonly needs?: readonly ReadonlySet<string>[];
}

/** A local test for filters, without case and accents, with more operators. `undefined`: none. @throws InvalidInput */
export function filterPredicate(
  filters: readonly FilterInput[],
  schema: ContactSchema,
  locale: Locale,
  targets: FilterTargets = { one: idsAlone },
): ContactPredicate | undefined {
  if (filters.length === 0) return undefined;
  return everyOf(filterPredicates(filters, schema, locale, targets));
}

/** The test that a contact passes if it passes all of these. */
export const everyOf = (tests: readonly ContactPredicate[]): ContactPredicate =>
  Object.assign((contact: WireContact) => tests.every((test) => test(contact)), { needs: tests.flatMap(({ needs = [] }) => needs) });

/** The test that a contact passes if it passes one of these. */
function someOf(tests: readonly ContactPredicate[]): ContactPredicate {
  const firsts = tests.flatMap(({ needs: [first] = [] }) => first ?? []);
  const needs = firsts.length === tests.length ? [new Set(firsts.flatMap((ids) => [...ids]))] : [];
  return Object.assign((contact: WireContact) => tests.some((test) => test(contact)), { needs });
}

/** The tests of the filters, one for each, as {@link filterPredicate}. */
export const filterPredicates = (
  filters: readonly FilterInput[],
  schema: ContactSchema,
  locale: Locale,
  targets: FilterTargets = { one: idsAlone },
): ContactPredicate[] => parseFilters(filters, { schema, locale, targets, who: "local" }).map((filter) => testOf(filter, locale));

function testOf(filter: ParsedFilter, locale: Locale): ContactPredicate {
  if (filter.kind !== "one") {
    const tests = filter.parts.map((part) => testOf(part, locale));
    return filter.kind === "any" ? someOf(tests) : everyOf(tests);
  }
  const { attribute, operator, negated, alternatives, given } = filter;
  if (operator === HAS_AT_LEAST) {
    const least = leastOf(given);
    return (contact) => countOf(contact, attribute) >= least !== negated;
  }
  const holds = attribute.kind === "relationship" ? linkTest(attribute, operator, alternatives) : undefined;
  if (holds) return negated ? (contact) => !holds(contact) : holds;
  if (attribute.kind === "relationship") return () => false;
  const { type, definition } = attribute;
  const test = (contact: WireContact) => {
    const raw = rawValueOf(contact, attribute);
    const isMatch =
      operator === IS_SET ? type.isSet(raw) : alternatives.some((terms) => terms.every((term) => type.filter.matches(raw, term, definition, locale)));
    return isMatch !== negated;
  };
  return negated || operator === IS_SET || !type.filter.isId ? test : Object.assign(test, { needs: [idsOf(alternatives)] });
}

/** How many values, or linked records, a contact has. */
const countOf = (contact: WireContact, attribute: Attribute): number =>
  attribute.kind === "relationship" ? linkedIds(contact, attribute).length : rawValues(rawValueOf(contact, attribute)).length;

const linkedIds = (contact: WireContact, { apiKey }: Relationship): readonly string[] => contact.relationships.get(apiKey)?.ids ?? [];

const idsOf = (alternatives: AttributeFilter["alternatives"]): ReadonlySet<string> =>
  new Set(alternatives.flatMap((terms) => terms.map(({ value }) => value)));

const isOfContacts = ({ definition: { objectType } }: Relationship) => objectType === "contact";

function linkTest(relation: Relationship, operator: ReadOperator["operator"], alternatives: AttributeFilter["alternatives"]): ContactPredicate {
  const wanted = idsOf(alternatives);
  const linked = (contact: WireContact) => linkedIds(contact, relation);
  if (operator === OF && isOfContacts(relation)) return ({ id }) => wanted.has(id);
  // The contact itself is not one of those that share something with it.
  if (operator === OF) return (contact) => !wanted.has(contact.id) && linked(contact).some((id) => wanted.has(id));
  if (operator === IS_SET) return (contact) => linked(contact).length > 0;
  return Object.assign((contact: WireContact) => linked(contact).some((id) => wanted.has(id)), { needs: [wanted] });
}

import type { ApiKey, ContactId, FieldDefinition } from "../../api/wire.ts";
import type { Locale } from "../../fields/index.ts";
import { Rejection } from "../../fields/rejection.ts";
import { buildSchema, type ContactSchema } from "../../schema/contact-schema.ts";
import { type FilterInput, filterPredicate } from "../../schema/filters.ts";
import type { Group } from "./group-counter.ts";
import { measureName, parseMeasure } from "./grouping.ts";

/** The number of contacts in a group. */
export const COUNT = "count";

/** Filters of contacts, and of groups: by "count", or a measure such as "sum deal_size". */
export interface FilterKinds {
  readonly ofContacts: readonly FilterInput[];
  readonly ofGroups: readonly FilterInput[];
}

export function filterKinds(filters: readonly FilterInput[], schema: ContactSchema): FilterKinds {
  const numbers = filters.map((filter) => groupNumber(filter, schema));
  return {
    ofContacts: filters.filter((_, at) => numbers[at] === undefined),
    ofGroups: filters.flatMap((filter, at) => (numbers[at] === undefined ? [] : [{ ...filter, field: numbers[at] }])),
  };
}

/** The number of a group that a filter is about; undefined for a filter of contacts. */
function groupNumber({ field }: FilterInput, schema: ContactSchema): string | undefined {
  if (field === undefined || [...schema.fields, ...schema.relationships].some(({ agentKey }) => agentKey === field)) return undefined;
  if (field.trim().toLowerCase() === COUNT) return COUNT;
  try {
    return measureName(parseMeasure(field, schema));
  } catch (error) {
    if (error instanceof Rejection) return undefined;
    throw error;
  }
}

/**
 * A test for groups. Their numbers are filtered like those of contacts.
 *
 * @param filters of groups
 * @param measures the names of all measures of the groups
 * @throws InvalidInput with the problems of all filters
 */
export function groupTest(filters: readonly FilterInput[], measures: readonly string[], locale: Locale): ((group: Group) => boolean) | undefined {
  const numbers = [COUNT, ...measures].map(
    (name): FieldDefinition => ({ key: name as ApiKey, label: name, valueType: "NUMBER", readOnly: true, config: {} }),
  );
  const passes = filterPredicate(filters, buildSchema({ fields: numbers, relationships: [] }), locale);
  if (!passes) return undefined;
  return ({ count, measures: own }) => {
    const values = [count, ...own];
    const fields = new Map(numbers.map(({ key, valueType }, at) => [key, { valueType, value: values[at] ?? null }]));
    return passes({ id: "" as ContactId, createdAt: "", fields, relationships: new Map() });
  };
}

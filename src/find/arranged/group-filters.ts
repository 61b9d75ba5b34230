import type { ApiKey, ContactId, FieldDefinition } from "../../api/wire.ts";
import type { Locale } from "../../fields/index.ts";
import { Problems, Rejection, unlessRejected } from "../../fields/rejection.ts";
import { buildSchema, type ContactSchema } from "../../schema/contact-schema.ts";
import { type FilterInput, filterPredicate } from "../../schema/filters.ts";
import { quote } from "../../text/quote.ts";
import type { Group } from "./group-counter.ts";
import { type Measure, measureName, parseMeasure } from "./grouping.ts";

/** The number of contacts in a group. */
export const COUNT = "count";

/** Filters of contacts, and of groups: by "count", or a measure such as "sum deal_size". */
export interface FilterKinds {
  readonly ofContacts: readonly FilterInput[];
  readonly ofGroups: readonly FilterInput[];
}

/** @throws InvalidInput for a number of groups where no group is filtered */
export function filterKinds(filters: readonly FilterInput[], isGrouped: boolean, schema: ContactSchema): FilterKinds {
  const problems = new Problems();
  for (const filter of filters) {
    const others = isGrouped ? partsOf(filter) : [filter, ...partsOf(filter)];
    for (const one of others) problems.collect(filter.from ?? "filters", () => refuseNumber(one, isGrouped, schema));
  }
  problems.throwIfAny();
  const numbers = filters.map((filter) => groupNumber(filter, schema));
  return {
    ofContacts: filters.filter((_, at) => numbers[at] === undefined),
    ofGroups: filters.flatMap((filter, at) => (numbers[at] === undefined ? [] : [{ ...filter, field: numbers[at] }])),
  };
}

const partsOf = ({ any, all }: FilterInput): FilterInput[] => (any ?? all ?? []).flatMap((part) => [part, ...partsOf(part)]);

function refuseNumber(filter: FilterInput, isGrouped: boolean, schema: ContactSchema): void {
  if (groupNumber(filter, schema) === undefined) return;
  const name = `${quote(filter.field)} is a figure for groups`;
  if (isGrouped) throw new Rejection(`${name}, so it cannot stand inside another filter`, "this filter on its own in filters");
  throw new Rejection(`${name}, so it needs group_by`, "filters of contacts, or group_by");
}

/** The number of a group that a filter is about; undefined for a filter of contacts. */
function groupNumber({ field }: FilterInput, schema: ContactSchema): string | undefined {
  if (field === undefined || [...schema.fields, ...schema.relationships].some(({ agentKey }) => agentKey === field)) return undefined;
  if (field.trim().toLowerCase() === COUNT) return COUNT;
  return unlessRejected(() => measureName(parseMeasure(field, schema)));
}

/**
 * A test for groups. Their numbers are filtered like those of contacts.
 *
 * @param filters of groups
 * @param all all measures of the groups
 * @throws InvalidInput with the problems of all filters
 */
export function groupTest(filters: readonly FilterInput[], all: readonly Measure[], locale: Locale): ((group: Group) => boolean) | undefined {
  // Of dates, a group has the instant.
  const named = [
    { name: COUNT, date: undefined },
    ...all.map((one) => ({ name: measureName(one), date: one.field.type.isMoment ? one.field : undefined })),
  ];
  const numbers = named.map(
    ({ name, date }): FieldDefinition => ({
      key: name as ApiKey,
      label: name,
      valueType: date?.definition.valueType ?? "NUMBER",
      readOnly: true,
      config: {},
    }),
  );
  const passes = filterPredicate(filters, buildSchema({ fields: numbers, relationships: [] }), locale);
  if (!passes) return undefined;
  return ({ count, measures: own }) => {
    const values = [count, ...own].map((value, at) => (value !== undefined && named[at]?.date ? new Date(value).toISOString() : value));
    const fields = new Map(numbers.map(({ key, valueType }, at) => [key, { valueType, value: values[at] ?? null }]));
    return passes({ id: "" as ContactId, createdAt: "", fields, relationships: new Map() });
  };
}

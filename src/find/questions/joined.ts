import type { ContactSchema } from "../../schema/contact-schema.ts";
import { holdsMany } from "../../schema/contact-schema.ts";
import type { FilterInput } from "../../schema/filters.ts";

/** Several options of one select are alternatives, and so are several owners: no contact has two. */
export function joined(filters: readonly FilterInput[], schema: ContactSchema): FilterInput[] {
  const all: FilterInput[] = [];
  for (const filter of filters) {
    const isSaidBefore = all.some((one) => JSON.stringify(one) === JSON.stringify(filter));
    if (isSaidBefore) continue;
    const same = all.findIndex((one) => areAlternatives(one, filter, schema));
    const before = all[same];
    if (before) all[same] = { ...withoutValue(before), values: [...new Set([...valuesOf(before), ...valuesOf(filter)])] };
    else all.push(filter);
  }
  return all.map(withOneValue);
}

function areAlternatives(one: FilterInput, other: FilterInput, { relationships }: ContactSchema): boolean {
  if (one.field === undefined || one.field !== other.field || one.operator !== other.operator) return false;
  const areOptions = one.values !== undefined && other.values !== undefined;
  return areOptions || (one.operator === "contains" && relationships.some((link) => link.agentKey === one.field && !holdsMany(link)));
}

export const valuesOf = ({ value, values }: FilterInput): NonNullable<FilterInput["values"]> => values ?? (value === undefined ? [] : [value]);

const withoutValue = ({ value: _, ...filter }: FilterInput): FilterInput => filter;

export function withOneValue(filter: FilterInput): FilterInput {
  const { values, ...rest } = filter;
  return values?.length === 1 ? { ...rest, value: values[0] } : filter;
}

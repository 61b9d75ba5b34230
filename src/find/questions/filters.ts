import { type Attribute, type ContactSchema, holdsMany } from "../../schema/contact-schema.ts";
import type { FilterInput } from "../../schema/filters.ts";
import { allAttributes } from "../../schema/timestamps.ts";
import type { Reader } from "./reader.ts";
import type { Vocabulary } from "./words/vocabulary.ts";

/** A filter of which one, or none, of some values has to fit. */
export const anyOf = (field: string, operator: string, isNot: boolean, values: readonly string[]): FilterInput =>
  withOneValue({ field, operator: isNot ? `not_${operator}` : operator, values });

/** The same for names of accounts, owners and other linked records. */
export const containing = (field: string, isNot: boolean, names: readonly string[]): FilterInput => anyOf(field, "contains", isNot, names);

/** The fields of filters, and of their alternatives. */
export const fieldsOf = (filters: readonly FilterInput[]): (string | undefined)[] =>
  filters.flatMap(({ field, any = [] }) => [field, ...any.map((one) => one.field)]);

/** The attributes of a kind that the filters are about: "soonest first" is about one of them, beside "follow-ups in March". */
export function inFocus({ filters }: Reader, { schema }: Vocabulary, fits: (attribute: Attribute) => boolean): Attribute[] {
  const fields = new Set(fieldsOf(filters));
  return allAttributes(schema).filter((attribute) => fields.has(attribute.agentKey) && fits(attribute));
}

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

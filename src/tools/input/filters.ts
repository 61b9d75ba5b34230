import { z } from "zod/v3";
import { MAX_LENGTH } from "../../fields/max-length.ts";
import { unlisted } from "../../schema/json-schema.ts";

/** More characters than a description of people needs. */
const LONGEST_QUERY = 500;

/** A description of people. */
export const queryInput = z.string().max(LONGEST_QUERY, "a description of people").optional();

/** Advertised as a string; a number or a boolean is accepted as its text. */
const filterValue = z.preprocess(
  (value) => (typeof value === "number" || typeof value === "boolean" ? String(value) : value),
  z.string({ invalid_type_error: 'one value as text; find_contacts takes several as "values"' }).max(MAX_LENGTH.url),
);

/** A contact must pass all filters, so more than this are never useful. */
const MOST_FILTERS = 50;

const FILTER_FORM = 'filters such as {"field": "title", "operator": "startsWith", "value": "VP"}';

const filterShape = { field: z.string({ required_error: FILTER_FORM }), operator: z.string().optional(), value: filterValue.optional() };

const list = <T extends z.ZodRawShape>(shape: T) => z.array(z.object(shape, { invalid_type_error: FILTER_FORM }).strict()).max(MOST_FILTERS);

/** Filters as agents write them. A contact must pass all of them. */
export const filtersInput = list(filterShape);

/** Values of one filter. One of them must match. */
const MOST_VALUES = 100;

const values = z.array(filterValue).max(MOST_VALUES).optional();
const field = z.string().optional();

/** What the alternatives of a filter may hold beside one value: a query may be read so, and an answer shows how. */
const alternative = (within: z.ZodRawShape) => ({ ...filterShape, field, values: unlisted(values), ...within });
const group = (shape: z.ZodRawShape) => list(shape).optional();
const innermost = alternative({});
const inner = alternative({ any: unlisted(group(innermost)), all: unlisted(group(innermost)) });
const outer = alternative({ any: unlisted(group(inner)), all: unlisted(group(inner)) });
const all = unlisted(group(outer));

/** The same for the local copy: a filter may have several values, or consist of alternatives. */
export const filterTreeInput = list({
  ...filterShape,
  field,
  operator: z.string().optional().describe("equal, contains, startsWith, isSet, >, >=, <, <=; a leading not_ negates"),
  value: filterValue.optional().describe("label, name or ID"),
  values,
  any: group(outer),
  all,
});

/** The same for tools beside find_contacts, whose schema describes filters. */
export const briefFilterTreeInput = list({ ...filterShape, field, values, any: unlisted(group(outer)), all });

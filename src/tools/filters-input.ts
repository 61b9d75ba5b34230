import { z } from "zod/v3";
import { MAX_LENGTH } from "../fields/max-length.ts";

/** Advertised as a string; a number or a boolean is accepted as its text. */
const filterValue = z.preprocess(
  (value) => (typeof value === "number" || typeof value === "boolean" ? String(value) : value),
  z.string({ invalid_type_error: "one value as text" }).max(MAX_LENGTH.url).optional(),
);

/** A contact must pass all filters, so more than this are never useful. */
const MOST_FILTERS = 50;

const FILTER_FORM = 'filters such as {"field": "title", "operator": "startsWith", "value": "VP"}';

/** Filters as agents write them. A contact must pass all of them. */
export const filtersInput = z
  .array(
    z
      .object({
        field: z.string({ required_error: FILTER_FORM }).describe("field or relationship key"),
        operator: z.string().optional(),
        value: filterValue.describe("select: the label; relationship: a name or ID"),
      })
      .strict(),
  )
  .max(MOST_FILTERS);

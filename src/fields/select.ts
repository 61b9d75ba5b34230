import { z } from "zod/v3";
import type { FieldDefinition } from "../api/wire.ts";
import { counted } from "../text/plural.ts";
import { defineFieldType } from "./define-field-type.ts";
import type { SingleValueFilter, SingleValueType } from "./field-type.ts";
import { MAX_LENGTH } from "./max-length.ts";
import { decodeOption, parseOption, rankOfOption, renamedNote, shownOptions, showOption } from "./options.ts";
import { LIST_SEPARATORS } from "./split-list.ts";

/** A schema lists at most this many options, and describes longer lists. */
export const MOST_LISTED_OPTIONS = 30;

/** The first options of a list are the most likely to divide contacts, and each costs a request. */
const MOST_DIVISIONS = 12;

const listable = (field: FieldDefinition) => {
  const [first, ...rest] = shownOptions(field).map(({ label }) => label);
  return first !== undefined && rest.length < MOST_LISTED_OPTIONS ? ([first, ...rest] as const) : undefined;
};

const select: Omit<SingleValueType<string>, "name" | "filter"> = {
  maxLength: MAX_LENGTH.option,
  schema: (field) => {
    const labels = listable(field);
    return labels ? z.enum([...labels]) : z.string();
  },
  hint: (field) => (listable(field) ? undefined : `one of ${counted(shownOptions(field).length, "label")}, see get_contact_definitions`),
  encode: (input, field) => ({ value: parseOption(input, field), note: renamedNote(input, field) }),
  decode: decodeOption,
  show: showOption,
  rank: rankOfOption,
  search: { as: "option", texts: (id, field) => [showOption(id, field)] },
  canonical: (id) => id,
};

const filter: Omit<SingleValueFilter<string>, "operators"> = {
  encode: (value, operator, field) => [{ operator, value: parseOption(value, field) }],
  isNamed: (id, wanted) => id === wanted,
  isId: true,
};

export const singleSelect = defineFieldType<string>({
  ...select,
  name: "select",
  filter: {
    ...filter,
    operators: ["equal"],
    divisions: ({ config }) => (config.options ?? []).slice(0, MOST_DIVISIONS).map(({ id: value }) => ({ operator: "equal", value })),
  },
});

export const multiSelect = defineFieldType<string>({
  ...select,
  name: "multi-select",
  filter: { ...filter, operators: [] },
  list: { isMany: () => true, separators: { sure: [...LIST_SEPARATORS, /,/] } },
});

import { z } from "zod/v3";
import { groupBy } from "../../maps.ts";
import type { UpdateInput } from "../../schema/encode.ts";
import { unlisted } from "../../schema/json-schema.ts";

/** The longest list: more than any workspace has fields. */
const MOST_ENTRIES = 500;

/** Advertised as text, which every type of value can be written as. */
const value = z.unknown().refine((given) => given !== undefined, "the value, as text");

const ENTRY = 'entries such as {"field": "title", "value": "CFO"}';

/**
 * Values by key, as a list of `{field, value}`: an object whose keys no schema names is refused or emptied by some
 * clients. Such an object is understood too (`parseArguments`).
 */
export const entriesInput = z
  .array(z.object({ field: z.string({ required_error: ENTRY }), value }, { invalid_type_error: ENTRY }).strict(), {
    required_error: 'values such as {"title": "CFO"}',
  })
  .max(MOST_ENTRIES);

/** What an update of one or of many contacts takes. */
export const updateInput = {
  fields: entriesInput.optional(),
  add: entriesInput.optional(),
  remove: entriesInput.optional(),
  clear_fields: z.array(z.string()).optional(),
  relationships: unlisted(z.record(z.unknown()).optional()),
};

/** The same as it is encoded. */
export const updateOf = ({ fields, add, remove, clear_fields, relationships }: z.infer<z.ZodObject<typeof updateInput>>): UpdateInput => ({
  fields: fields && valuesByKey(fields),
  add: add && valuesByKey(add),
  remove: remove && valuesByKey(remove),
  clear_fields,
  relationships,
});

/**
 * The entries as an object. Several with the same key are a list.
 *
 * @example
 * valuesByKey([{ field: "email", value: "a@b.co" }, { field: "email", value: "c@d.co" }]); // => { email: ["a@b.co", "c@d.co"] }
 */
export const valuesByKey = (entries: z.infer<typeof entriesInput>): Record<string, unknown> =>
  Object.fromEntries(
    [...groupBy(entries, ({ field }) => field)].map(([field, given]) => [
      field,
      given.length === 1 ? given[0]?.value : given.flatMap(({ value }) => value),
    ]),
  );

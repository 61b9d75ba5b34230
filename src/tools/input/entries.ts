import { z } from "zod/v3";

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

export type Entries = z.infer<typeof entriesInput>;

/**
 * The entries as an object. Several with the same key are a list.
 *
 * @example
 * valuesByKey([{ field: "email", value: "a@b.co" }, { field: "email", value: "c@d.co" }]); // => { email: ["a@b.co", "c@d.co"] }
 */
export function valuesByKey(entries: Entries): Record<string, unknown>;
export function valuesByKey(entries: Entries | undefined): Record<string, unknown> | undefined;
export function valuesByKey(entries: Entries | undefined): Record<string, unknown> | undefined {
  if (!entries) return undefined;
  const byKey = new Map<string, unknown[]>();
  for (const { field, value } of entries) byKey.set(field, [...(byKey.get(field) ?? []), value]);
  return Object.fromEntries([...byKey].map(([field, values]) => [field, values.length === 1 ? values[0] : values.flat()]));
}

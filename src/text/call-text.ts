import { wholeJson } from "./quote.ts";

/**
 * A call that an answer offers, to be copied as it is. Arguments that are undefined are left out.
 *
 * @example
 * callText("undo_write", { write_id: "w7k2m9c" }); // => 'undo_write {"write_id":"w7k2m9c"}'
 */
export const callText = (tool: string, args: Readonly<Record<string, unknown>>): string => `${tool} ${wholeJson(args)}`;

/**
 * A value in the form that the tools advertise: an entry with text for each value of a list.
 *
 * @example
 * valueEntries("email", ["a@b.co", "c@d.co"]); // => [{ field: "email", value: "a@b.co" }, { field: "email", value: "c@d.co" }]
 */
export function valueEntries(field: string, value: unknown): { readonly field: string; readonly value: string }[] {
  if (Array.isArray(value)) return value.flatMap((one) => valueEntries(field, one));
  return [{ field, value: typeof value === "string" ? value : wholeJson(value) }];
}

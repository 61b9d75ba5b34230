import { z } from "zod/v3";
import { mapInSlices } from "../async/time-slices.ts";
import { readJson } from "./read-json.ts";

/**
 * The JSON of an object, made in time slices: its lists are written item by item.
 *
 * @example
 * await jsonInSlices({ id: "plan_1", rows: [{ number: 1 }] }); // => '{"id":"plan_1","rows":[{"number":1}]}'
 */
export async function jsonInSlices(value: object): Promise<string> {
  const parts: string[] = [];
  for (const [key, part] of Object.entries(value)) {
    const text = Array.isArray(part) ? `[${(await mapInSlices(part, (item) => JSON.stringify(item))).join()}]` : JSON.stringify(part);
    if (text !== undefined) parts.push(`${JSON.stringify(key)}:${text}`);
  }
  return `{${parts.join()}}`;
}

/** As {@link readJson}, in time slices: the items of an object's lists are checked one by one. */
export async function readJsonInSlices<T>(bytes: Uint8Array, form: z.ZodType<T, z.ZodTypeDef, unknown>): Promise<T | undefined> {
  if (!(form instanceof z.ZodObject)) return readJson(bytes, form);
  const value = readJson(bytes, z.record(z.unknown()));
  if (!value) return undefined;
  const lists: Record<string, unknown[]> = {};
  for (const [key, list] of Object.entries<z.ZodTypeAny>(form.shape)) {
    const items = value[key];
    if (!(list instanceof z.ZodArray) || !Array.isArray(items)) continue;
    const read = await mapInSlices(items, (item) => list.element.safeParse(item));
    if (read.some(({ success }) => !success)) return undefined;
    lists[key] = read.map(({ data }) => data);
  }
  // The lists are checked already.
  const emptied = Object.fromEntries(Object.keys(lists).map((key) => [key, []]));
  const rest = form.safeParse({ ...value, ...emptied }).data;
  return rest && { ...rest, ...lists };
}

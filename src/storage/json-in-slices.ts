import { mapInSlices } from "../async/time-slices.ts";

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

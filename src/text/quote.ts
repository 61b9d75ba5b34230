import { beginningOf } from "./beginning.ts";
import { withoutHidden } from "./plain-text.ts";

const MAX_LENGTH = 80;

/** The JSON of a value from outside. Values that are nested too deeply for JSON are left out where they are read. */
export const jsonText = (value: unknown): string => JSON.stringify(value) ?? String(value);

/**
 * Enough of a value for the first `MAX_LENGTH` characters of its JSON: each value inside takes at least one
 * character. A huge value then costs no more than a small one.
 *
 * @param left how many values may still be taken
 */
function enoughOf(value: unknown, left = { values: MAX_LENGTH }): unknown {
  left.values -= 1;
  if (typeof value === "string") return value.slice(0, MAX_LENGTH);
  if (typeof value !== "object" || value === null) return value;
  const kept: [string, unknown][] = [];
  for (const key in value) {
    if (left.values <= 0) break;
    kept.push([key, enoughOf(Reflect.get(value, key), left)]);
  }
  return Array.isArray(value) ? kept.map(([, item]) => item) : Object.fromEntries(kept);
}

const escaped = (hidden: string) => hidden.replace(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

/**
 * A whole value from outside as JSON, to be copied into a call: invisible characters are escaped, and nothing is cut.
 *
 * @example
 * wholeJson({ "Na\u200bme": "name" }); // => '{"Na\\u200bme":"name"}'
 */
export const wholeJson = (value: unknown): string => withoutHidden(jsonText(value).replace(/[\u2028\u2029]/g, escaped), escaped);

/**
 * A value from outside, for a message: as JSON, cut after 80 characters, with invisible characters escaped.
 *
 * @example
 * quote("Dana\u200b"); // => '"Dana\\u200b"'
 */
export function quote(value: unknown): string {
  const text = jsonText(enoughOf(value));
  const shown = text.length > MAX_LENGTH ? `${beginningOf(text, MAX_LENGTH)}…` : text;
  return withoutHidden(shown.replace(/[\u2028\u2029]/g, escaped), escaped);
}

import { withoutHidden } from "./plain-text.ts";

const LONGEST = 80;

/** The JSON of a value from outside; "[…]" or "{…}" where it is nested too deeply for JSON. */
export function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return Array.isArray(value) ? "[…]" : "{…}";
  }
}

const escaped = (hidden: string) => hidden.replace(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** A value from outside as it stands in a message: JSON, cut after 80 characters, in which invisible characters are seen as escapes. */
export function quote(value: unknown): string {
  const text = jsonText(value);
  const shown = text.length > LONGEST ? `${text.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, "")}…` : text;
  return withoutHidden(shown.replace(/[\u2028\u2029]/g, escaped), escaped);
}

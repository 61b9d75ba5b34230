import { jsonText } from "./json.ts";

const LONGEST = 80;

/** A value from outside as it stands in a message: JSON, cut after 80 characters. */
export function quote(value: unknown): string {
  const text = jsonText(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

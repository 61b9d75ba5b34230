import { visibleText } from "../text/visible.ts";
import { isRecord } from "./json.ts";
import { MAX_LENGTH } from "./max-length.ts";

/** Deeper than any value of a field. */
const DEEPEST = 4;

/** What was given for a value, with its texts as a reader sees them. Text that is too long for any value stays unchanged. */
export function visibleInput(input: unknown, depth = DEEPEST): unknown {
  if (typeof input === "string") return input.length > MAX_LENGTH.text ? input : visibleText(input);
  if (depth === 0) return input;
  if (Array.isArray(input)) return input.map((item) => visibleInput(item, depth - 1));
  if (!isRecord(input)) return input;
  return Object.fromEntries(Object.entries(input).map(([key, part]) => [key, visibleInput(part, depth - 1)]));
}

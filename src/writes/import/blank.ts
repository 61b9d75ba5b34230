import { decodeJsonString, isRecord } from "../../fields/json.ts";

/** Deeper than any value of a field goes; what lies below is left as it is. */
const DEEPEST = 6;

/**
 * A value without the blanks in it, or undefined where nothing else is in it: an import never clears. Blank are
 * `null`, white space, and lists and objects of blanks alone, also as their JSON text; any other text stays as
 * it is.
 */
export function withoutBlanks(value: unknown, depth = DEEPEST): unknown {
  if (value === null || value === undefined) return undefined;
  if (depth === 0) return value;
  if (typeof value === "string") {
    const decoded = decodeJsonString(value);
    const blank = decoded === value ? value.trim() === "" : withoutBlanks(decoded, depth - 1) === undefined;
    return blank ? undefined : value;
  }
  if (Array.isArray(value)) {
    const kept = value.map((item) => withoutBlanks(item, depth - 1)).filter((item) => item !== undefined);
    return kept.length > 0 ? kept : undefined;
  }
  if (!isRecord(value)) return value;
  const kept = Object.entries(value)
    .map(([key, part]) => [key, withoutBlanks(part, depth - 1)] as const)
    .filter(([, part]) => part !== undefined);
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

import { decodeJsonString, isRecord } from "../fields/json.ts";

/** Deeper than any value of a field. Deeper values are left as they are. */
const DEEPEST = 6;

/**
 * A value without its blanks, or undefined if it is blank: an import never clears. `null`, white space, and lists and
 * objects of blanks are blank, also as JSON text. Any other text stays unchanged.
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

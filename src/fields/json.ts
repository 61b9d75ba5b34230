/** Whether a value is a JSON object. */
export const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

/** Some clients send an object or a list as a string that holds its JSON: that string decoded. Anything else as it is. */
export function decodeJsonString(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** Deeper than any value of a field goes; what lies below is left as it is. */
const DEEPEST = 8;

/**
 * What an agent gave, without its nulls: a client in strict mode sends one for every property that its model leaves out, so null says nothing. A list or an
 * object that holds nothing else is left out, too; one that was empty before stays empty. `undefined` where nothing is left.
 *
 * @param onNull called for each null
 */
export function withoutNulls(value: unknown, onNull: () => void = () => undefined, depth = DEEPEST): unknown {
  if (value === null) {
    onNull();
    return undefined;
  }
  if (depth === 0) return value;
  const kept = (part: unknown) => withoutNulls(part, onNull, depth - 1);
  if (Array.isArray(value)) {
    const items = value.map(kept).filter((item) => item !== undefined);
    return items.length > 0 || value.length === 0 ? items : undefined;
  }
  if (!isRecord(value)) return value;
  const parts = Object.entries(value).flatMap(([key, part]) => {
    const left = kept(part);
    return left === undefined ? [] : [[key, left] as const];
  });
  return parts.length > 0 || Object.keys(value).length === 0 ? Object.fromEntries(parts) : undefined;
}

/** Whether a value is a JSON object. */
export const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

/** Levels of lists and objects in each other that are read: more than any value of a field has, or any argument. */
const DEEPEST = 8;

const [QUOTE, BACKSLASH, OPENING_BRACKET, CLOSING_BRACKET, OPENING_BRACE, CLOSING_BRACE] = [0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d];

/** Whether lists and objects lie in each other deeper than they are read, so that no walk through them can run out of stack. */
export function isTooDeep(value: unknown, depth = DEEPEST): boolean {
  if (typeof value !== "object" || value === null) return false;
  return depth === 0 || Object.values(value).some((part) => isTooDeep(part, depth - 1));
}

/**
 * Whether lists and objects lie in each other in a JSON text deeper than they are read. JSON.parse takes hundreds of milliseconds for a megabyte of
 * brackets; this stops at the first that is too deep.
 */
function isTextTooDeep(json: string): boolean {
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < json.length; at++) {
    const unit = json.charCodeAt(at);
    if (unit === BACKSLASH && isInString) at++;
    else if (unit === QUOTE) isInString = !isInString;
    else if (isInString) continue;
    else if (unit === OPENING_BRACKET || unit === OPENING_BRACE) depth++;
    else if (unit === CLOSING_BRACKET || unit === CLOSING_BRACE) depth--;
    if (depth > DEEPEST) return true;
  }
  return false;
}

/**
 * The list or object that a text holds as JSON, since some clients send them so. Any other value as it is, and JSON that is nested too deeply.
 *
 * @example
 * decodeJsonString('["a", "b"]'); // => ["a", "b"]
 * decodeJsonString("[sic]"); // => "[sic]"
 */
export function decodeJsonString(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value) || isTextTooDeep(value)) return value;
  try {
    const decoded: unknown = JSON.parse(value);
    return decoded;
  } catch {
    return value;
  }
}

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

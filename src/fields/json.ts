export const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

/** The most levels of nested lists and objects that are read: more than any value of a field or any argument has. */
const DEEPEST = 8;

const [QUOTE, BACKSLASH, OPENING_BRACKET, CLOSING_BRACKET, OPENING_BRACE, CLOSING_BRACE] = [0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d];

/** Whether a value is nested more deeply than it is read, so that no recursion overflows the stack. */
export function isTooDeep(value: unknown, depth = DEEPEST): boolean {
  if (typeof value !== "object" || value === null) return false;
  return depth === 0 || Object.values(value).some((part) => isTooDeep(part, depth - 1));
}

/** Like {@link isTooDeep}, for a JSON text, which takes long to parse: it stops at the first bracket too deep. */
export function isTextTooDeep(json: string): boolean {
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
 * Decodes a string that holds the JSON of an object or a list, as some clients send it. Returns anything else
 * unchanged, and JSON that is nested too deeply.
 *
 * @example
 * decodeJsonString('{"firstName": "Dana"}'); // => { firstName: "Dana" }
 * decodeJsonString("Dana"); // => "Dana"
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
 * An agent's input without its nulls. Clients in strict mode send null for every property that the model leaves out,
 * so null says nothing. A list or object that holds nothing else is left out too; one that was empty before stays
 * empty. `undefined` if nothing is left.
 *
 * @param onNull called for each null
 * @example
 * withoutNulls({ title: "CFO", phone: null, tags: [] }); // => { title: "CFO", tags: [] }
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

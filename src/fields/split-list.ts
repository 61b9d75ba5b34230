import type { Separators } from "./field-type.ts";
import { decodeJsonString } from "./json.ts";
import { MAX_VALUES } from "./max-length.ts";
import { isUnset } from "./raw-values.ts";

/** What programs write between several values, if no value can contain it. ":::" is Google's. */
export const LIST_SEPARATORS: readonly RegExp[] = [/:::/, /\n/, /;/, /\|/];

/** The single inputs for a field: a list, one value, or texts that hold several. A valid value is never split. */
export function splitList(input: unknown, separators: Separators | undefined, isOne: (item: unknown) => boolean): unknown[] {
  const decoded = typeof input === "string" && /^\s*[[{]/.test(input) && !isOne(input) ? decodeJsonString(input) : input;
  if (Array.isArray(decoded)) {
    const given = decoded.filter((item) => !isUnset(item));
    // An empty list clears. A list of blanks may be a mistake: each blank is refused, as it is alone.
    if (given.length === 0) return decoded;
    return given.flatMap((item) => (typeof item === "string" ? splitList(item, separators, isOne) : [item]));
  }
  if (typeof decoded !== "string" || !separators) return [decoded];
  const { sure, possible = [] } = separators;
  const present = [...sure, ...possible].filter((separator) => separator.test(decoded));
  if (present.length === 0 || isOne(decoded)) return [decoded];
  const quoted = quotedParts(decoded);
  if (quoted.length > 0) return quoted;
  for (const separator of present) {
    const parts = partsOf(decoded, separator);
    if (parts.length > 0 && parts.length <= MAX_VALUES && parts.every(isOne)) return parts;
  }
  const inOrder = sure.filter((separator) => present.includes(separator));
  return inOrder.reduce((parts, separator) => parts.flatMap((part) => partsOf(part, separator)).slice(0, ENOUGH), [decoded]);
}

/** The parts of a list such as `"Food, wine",Travel`, in which a part with a comma has quotes; none for another text. */
function quotedParts(text: string): string[] {
  if (!/"\s*,|,\s*"/.test(text)) return [];
  const parts = [...text.matchAll(/(?:\s*"([^"]*)"\s*|([^",]*))(?:,|$)/gy)].slice(0, ENOUGH);
  const isWhole = parts.reduce((length, [part]) => length + part.length, 0) === text.length;
  return isWhole ? parts.map(([, inQuotes, plain = ""]) => (inQuotes ?? plain).trim()).filter((part) => part !== "") : [];
}

/** More parts than any field takes. The others need no check. */
const ENOUGH = MAX_VALUES * 2;

const partsOf = (text: string, separator: RegExp): string[] =>
  text
    .split(separator, ENOUGH)
    .map((part) => part.trim())
    .filter((part) => part !== "");

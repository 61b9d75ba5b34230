import { isRecord } from "../fields/json.ts";
import { isNothing } from "../fields/raw-values.ts";
import { type Change, type FieldChange, listChange, removed } from "./change.ts";
import type { Field } from "./contact-schema.ts";

/** What a change takes away from a contact, apart from the rest that it only adds. */
interface Losses {
  /** The name that the contact would no longer have. */
  readonly names: Change;
  /** The values that would be overwritten or removed. */
  readonly values: Change;
  /** What the change adds without touching a value. */
  readonly additions: Change;
}

/**
 * Divides a change by what it takes away: the name of the contact, other values, or nothing. A list or a text that only
 * grows loses nothing. An address that gets its city loses nothing either.
 */
export function lossesOf({ fields, links }: Change): Losses {
  const lossy = fields.filter(losesValue);
  const isName = ({ field }: FieldChange) => field.type.identifies === "name";
  const unlinked = links.filter((one) => removed(one).length > 0);
  return {
    names: { fields: lossy.filter(isName), links: [] },
    values: { fields: lossy.filter((one) => !isName(one)), links: unlinked },
    additions: { fields: fields.filter((one) => !lossy.includes(one)), links: links.filter((one) => !unlinked.includes(one)) },
  };
}

function losesValue(change: FieldChange): boolean {
  const { field, before, after } = change;
  const { type, definition } = field;
  if (!type.isSet(before)) return false;
  if (type.list.hasLines && keepsLines(before, after)) return false;
  const list = listChange(change);
  if (list) return list.gone.length > 0;
  // For people, a name with one more word is another name.
  if (type.identifies !== "name" && isRecord(before) && isRecord(after)) return losesPart(before, after, type.parts);
  return !type.same(before, after, definition);
}

/**
 * Whether a text keeps all its lines, in their order.
 *
 * @example
 * [keepsLines("tea", "met\ntea"), keepsLines("tea\nmet", "met")]; // => [true, false]
 */
export function keepsLines(before: unknown, after: unknown): boolean {
  const lines = String(before).split("\n");
  let kept = 0;
  for (const line of String(after ?? "").split("\n")) if (line === lines[kept]) kept += 1;
  return kept === lines.length;
}

/** Whether a part has another value afterwards. Numbers without a successor (coordinates) are the API's own. */
function losesPart(before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>, parts: Field["type"]["parts"]): boolean {
  const lost = ([part, value]: readonly [string, unknown]) =>
    !isNothing(value) && before[part] !== after[part] && (typeof value !== "number" || !isNothing(after[part]));
  return Object.entries(before)
    .filter(([part]) => parts.size === 0 || parts.has(part))
    .some(lost);
}

import type { ErrorAnswer } from "./error-answer.ts";

/**
 * The cause of a 409, if the answer tells. A unique value that another contact has is not one of these.
 *
 * - `idempotency`: the first request with the same key is still running.
 * - `locked`: the record is locked for a moment. Nothing was written.
 * - `changed`: the record was changed at the same moment. Nothing was written.
 */
export type Conflict = "idempotency" | "locked" | "changed";

/** The API's words for a value that is taken. The value itself may hold any words. */
const ABOUT_A_VALUE = /\bunique|\bduplicate|\bexists?\b/i;
const LOCKED = /(\b|_)lock(ed)?(\b|_)/i;
const CHANGED = /(\b|_)concurren(t|tly|cy)(\b|_)|\b(changed|modified|updated) (meanwhile|simultaneously|since)\b/i;

/** Reads a 409. The documentation names two causes, but no code for either, so the words have to tell. */
export function conflictOf({ status, type, code, param, message }: ErrorAnswer): Conflict | undefined {
  if (status !== 409) return undefined;
  const says = (pattern: RegExp, ...texts: readonly (string | undefined)[]) => texts.some((text) => pattern.test(text ?? ""));
  if (says(/idempoten/i, type, code, param, message)) return "idempotency";
  if (param?.startsWith("fields.") || says(ABOUT_A_VALUE, type, code, message)) return undefined;
  if (says(LOCKED, type, code, message)) return "locked";
  return says(CHANGED, type, code, message) ? "changed" : undefined;
}

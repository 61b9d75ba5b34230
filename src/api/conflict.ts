import type { ErrorAnswer } from "./error-answer.ts";

/**
 * What a 409 is about, where that can be told; a unique value that another contact has is none of these.
 *
 * - `idempotency`: the first request with the same key is still running.
 * - `locked`: somebody or something holds the record for a moment. Nothing was written.
 * - `changed`: the record was changed at the same moment. Nothing was written.
 */
export type Conflict = "idempotency" | "locked" | "changed";

/** A value that is taken, whose own words may be any. */
const ABOUT_A_VALUE = /\bunique|\bduplicate|\bexists?\b/i;
const LOCKED = /(\b|_)lock(ed)?(\b|_)/i;
const CHANGED = /(\b|_)concurren(t|tly|cy)(\b|_)|\b(changed|modified|updated) (meanwhile|simultaneously|since)\b/i;

/** Reads a 409. The documentation names a locked resource and a concurrent update without a code for either, so words have to tell. */
export function conflictOf({ status, type, code, param, message }: ErrorAnswer): Conflict | undefined {
  if (status !== 409) return undefined;
  const says = (pattern: RegExp, ...texts: readonly (string | undefined)[]) => texts.some((text) => pattern.test(text ?? ""));
  if (says(/idempoten/i, type, code, param, message)) return "idempotency";
  if (param?.startsWith("fields.") || says(ABOUT_A_VALUE, type, code, message)) return undefined;
  if (says(LOCKED, type, code, message)) return "locked";
  return says(CHANGED, type, code, message) ? "changed" : undefined;
}

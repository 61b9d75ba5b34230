import type { WriteRecord } from "./journal.ts";

/**
 * Tells, of writes by their IDs, the last one that was sent with the same idempotency key and stands for them, since what became of them was not known;
 * undefined where they are the last themselves.
 */
export function repeats(writes: Iterable<Pick<WriteRecord, "id" | "outcome" | "idempotencyKeys">>): (id: string) => string | undefined {
  const last = new Map<string, string>();
  const keys = new Map<string, readonly string[]>();
  for (const { id, outcome, idempotencyKeys } of writes) {
    if (outcome === "unknown") keys.set(id, idempotencyKeys);
    for (const key of idempotencyKeys) last.set(key, id);
  }
  return (id) =>
    keys
      .get(id)
      ?.map((key) => last.get(key))
      .find((other) => other !== undefined && other !== id);
}

import { getOrInsert } from "../../maps.ts";
import type { WriteRecord } from "./write-record.ts";

/**
 * For the ID of a write with an unknown outcome, the last write that was sent with the same idempotency key, and so
 * stands for it. For one that was not made, the last try of the same row of a plan. Undefined if there is none.
 */
export function repeats(
  writes: Iterable<Pick<WriteRecord, "id" | "outcome" | "idempotencyKeys" | "batch" | "row">>,
): (id: string) => string | undefined {
  const last = new Map<string, string>();
  const keys = new Map<string, readonly string[]>();
  for (const { id, outcome, idempotencyKeys, batch, row } of writes) {
    const place = row === undefined ? [] : [`${batch} ${row}`];
    if (outcome === "unknown") keys.set(id, idempotencyKeys);
    if (outcome === "not-written") keys.set(id, place);
    for (const key of [...idempotencyKeys, ...place]) last.set(key, id);
  }
  return (id) =>
    keys
      .get(id)
      ?.map((key) => last.get(key))
      .find((other) => other !== undefined && other !== id);
}

/** For the ID of a write, whether a later one of these undid it as a whole and was not undone itself. */
export function takenBack(writes: Iterable<Pick<WriteRecord, "id" | "undoes" | "outcome">>): (id: string) => boolean {
  const undoing = new Map<string, Set<string>>();
  for (const { id, undoes, outcome } of writes)
    if (undoes !== undefined && outcome === "written") getOrInsert(undoing, undoes, () => new Set()).add(id);
  const isTakenBack = (id: string): boolean => [...(undoing.get(id) ?? [])].some((by) => !isTakenBack(by));
  return isTakenBack;
}

import type { WriteRecord } from "./journal.ts";

/** Tells, of writes by their IDs, whether a later one of these took it back as a whole and was not taken back itself. */
export function takenBack(writes: Iterable<Pick<WriteRecord, "id" | "undoes" | "outcome">>): (id: string) => boolean {
  const undoing = new Map<string, Set<string>>();
  for (const { id, undoes, outcome } of writes)
    if (undoes !== undefined && outcome === "written") undoing.set(undoes, (undoing.get(undoes) ?? new Set()).add(id));
  const isTakenBack = (id: string): boolean => [...(undoing.get(id) ?? [])].some((by) => !isTakenBack(by));
  return isTakenBack;
}

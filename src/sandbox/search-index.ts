import type { StoredRecord } from "./record.ts";

/** The list's view of the contacts. It shows a write `lagMs` later. */
export class SearchIndex {
  readonly #lagMs: number;
  /** The current records. */
  readonly #current: ReadonlyMap<string, StoredRecord>;
  /** The records as the list shows them. Until the first write, they are the current ones. */
  #shown: Map<string, StoredRecord> | undefined;
  /** Writes that are not in #shown yet, oldest first. */
  #pending: { readonly at: number; readonly id: string; readonly record: StoredRecord | undefined }[] = [];
  /** The records to show, in the order of their creation; discarded with every change. */
  #rows: readonly StoredRecord[] | undefined;

  constructor(current: ReadonlyMap<string, StoredRecord>, lagMs: number) {
    this.#current = current;
    this.#lagMs = lagMs;
  }

  /** Notes a write at `now` (ms) before it happens; without a record, a deletion. */
  note(id: string, record: StoredRecord | undefined, now: number): void {
    this.#shown ??= new Map(this.#current);
    this.#pending.push({ at: now, id, record });
  }

  /** The rows of a list at `now` (ms). */
  rows(now: number): readonly StoredRecord[] {
    const waiting = this.#pending.findIndex(({ at }) => at + this.#lagMs > now);
    for (const { id, record } of this.#pending.splice(0, waiting === -1 ? this.#pending.length : waiting)) {
      if (record === undefined) this.#shown?.delete(id);
      else this.#shown?.set(id, record);
      this.#rows = undefined;
    }
    this.#rows ??= [...(this.#shown ?? this.#current).values()];
    return this.#rows;
  }
}

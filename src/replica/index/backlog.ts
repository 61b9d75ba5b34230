import { Listeners } from "../../async/listeners.ts";
import { TimeSlices } from "../../async/time-slices.ts";

/** Contacts that have to be indexed again, in the background: 100,000 of them take longer than a call may. */
export class Backlog {
  /** Told whenever all contacts are indexed. */
  readonly emptied = new Listeners();
  readonly #index: (id: string) => void;
  readonly #left = new Set<string>();
  #working: Promise<void> | undefined;

  /** @param index indexes a contact, if there still is one with the ID */
  constructor(index: (id: string) => void) {
    this.#index = index;
  }

  /** How many are still to be indexed. */
  get size(): number {
    return this.#left.size;
  }

  /** Adds contacts, and begins to index them. */
  add(ids: Iterable<string>): void {
    for (const id of ids) this.#left.add(id);
    if (this.#left.size > 0) this.#begin();
  }

  /** Call this when a contact was indexed in another way, or is gone. */
  remove(id: string): void {
    this.#left.delete(id);
  }

  clear(): void {
    this.#left.clear();
  }

  /** Resolves when the backlog is empty. */
  async settled(): Promise<void> {
    while (this.#working) await this.#working;
  }

  #begin(): void {
    this.#working ??= this.#work()
      // A contact that cannot be indexed is not found; the others are.
      .catch(() => undefined)
      .finally(() => {
        this.#working = undefined;
        if (this.#left.size > 0) this.#begin();
        else this.emptied.tell();
      });
  }

  async #work(): Promise<void> {
    const slices = new TimeSlices();
    await slices.next();
    // Includes those that are added meanwhile.
    for (const id of this.#left) {
      this.#left.delete(id);
      this.#index(id);
      if (slices.isOver) await slices.next();
    }
  }
}

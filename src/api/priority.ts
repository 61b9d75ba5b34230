import type { RateShare } from "./rate-share.ts";

/**
 * How a request stands in the queue of its rate limit: before all others, or within a share, which gives way. Several callers may wait for one
 * request, and the one who can wait least decides.
 *
 * @example
 * const priority = new Priority(new RateShare(1 / 6)); // read ahead, behind the scenes
 * priority.raise(undefined); // a person waits for the same
 */
export class Priority {
  #share: RateShare | undefined;
  readonly #listeners = new Set<() => void>();

  constructor(share?: RateShare) {
    this.#share = share;
  }

  /** Undefined: before all that have a share. */
  get share(): RateShare | undefined {
    return this.#share;
  }

  /** Takes note of one more caller: without a share, or with a larger one, the request gets its priority. */
  raise(share: RateShare | undefined): void {
    if (this.#share === undefined || (share !== undefined && share.part <= this.#share.part)) return;
    this.#share = share;
    for (const listener of [...this.#listeners]) listener();
  }

  /** Calls the listener whenever the request stands better than before. Returns how to end that. */
  onRaise(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

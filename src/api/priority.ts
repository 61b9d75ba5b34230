import { Listeners } from "../async/listeners.ts";
import type { RateShare } from "./rate-share.ts";

/**
 * The priority of a request in the queue of its rate limit: before all others, or within a rate share, which gives
 * way. Several callers may wait for one request, and the most urgent of them decides.
 *
 * @example
 * import { RateShare } from "./rate-share.ts";
 * const priority = new Priority(new RateShare(1 / 6)); // read ahead, in the background
 * priority.raise(undefined); // a person begins to wait for the same request
 * priority.share; // => undefined
 */
export class Priority {
  #share: RateShare | undefined;
  readonly #raised = new Listeners();

  constructor(share?: RateShare) {
    this.#share = share;
  }

  /** Undefined means before all requests with a share. */
  get share(): RateShare | undefined {
    return this.#share;
  }

  /** Adds a caller: without a share, or with a larger one, the request gets the caller's priority. */
  raise(share: RateShare | undefined): void {
    if (this.#share === undefined || (share !== undefined && share.part <= this.#share.part)) return;
    this.#share = share;
    this.#raised.tell();
  }

  /** Calls the listener whenever the priority rises. Returns how to stop that. */
  onRaise(listener: () => void): () => void {
    return this.#raised.add(listener);
  }
}

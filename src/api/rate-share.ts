import { Listeners } from "../async/listeners.ts";

/**
 * A part of a rate limit for the requests of a job. They give way to a person's requests and to jobs with a larger
 * part, and together never use more of a bucket than their part. Changing the part affects waiting requests at once.
 *
 * @example
 * const share = new RateShare(1 / 6); // passed to each request of the job
 * share.part = 1; // somebody has begun to wait for the job
 * share.part; // => 1
 */
export class RateShare {
  #part: number;
  readonly #changed = new Listeners();

  /** @param part in (0, 1] */
  constructor(part: number) {
    this.#part = part;
  }

  get part(): number {
    return this.#part;
  }

  set part(part: number) {
    if (part === this.#part) return;
    this.#part = part;
    this.#changed.tell();
  }

  /** Calls the listener whenever the part changes. */
  onChange(listener: () => void): void {
    this.#changed.add(listener);
  }
}

/**
 * A part of a rate limit, for the requests of a job: they give way to those of a person, and to jobs with a larger part, and together never use more
 * of a bucket than the part. It can be changed while requests wait, with effect at once.
 *
 * @example
 * const share = new RateShare(1 / 3);
 * const pages = [0, 25].map((offset) => api.list({ offset }, { share }));
 * share.part = 1; // somebody has begun to wait for the pages
 */
export class RateShare {
  #part: number;
  readonly #listeners = new Set<() => void>();

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
    for (const listener of this.#listeners) listener();
  }

  /** Calls the listener whenever the part has become another. */
  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }
}

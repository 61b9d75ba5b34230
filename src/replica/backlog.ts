export interface BacklogOptions {
  /** Indexes a contact, where there still is one. */
  index(id: string): void;
  /** Lets others have their turn; awaited whenever `turnMs` have been worked. */
  pause(): Promise<unknown>;
  readonly turnMs: number;
  /** Called whenever nobody is left. */
  ondone(): void;
}

/** Contacts that have to be indexed anew, which is done behind the scenes: at 100,000 it takes longer than a call may. */
export class Backlog {
  readonly #options: BacklogOptions;
  readonly #left = new Set<string>();
  #working: Promise<void> | undefined;

  constructor(options: BacklogOptions) {
    this.#options = options;
  }

  /** How many are still to be indexed. */
  get size(): number {
    return this.#left.size;
  }

  /** Takes contacts to be indexed, and begins. */
  add(ids: Iterable<string>): void {
    for (const id of ids) this.#left.add(id);
    if (this.#left.size > 0) this.#begin();
  }

  /** Takes note that a contact was indexed otherwise, or is gone. */
  remove(id: string): void {
    this.#left.delete(id);
  }

  clear(): void {
    this.#left.clear();
  }

  /** Resolves once nobody is left. */
  async settled(): Promise<void> {
    while (this.#working) await this.#working;
  }

  #begin(): void {
    this.#working ??= this.#work()
      // Whoever cannot be indexed is not found, and no more.
      .catch(() => undefined)
      .finally(() => {
        this.#working = undefined;
        if (this.#left.size > 0) this.#begin();
        else this.#options.ondone();
      });
  }

  async #work(): Promise<void> {
    const { index, pause, turnMs } = this.#options;
    await pause();
    let pauseAt = performance.now() + turnMs;
    // Goes on to those that are added meanwhile.
    for (const id of this.#left) {
      this.#left.delete(id);
      index(id);
      if (performance.now() < pauseAt) continue;
      await pause();
      pauseAt = performance.now() + turnMs;
    }
  }
}

/**
 * Lets many who are ready at the same moment go on one after the other, each in a turn of the event loop of its own, so that whatever else is to be
 * done comes in between.
 */
export class LoopTurns {
  #last: Promise<void> = Promise.resolve();

  /** Resolves when it is the caller's turn. */
  next(): Promise<void> {
    this.#last = this.#last.then(() => new Promise((resolve) => setImmediate(resolve)));
    return this.#last;
  }
}

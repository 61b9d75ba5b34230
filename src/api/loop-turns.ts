import type { Share } from "./share.ts";

/**
 * Lets many who are ready at the same moment go on one after the other, each in a turn of the event loop of its own, so that whatever else is to be
 * done comes in between. Who has a share, a job, goes on when nobody else waits.
 */
export class LoopTurns {
  readonly #persons: (() => void)[] = [];
  readonly #jobs: (() => void)[] = [];

  /** Resolves when it is the caller's turn. */
  next(share?: Share): Promise<void> {
    return new Promise((resolve) => {
      if (this.#waiting === 0) setImmediate(this.#turn);
      (share ? this.#jobs : this.#persons).push(resolve);
    });
  }

  get #waiting(): number {
    return this.#persons.length + this.#jobs.length;
  }

  readonly #turn = (): void => {
    const goOn = this.#persons.shift() ?? this.#jobs.shift();
    if (this.#waiting > 0) setImmediate(this.#turn);
    goOn?.();
  };
}

import type { Deadline } from "./deadline.ts";
import { orAborted, withTimeLimit } from "./waiting.ts";

/** How long to wait for a lock. */
interface LockWait {
  readonly signal?: AbortSignal | undefined;
  readonly deadline?: Deadline | undefined;
}

/**
 * Runs work that shares a key one after the other, in the order in which it was added, and all other work side by side.
 *
 * @example
 * const locks = new KeyedLock(() => new Error("still locked"));
 * const order = [];
 * const work = (name) => locks.run(["con_1"], async () => order.push(name), {});
 * await Promise.all([work("first"), work("second")]);
 * order; // => ["first", "second"]
 */
export class KeyedLock {
  readonly #outOfTime: () => Error;
  /** For each key in use, the end of the last work that was added. */
  readonly #ends = new Map<string, Promise<void>>();

  /** @param outOfTime makes the error for a deadline that passes before the work can begin */
  constructor(outOfTime: () => Error) {
    this.#outOfTime = outOfTime;
  }

  /** @throws the error for a passed deadline, or the signal's reason, before the work began; what the work throws */
  async run<T>(keys: Iterable<string>, work: () => Promise<T>, wait: LockWait): Promise<T> {
    const own = [...new Set(keys)];
    const earlier = own.flatMap((key) => this.#ends.get(key) ?? []);
    const before = Promise.all(earlier);
    let release = () => {};
    const end = new Promise<void>((resolve) => {
      release = resolve;
    });
    // All keys at once: work that held one key while it waited for another could wait forever.
    for (const key of own) this.#ends.set(key, end);
    const leave = () => {
      release();
      for (const key of own) if (this.#ends.get(key) === end) this.#ends.delete(key);
    };
    try {
      if (earlier.length > 0) await this.#inTime(before, wait);
      else wait.signal?.throwIfAborted();
    } catch (error) {
      // Later work still has to wait for the earlier.
      void before.then(leave);
      throw error;
    }
    try {
      return await work();
    } finally {
      leave();
    }
  }

  async #inTime(before: Promise<unknown>, { signal, deadline }: LockWait): Promise<void> {
    if (!deadline) await orAborted(before, signal);
    else await withTimeLimit({ ms: deadline.remainingMs, reason: this.#outOfTime() }, signal, (ended) => orAborted(before, ended));
  }
}

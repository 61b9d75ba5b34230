import type { CallOptions } from "../api/index.ts";
import { WriteRefused } from "./refusal.ts";

/** There was no time to wait for another write, about which a user may be thinking. */
export class LockedError extends WriteRefused {
  constructor() {
    super("Not written: another write of this contact is under way, and the user may have been asked about it. Try again once it has ended.");
  }
}

/** Lets pieces of work that have a key in common run one after the other, in the order in which they came, and all others side by side. */
export class KeyedLock {
  /** The end of the last piece of work of each key; a key that nobody holds is not in it. */
  readonly #ends = new Map<string, Promise<void>>();

  /** @throws LockedError where the call's time is over before the work can begin; the signal's reason where it is cancelled before */
  async run<T>(keys: Iterable<string>, work: () => Promise<T>, call: CallOptions): Promise<T> {
    const own = [...new Set(keys)];
    const before = Promise.all(own.flatMap((key) => this.#ends.get(key) ?? []));
    let release = () => {};
    const end = new Promise<void>((resolve) => {
      release = resolve;
    });
    // All at once, with no wait in between: so nobody can hold one key and wait for another's.
    for (const key of own) this.#ends.set(key, end);
    const leave = () => {
      release();
      for (const key of own) if (this.#ends.get(key) === end) this.#ends.delete(key);
    };
    try {
      await inTime(before, call);
    } catch (error) {
      // Who comes later still waits for those who came before.
      void before.then(leave);
      throw error;
    }
    try {
      return await work();
    } finally {
      leave();
    }
  }
}

/** Resolves as the wait does, which never rejects. */
async function inTime(wait: Promise<unknown>, { signal, deadline }: CallOptions): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let cancelled = () => {};
  const over = new Promise<never>((_, reject) => {
    if (deadline) timer = setTimeout(() => reject(new LockedError()), deadline.remainingMs);
    cancelled = () => reject(signal?.reason);
    signal?.addEventListener("abort", cancelled);
    if (signal?.aborted) cancelled();
  });
  try {
    await Promise.race([wait, over]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", cancelled);
  }
}

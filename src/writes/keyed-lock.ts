/** Lets pieces of work that have a key in common run one after the other, in the order in which they came, and all others side by side. */
export class KeyedLock {
  /** The end of the last piece of work of each key; a key that nobody holds is not in it. */
  readonly #ends = new Map<string, Promise<void>>();

  async run<T>(keys: Iterable<string>, work: () => Promise<T>): Promise<T> {
    const own = [...new Set(keys)];
    const before = own.flatMap((key) => this.#ends.get(key) ?? []);
    let release = () => {};
    const end = new Promise<void>((resolve) => {
      release = resolve;
    });
    // All at once, with no wait in between: so nobody can hold one key and wait for another's.
    for (const key of own) this.#ends.set(key, end);
    await Promise.all(before);
    try {
      return await work();
    } finally {
      release();
      for (const key of own) if (this.#ends.get(key) === end) this.#ends.delete(key);
    }
  }
}

import { TimeSlices } from "./time-slices.ts";

/**
 * Runs at most so many pieces of work at once, in the order in which they were added.
 *
 * @example
 * const pool = new Pool(1);
 * const order = [];
 * await Promise.all([pool.run(async () => order.push("first")), pool.run(async () => order.push("second"))]);
 * order; // => ["first", "second"]
 */
export class Pool {
  #free: number;
  /** Empty unless `#free` is 0. */
  readonly #waiting: (() => void)[] = [];

  constructor(atOnce: number) {
    this.#free = atOnce;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free++;
    }
  }
}

/**
 * Runs a step for each item, at most `atOnce` at a time. Items are taken one by one as steps begin, so a generator
 * can decide late what comes next, or end early. Steps that need not wait run in time slices. After a failure no further
 * step begins; when those under way have ended, the first failure is thrown.
 *
 * @returns the results, in the order of the items
 * @example
 * await mapConcurrently(["a", "b", "c"], 2, async (letter) => letter.toUpperCase()); // => ["A", "B", "C"]
 */
export async function mapConcurrently<T, R>(items: Iterable<T>, atOnce: number, step: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const failures: unknown[] = [];
  const left = items[Symbol.iterator]();
  let taken = 0;
  const slices = new TimeSlices();
  const worker = async () => {
    for (;;) {
      while (slices.isOver) await slices.next();
      if (failures.length > 0) return;
      const { done, value } = left.next();
      if (done) return;
      const at = taken++;
      try {
        results[at] = await step(value);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  if (failures.length > 0) throw failures[0];
  return results;
}

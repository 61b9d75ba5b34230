import { setImmediate as nextImmediate } from "node:timers/promises";
import { nextTurn } from "./loop-turns.ts";

/** Short enough that nobody notices the wait. */
const SLICE_MS = 8;

/** When work in slices began in this turn of the event loop. */
let turnBegan: number | undefined;

function beginTurn(): number {
  void nextImmediate().then(() => {
    turnBegan = undefined;
  });
  turnBegan = performance.now();
  return turnBegan;
}

export interface TimeSliceOptions {
  /** How long the work of one turn of the event loop may take. */
  readonly ms?: number;
  /** Lets other work run; by default, until it is its turn in the event loop. */
  readonly pause?: () => Promise<unknown>;
}

/**
 * Cuts long work into slices of a few milliseconds, so that other work can run in between. All work in the same turn of
 * the event loop shares one slice: many short jobs, one after the other, would otherwise be one long block.
 *
 * @example
 * const slices = new TimeSlices({ ms: 8 });
 * let sum = 0;
 * for (const number of [1, 2, 3]) {
 *   sum += number;
 *   if (slices.isOver) await slices.next();
 * }
 * sum; // => 6
 */
export class TimeSlices {
  readonly #ms: number;
  readonly #pause: () => Promise<unknown>;
  #pausing: Promise<void> | undefined;

  constructor({ ms = SLICE_MS, pause = nextTurn }: TimeSliceOptions = {}) {
    this.#ms = ms;
    this.#pause = pause;
    turnBegan ??= beginTurn();
  }

  /** Whether the slice has used up its time. */
  get isOver(): boolean {
    turnBegan ??= beginTurn();
    return performance.now() - turnBegan >= this.#ms;
  }

  /**
   * Pauses, and begins the next slice. Rejects as the pause does. Workers of one job share the pause: if each waited for
   * a turn of its own, other jobs would wait for all of them. After it, they check again whether the slice is over.
   */
  next(): Promise<void> {
    this.#pausing ??= this.#paused().finally(() => {
      this.#pausing = undefined;
    });
    return this.#pausing;
  }

  async #paused(): Promise<void> {
    await this.#pause();
    beginTurn();
  }
}

/**
 * `Array.prototype.map` in time slices.
 *
 * @example
 * await mapInSlices([1, 2, 3], (number) => number * 2); // => [2, 4, 6]
 */
export async function mapInSlices<T, R>(items: Iterable<T>, work: (item: T) => R): Promise<R[]> {
  const results: R[] = [];
  const slices = new TimeSlices();
  for (const item of items) {
    results.push(work(item));
    if (slices.isOver) await slices.next();
  }
  return results;
}

/**
 * `Array.prototype.filter` in time slices.
 *
 * @example
 * await filterInSlices([1, 2, 3], (number) => number > 1); // => [2, 3]
 */
export async function filterInSlices<T>(items: Iterable<T>, passes: (item: T) => boolean): Promise<T[]> {
  const passing: T[] = [];
  await mapInSlices(items, (item) => {
    if (passes(item)) passing.push(item);
  });
  return passing;
}

/** Runs through the small steps of a generator in time slices. Returns what it returns. */
export async function runInSlices<R>(steps: Generator<unknown, R>): Promise<R> {
  const slices = new TimeSlices();
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (slices.isOver) await slices.next();
  }
}

/** So few are sorted at once. */
const SORTED_AT_ONCE = 512;

/** `Array.prototype.toSorted` in time slices. */
export async function sortInSlices<T>(items: readonly T[], compare: (one: T, other: T) => number): Promise<T[]> {
  const slices = new TimeSlices();
  let sorted: T[][] = [];
  for (let from = 0; from < items.length; from += SORTED_AT_ONCE) {
    sorted.push(items.slice(from, from + SORTED_AT_ONCE).sort(compare));
    if (slices.isOver) await slices.next();
  }
  while (sorted.length > 1) {
    const merged: T[][] = [];
    for (let at = 0; at < sorted.length; at += 2) merged.push(await mergeInSlices(sorted[at] ?? [], sorted[at + 1] ?? [], compare, slices));
    sorted = merged;
  }
  return sorted[0] ?? [];
}

async function mergeInSlices<T>(some: readonly T[], others: readonly T[], compare: (one: T, other: T) => number, slices: TimeSlices): Promise<T[]> {
  const merged: T[] = [];
  let next = 0;
  for (const other of others) {
    for (; next < some.length; next++) {
      const one = some[next] as T;
      if (compare(one, other) > 0) break;
      merged.push(one);
    }
    merged.push(other);
    if (slices.isOver) await slices.next();
  }
  return merged.concat(some.slice(next));
}

import { SortedNumbers } from "./sorted-numbers.ts";

/** Two numbers of people fit into one of 53 bits. */
const PAIR = 2 ** 26;

/** Neighbours in the order in which people come are in one bucket, so that each is read about once. */
const PEOPLE_IN_BUCKET = 256;

/** A bucket with this many more pairs than after the last time is freed of those that came again. */
const MANY_MORE = 2048;

export type PairOfPeople = readonly [one: number, other: number];

/** Pairs of people, by their numbers. Each is taken once, however often it is added. */
export class PairTable {
  readonly #pairs: SortedNumbers;
  readonly #buckets: number;
  /** By bucket: at how many pairs it is freed of repetitions. */
  readonly #limits: Uint32Array;

  /** @param people how many there are */
  constructor(people: number) {
    this.#buckets = Math.floor(people / PEOPLE_IN_BUCKET) + 1;
    this.#pairs = new SortedNumbers(this.#buckets);
    this.#limits = new Uint32Array(this.#buckets).fill(MANY_MORE);
  }

  add(one: number, other: number): void {
    if (one === other) return;
    const first = Math.min(one, other);
    const bucket = Math.floor(first / PEOPLE_IN_BUCKET);
    this.#pairs.add(bucket, first * PAIR + Math.max(one, other));
    if (this.#pairs.size(bucket) < (this.#limits[bucket] ?? 0)) return;
    for (const pair of different(this.#pairs.take(bucket))) this.#pairs.add(bucket, pair);
    this.#limits[bucket] = this.#pairs.size(bucket) * 2 + MANY_MORE;
  }

  /** All pairs, which are forgotten. */
  *take(): Generator<PairOfPeople> {
    for (let bucket = 0; bucket < this.#buckets; bucket++) {
      for (const pair of different(this.#pairs.take(bucket))) yield [Math.floor(pair / PAIR), pair % PAIR];
    }
  }
}

function* different(sorted: Float64Array): Generator<number> {
  let last = -1;
  for (const number of sorted) {
    if (number !== last) yield number;
    last = number;
  }
}

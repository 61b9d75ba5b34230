import { SortedNumbers } from "./sorted-numbers.ts";

/** Two numbers of people fit into one of 53 bits. */
const PAIR = 2 ** 26;

/** The pairs of this many people are sorted together. */
const PEOPLE_IN_BUCKET = 4096;

/** If a bucket has grown by this many pairs, repeated pairs are removed from it. */
const MANY_MORE = 2048;

/** Two people in one number. */
type Pair = number;

const pairOf = (first: number, second: number): Pair => first * PAIR + second;

/** The two people of a pair, the lower number first. */
export const peopleOf = (pair: Pair): readonly [one: number, other: number] => [firstOf(pair), pair % PAIR];

const firstOf = (pair: Pair): number => Math.floor(pair / PAIR);

/** Pairs of people, by their numbers. Each is taken once, however often it is added. */
export class PairTable {
  readonly #people: number;
  readonly #pairs: SortedNumbers;
  readonly #buckets: number;
  /** By bucket: at how many pairs repetitions are removed. */
  readonly #limits: Uint32Array;

  /** @param people how many there are */
  constructor(people: number) {
    this.#people = people;
    this.#buckets = Math.floor(people / PEOPLE_IN_BUCKET) + 1;
    this.#pairs = new SortedNumbers(this.#buckets);
    this.#limits = new Uint32Array(this.#buckets).fill(MANY_MORE);
  }

  add(one: number, other: number): void {
    if (one === other) return;
    const first = Math.min(one, other);
    const bucket = Math.floor(first / PEOPLE_IN_BUCKET);
    this.#pairs.add(bucket, pairOf(first, Math.max(one, other)));
    if (this.#pairs.size(bucket) < (this.#limits[bucket] ?? 0)) return;
    for (const pair of different(this.#pairs.take(bucket))) this.#pairs.add(bucket, pair);
    this.#limits[bucket] = this.#pairs.size(bucket) * 2 + MANY_MORE;
  }

  /**
   * All pairs, which are forgotten. Those that have people in common, directly or through others, come together, so that
   * each person is needed only once. Works in small steps: now and then there is nothing.
   */
  *takeConnected(): Generator<Float64Array | undefined> {
    const all: Float64Array[] = [];
    const people = new Connected(this.#people);
    for (let bucket = 0; bucket < this.#buckets; bucket++) {
      const pairs = different(this.#pairs.take(bucket));
      for (const pair of pairs) people.connect(...peopleOf(pair));
      if (pairs.length > 0) all.push(pairs);
      yield;
    }
    // Those of one root beside each other, in their order.
    const ends = new Uint32Array(this.#people);
    for (const pairs of all) {
      for (const pair of pairs) {
        const root = people.rootOf(firstOf(pair));
        ends[root] = (ends[root] ?? 0) + 1;
      }
      yield;
    }
    let end = 0;
    for (let root = 0; root < this.#people; root++) {
      const count = ends[root] ?? 0;
      ends[root] = end;
      end += count;
    }
    const sorted = new Float64Array(end);
    for (const pairs of all.splice(0)) {
      for (const pair of pairs) {
        const root = people.rootOf(firstOf(pair));
        const at = ends[root] ?? 0;
        sorted[at] = pair;
        ends[root] = at + 1;
      }
      yield;
    }
    for (let from = 0; from < sorted.length; ) {
      const to = ends[people.rootOf(firstOf(sorted[from] ?? 0))] ?? 0;
      yield sorted.subarray(from, to);
      from = to;
    }
  }
}

/** Which people are connected by pairs. */
class Connected {
  /** By person: somebody they are connected with, of a lower number; the root is its own. */
  readonly #parents: Uint32Array;

  constructor(people: number) {
    this.#parents = Uint32Array.from({ length: people }, (_, person) => person);
  }

  /** The lowest number of all people who are connected with somebody. */
  rootOf(person: number): number {
    let root = person;
    for (;;) {
      const parent = this.#parents[root] ?? root;
      if (parent === root) return root;
      // Shortens the way for the next time.
      const above = this.#parents[parent] ?? parent;
      this.#parents[root] = above;
      root = above;
    }
  }

  connect(one: number, other: number): void {
    const [a, b] = [this.rootOf(one), this.rootOf(other)];
    this.#parents[Math.max(a, b)] = Math.min(a, b);
  }
}

/** Sorted numbers without repetitions. Takes their place. */
function different(sorted: Float64Array): Float64Array {
  let count = 0;
  for (const number of sorted) if (count === 0 || number !== sorted[count - 1]) sorted[count++] = number;
  return sorted.subarray(0, count);
}

import { HASH_BITS } from "./hash.ts";
import { SortedNumbers } from "./sorted-numbers.ts";

/** Numbers of people are below it: 30 bits of a hash, 22 bits of a number and a role are a whole number of 53 bits. */
const MOST_PEOPLE = 2 ** 22;

/** So few buckets that their ends stay in the processor's cache, although each person adds keys to all buckets. */
const BUCKET_BITS = 6;
export const BUCKETS = 2 ** BUCKET_BITS;

const bucketOf = (hash: number): number => hash >>> (HASH_BITS - BUCKET_BITS);

/** The people with one key: those who hold it, and those of them who look for others that hold it. */
export interface KeyPeople {
  readonly key: number;
  readonly holders: readonly number[];
  readonly seekers: readonly number[];
}

/** Which people, by their numbers, have which keys. A key is a hash. */
export class KeyTable {
  readonly #entries = new SortedNumbers(BUCKETS);

  hold(key: number, person: number): void {
    this.#entries.add(bucketOf(key), (key * MOST_PEOPLE + person) * 2);
  }

  /** Who looks for a key holds it too, so one number says both. */
  seek(key: number, person: number): void {
    this.#entries.add(bucketOf(key), (key * MOST_PEOPLE + person) * 2 + 1);
  }

  /** The keys of a bucket that several people have. They are forgotten. */
  *take(bucket: number): Generator<KeyPeople> {
    const entries = this.#entries.take(bucket);
    for (let from = 0; from < entries.length; ) {
      const key = Math.floor((entries[from] ?? 0) / ROOM);
      const end = (key + 1) * ROOM;
      let to = from + 1;
      while (to < entries.length && (entries[to] ?? 0) < end) to++;
      if (to - from > 1) yield peopleOf(entries.subarray(from, to), key);
      from = to;
    }
  }
}

/** How many numbers the entries of one key may have. */
const ROOM = MOST_PEOPLE * 2;

function peopleOf(entries: Float64Array, key: number): KeyPeople {
  const holders: number[] = [];
  const seekers: number[] = [];
  for (const entry of entries) {
    const person = Math.floor(entry / 2) - key * MOST_PEOPLE;
    if (holders.at(-1) !== person) holders.push(person);
    if (entry % 2 === 1 && seekers.at(-1) !== person) seekers.push(person);
  }
  return { key, holders, seekers };
}

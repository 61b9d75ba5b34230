import { SortedNumbers } from "./sorted-numbers.ts";

const HASH_BITS = 30;
/** So many people, whose numbers are below it, fit beside a hash and a role into a whole number of 53 bits. */
export const MOST_PEOPLE = 2 ** 22;

const BUCKET_BITS = 9;

/**
 * A number of 30 bits for a text. Two texts rarely have the same, so what it finds must be compared.
 *
 * @param seed tells texts of one purpose from equal ones of another
 */
export function hashOf(text: string, seed = 0): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return (hash ^ (hash >>> 15)) >>> (32 - HASH_BITS);
}

/** The people of one key: who holds it, and who looks for those who hold it. */
export interface KeyPeople {
  readonly hash: number;
  readonly holders: readonly number[];
  readonly seekers: readonly number[];
}

/** Which people, by their numbers, have which keys. */
export class KeyTable {
  readonly #entries = new SortedNumbers(2 ** BUCKET_BITS);

  hold(hash: number, person: number): void {
    this.#add(hash, person * 2);
  }

  seek(hash: number, person: number): void {
    this.#add(hash, person * 2 + 1);
  }

  #add(hash: number, entry: number): void {
    this.#entries.add(hash >>> (HASH_BITS - BUCKET_BITS), hash * MOST_PEOPLE * 2 + entry);
  }

  /** Keys of at least two people, in small steps: now and then none. Each key is forgotten once it was given. */
  *take(): Generator<KeyPeople | undefined> {
    for (const entries of this.#entries.take()) {
      for (let from = 0; from < entries.length; ) {
        const hash = hashAt(entries, from);
        let to = from + 1;
        while (to < entries.length && hashAt(entries, to) === hash) to++;
        if (to - from > 1) yield peopleOf(entries.subarray(from, to), hash);
        from = to;
      }
      yield undefined;
    }
  }
}

const hashAt = (entries: Float64Array, at: number) => Math.floor((entries[at] ?? 0) / (MOST_PEOPLE * 2));

function peopleOf(entries: Float64Array, hash: number): KeyPeople {
  const holders: number[] = [];
  const seekers: number[] = [];
  for (const entry of entries) {
    const rest = entry - hash * MOST_PEOPLE * 2;
    const people = rest % 2 === 0 ? holders : seekers;
    const person = Math.floor(rest / 2);
    if (people.at(-1) !== person) people.push(person);
  }
  return { hash, holders, seekers };
}

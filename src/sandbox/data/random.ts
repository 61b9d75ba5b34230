/** A deterministic source of chance: the same seed gives the same workspace on every machine. */
export interface Random {
  /** A whole number from 0 to `below - 1`. */
  int(below: number): number;
  /** One of the items; the list must not be empty. */
  pick<T>(items: readonly T[]): T;
  /** True with this probability. */
  chance(probability: number): boolean;
}

/** Mixes two whole numbers into one of 32 bits. Neighbours end up far apart. */
export function mix(a: number, b: number): number {
  let hash = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b + 0x7f4a7c15, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** A generator (mulberry32) that starts from `seed`. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let word = Math.imul(state ^ (state >>> 15), state | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    return ((word ^ (word >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (below: number) => Math.floor(next() * below);
  return {
    int,
    pick: <T>(items: readonly T[]): T => {
      const item = items[int(items.length)];
      if (item === undefined) throw new RangeError("pick() needs at least one item");
      return item;
    },
    chance: (probability) => next() < probability,
  };
}

// A letter before the digits keeps an ID from looking like a number.
const word = (a: number, b: number) => mix(a, b).toString(36).padStart(7, "0");

/** An ID such as `con_c0k3v…`: 22 characters that depend only on the seed, the prefix and the index. */
export function makeId(prefix: string, seed: number, index: number): string {
  const salt = mix(seed, prefix.charCodeAt(0) * 256 + prefix.charCodeAt(1));
  return `${prefix}_c${word(salt, index)}${word(salt + 1, index)}${word(salt + 2, index)}`;
}

import { hashText } from "../text/hash.ts";

/** How many bits a hash has. Keys of this length, beside the number of a person, fit into a whole number of 53 bits. */
export const HASH_BITS = 30;

const MASK = 2 ** HASH_BITS - 1;

const EMPTY = hashText("");

function mixed(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  const twice = Math.imul(once ^ (once >>> 12), 0x297a2d39);
  return (twice ^ (twice >>> 15)) & MASK;
}

/** A number of 30 bits for a text. Two texts rarely have the same, so what it finds must be compared. */
export const hashOf = (text: string): number => mixed(hashText(text));

/** The hash of several texts as one text, without joining them. */
export function hashOfAll(...texts: readonly string[]): number {
  let hash = EMPTY;
  for (const text of texts) hash = hashText(text, hash);
  return mixed(hash);
}

/** A hash of the letters that follow each other in a text. It is the same for "annahart" and "hartanna". */
export function hashOfRing(text: string): number {
  let sum = 0;
  let before = text.charCodeAt(text.length - 1);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const both = Math.imul((before << 16) ^ code, 0x2c1b3c6d);
    sum = (sum + (both ^ (both >>> 15))) | 0;
    before = code;
  }
  return mixed(sum);
}

/** The hash of two things in this order, by their hashes. */
export const hashOfBoth = (one: number, other: number): number => mixed(Math.imul(one ^ EMPTY, 0x01000193) ^ other);

/** The hash of a key for the people of one account. */
export const hashAt = (account: number, key: number): number => account ^ key;

/** How many bits a hash has. Keys of this length, beside the number of a person, fit into a whole number of 53 bits. */
export const HASH_BITS = 30;

const MASK = 2 ** HASH_BITS - 1;

const PRIME = 0x01000193;
const START = 0x811c9dc5;

function mixed(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  const twice = Math.imul(once ^ (once >>> 12), 0x297a2d39);
  return (twice ^ (twice >>> 15)) & MASK;
}

/** The state of a hash after more of a text. */
function after(state: number, text: string): number {
  let hash = state;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), PRIME);
  return hash;
}

/** A number of 30 bits for a text. Two texts rarely have the same, so what it finds must be compared. */
export const hashOf = (text: string): number => mixed(after(START, text));

/** The hash of several texts as one text, without joining them. */
export const hashOfAll = (...texts: readonly string[]): number => mixed(texts.reduce(after, START));

/** The hash of two things in this order, by their hashes. */
export const hashOfBoth = (one: number, other: number): number => mixed(Math.imul(one ^ START, PRIME) ^ other);

/** The hash of a key for the people of one account. */
export const hashAt = (account: number, key: number): number => account ^ key;

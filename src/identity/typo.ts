/** A shorter word is often another name: Baur and Bauer, Karin and Karen. */
const SHORTEST = 5;
const LONGEST = 24;

export const mayHaveTypo = ({ length }: string): boolean => length >= SHORTEST && length <= LONGEST;

/**
 * Whether one word is the other with a typing mistake: one letter too many, missing or wrong, or two letters swapped.
 * The first letter is almost never wrong.
 *
 * @example isTypo("kellermann", "kelerman"); // => false isTypo("whitcombe", "whitcomb"); // => true
 */
export const isTypo = (one: string, other: string): boolean => mayHaveTypo(one) && mayHaveTypo(other) && isAlmost(one, other);

/** Two shorter words are never typos of each other: Li and Lu. */
const SHORTEST_ALMOST = 3;

/** As {@link isTypo}, for short words too, which may be two names: Maja and Majja. So it is only a reason to ask. */
export function isAlmost(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (short.length < SHORTEST_ALMOST || long.length > LONGEST || long.length - short.length > 1 || short === long) return false;
  if (short.charAt(0) !== long.charAt(0)) return false;
  let at = 0;
  while (short[at] === long[at]) at++;
  if (long.length > short.length) return short.slice(at) === long.slice(at + 1);
  if (short.slice(at + 1) === long.slice(at + 1)) return true;
  return short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2);
}

/** As {@link isTypo}, for first names. Names with different ends are two: Christian, Christina; Andrea, Andreas. */
export const isTypoOfFirstName = (one: string, other: string): boolean => one.at(-1) === other.at(-1) && isTypo(one, other);

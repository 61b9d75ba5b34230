/** A shorter word is often another name: Baur and Bauer, Karin and Karen. */
const SHORTEST = 5;
const LONGEST = 24;

export const mayHaveTypo = ({ length }: string): boolean => length >= SHORTEST && length <= LONGEST;

/**
 * Whether one word is the other with a slip of the keyboard: a letter too many, too few, wrong, or two of them swapped.
 * The first letter is hardly ever wrong.
 *
 * @example
 * isTypo("kellermann", "kelerman"); // => false
 * isTypo("whitcombe", "whitcomb"); // => true
 */
export const isTypo = (one: string, other: string): boolean => mayHaveTypo(one) && mayHaveTypo(other) && isAlmost(one, other);

/** Of two shorter words, one is no slip of the other: Li and Lu. */
const SHORTEST_ALMOST = 3;

/**
 * The same for short words too, which may as well be two names: Maja and Majja, Jan and Jana. So it is a reason to ask,
 * and none to take two people for one.
 */
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

/**
 * The same for first names. Those that end differently are two: Christian and Christina, Andrea and Andreas.
 */
export const isTypoOfFirstName = (one: string, other: string): boolean => one.at(-1) === other.at(-1) && isTypo(one, other);

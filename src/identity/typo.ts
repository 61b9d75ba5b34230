/** A shorter word is often another name: Baur and Bauer, Karin and Karen. */
const SHORTEST = 5;
const LONGEST = 24;

/**
 * Whether one word is the other with a slip of the keyboard: a letter too many, too few, wrong, or two of them swapped.
 * The first letter is hardly ever wrong.
 *
 * @example
 * isTypo("kellermann", "kelerman"); // => false
 * isTypo("whitcombe", "whitcomb"); // => true
 */
export function isTypo(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (short.length < SHORTEST || long.length - short.length > 1 || long.length > LONGEST || short === long) return false;
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

/**
 * A word without one letter, for each letter, and the word itself: two words that are each other's {@link isTypo} have
 * one of these texts in common.
 */
export function typoForms(word: string): string[] {
  if (word.length < SHORTEST || word.length > LONGEST) return [];
  const forms = [word];
  for (let at = 1; at < word.length; at++) if (word[at] !== word[at - 1]) forms.push(word.slice(0, at) + word.slice(at + 1));
  return forms;
}

/** Letters of other alphabets that look like Latin ones. */
const LOOKALIKES = new Map(Object.entries({ ...pairs("авекмнорстухіјѕԁһӏ", "abekmhopctyxijsdhl"), ...pairs("αβεζηικμνορτυχ", "abezhikmvoptux") }));

function pairs(letters: string, latin: string): Record<string, string> {
  return Object.fromEntries([...letters].map((letter, at) => [letter, latin.charAt(at)]));
}

const OTHER_ALPHABET = /[\p{Script=Cyrillic}\p{Script=Greek}]/gu;

/**
 * A folded word of Latin letters without those that only look like them. A word that is wholly in another alphabet stays.
 * U+0430 is the Cyrillic а.
 *
 * @example
 * withoutLookalikes("\u0430nna"); // => "anna"
 */
export const withoutLookalikes = (word: string): string =>
  /[a-z]/.test(word) ? word.replace(OTHER_ALPHABET, (letter) => LOOKALIKES.get(letter) ?? letter) : word;

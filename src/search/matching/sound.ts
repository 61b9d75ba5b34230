import { hashText } from "../../text/hash.ts";

/** Replacements that turn a folded word into its sound, in this order. */
const RULES: readonly (readonly [RegExp, string])[] = [
  [/sch|sh/g, "6"],
  [/ph/g, "f"],
  [/dt\b|th|tt/g, "t"],
  [/ck|q|c(?=[aouklrt]|$)|ch/g, "k"],
  [/x/g, "ks"],
  [/c|z/g, "s"],
  [/[vw]/g, "f"],
  [/j(?=[aeiou])/g, "j"],
  [/y|j/g, "i"],
  [/(?<=.)h/g, ""],
  [/ai|ay|ei|ey/g, "ei"],
  [/ou|oo/g, "u"],
  [/(.)\1+/g, "$1"],
  [/(?<=..)(e|ie|i)$/g, "i"],
];

const AUDIBLE = /^[a-z]{3,}$/;

/**
 * A number that is the same for words that sound alike; 0 for a word without a sound.
 *
 * @example
 * soundOf("smyth") === soundOf("smith"); // => true
 * soundOf("meyer") === soundOf("maier"); // => true
 */
export function soundOf(folded: string): number {
  if (!AUDIBLE.test(folded)) return 0;
  let heard = folded;
  for (const [letters, sound] of RULES) heard = heard.replace(letters, sound);
  return hashText(heard) >>> 0 || 1;
}

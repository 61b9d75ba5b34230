import { decomposed } from "../fields/decomposed.ts";

/** Letters that do not come apart into a base letter and a mark. */
const LETTERS = new Map(Object.entries({ ø: "o", ł: "l", ß: "ss", æ: "ae", œ: "oe", đ: "d", ð: "d", þ: "th", ı: "i", ħ: "h", ŋ: "n", ŧ: "t" }));

const WHOLE_LETTERS = new RegExp(`[${[...LETTERS.keys()].join("")}]`, "g");

/** A word without case, accents and apostrophes: `Müller` is `muller`, `Łódź` is `lodz`, `O'Connor` is `oconnor`. */
export function fold(word: string): string {
  const lower = word.toLowerCase().replace(/['’]/g, "");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: asks whether there is anything beyond ASCII
  if (/^[\x00-\x7f]*$/.test(lower)) return lower;
  return decomposed(lower)
    .replace(/\p{M}/gu, "")
    .replace(WHOLE_LETTERS, (letter) => LETTERS.get(letter) ?? letter);
}

/** Other spellings of a folded word that mean the same: umlauts and rings written as two letters (`mueller`, `aarhus`), a plural or genitive (`vips`, `companies`). */
export function otherSpellings(folded: string): string[] {
  const spellings = new Set([folded.replace(/ae|oe|ue/g, (pair) => pair.charAt(0)), folded.replace(/aa/g, "a")]);
  if (folded.length > 3 && /[^s]s$/.test(folded)) spellings.add(folded.slice(0, -1));
  if (folded.length > 4 && folded.endsWith("ies")) spellings.add(`${folded.slice(0, -3)}y`);
  spellings.delete(folded);
  return [...spellings];
}

/** Letters that do not decompose into a base letter and a mark. */
const LETTERS = new Map(Object.entries({ ø: "o", ł: "l", ß: "ss", æ: "ae", œ: "oe", đ: "d", ð: "d", þ: "th", ı: "i", ħ: "h", ŋ: "n", ŧ: "t" }));

const WHOLE_LETTERS = new RegExp(`[${[...LETTERS.keys()].join("")}]`, "g");

/** Most texts need nothing else: patterns of Unicode's classes take long to compile, and longer to run. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: asks whether there is anything beyond ASCII
const ASCII = /^[\x00-\x7f]*$/;

/**
 * A text without accents.
 *
 * @example
 * withoutAccents("Zoë Müller"); // => "Zoe Muller"
 */
export const withoutAccents = (text: string): string => (ASCII.test(text) ? text : decomposed(text).replace(/\p{M}/gu, ""));

/** Characters that are decomposed at a time. */
const SLICE = 1000;

/**
 * A text with letters and their marks separated (NFKD), for a caller that removes the marks. It works in slices to
 * take linear time: sorting one long run of marks takes quadratic time.
 */
function decomposed(text: string): string {
  if (text.length <= SLICE) return text.normalize("NFKD");
  const slices: string[] = [];
  for (let from = 0; from < text.length; ) {
    // Half of a surrogate pair is not a character.
    const end = from + SLICE + (isHighHalf(text, from + SLICE - 1) ? 1 : 0);
    slices.push(text.slice(from, end).normalize("NFKD"));
    from = end;
  }
  return slices.join("");
}

const isHighHalf = (text: string, at: number) => (text.charCodeAt(at) & 0xfc00) === 0xd800;

/** A text without accents and case, in letters that every keyboard has, as filters compare it. */
export const foldCase = (text: string): string =>
  ASCII.test(text)
    ? text.toLowerCase()
    : withoutAccents(text)
        .toLowerCase()
        .replace(WHOLE_LETTERS, (letter) => LETTERS.get(letter) ?? letter);

/**
 * The letters and digits of a text without accents and case: how names of fields and options are compared.
 *
 * @example
 * foldLetters("E-Mail (private)"); // => "emailprivate"
 */
export const foldLetters = (text: string): string => foldCase(text).replace(ASCII.test(text) ? /[^a-z0-9]+/g : /[^\p{L}\p{N}]+/gu, "");

/**
 * A word as search and names compare it: without case, accents and apostrophes, and in letters that every keyboard has.
 *
 * @example
 * ["Müller", "Łódź", "O'Connor"].map(fold); // => ["muller", "lodz", "oconnor"]
 */
export const fold = (word: string): string => foldCase(word.replace(/['’]/g, ""));

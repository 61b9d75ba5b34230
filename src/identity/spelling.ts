import { fold } from "../text/fold.ts";
import { withoutLookalikes } from "../text/lookalikes.ts";

const APOSTROPHES = /['’‘ʼʹ`´′＇]/g;

const UMLAUT = /(?<!^.{0,2})(?:(?:ae|oe|aa|(?<![aeq])ue)$)|(?:ae|oe|(?<![aeq])ue)(?!l?$)|aa(?!$)/g;
/** Most words need no more than this: a pattern that looks back is slow. */
const MAY_BE_UMLAUT = /[aou]e|aa/;

/**
 * A word without apostrophes in a form that is the same for all its spellings: without case and accents. Umlauts that are
 * written as two letters become one, except after a, e and q: Bauer is not Baur. Two letters
 * at the end of a short word or before its last l stay two: Joe is not Jo, and Samuel has no umlaut.
 */
function spellingOf(bare: string): string {
  const folded = ONE_WORD.test(bare) ? bare.toLowerCase() : inOneScript(fold(bare));
  return MAY_BE_UMLAUT.test(folded) ? folded.replace(UMLAUT, (pair) => pair.charAt(0)) : folded;
}

const TO_KATAKANA = "ア".charCodeAt(0) - "あ".charCodeAt(0);

/** A word whose letters only look like Latin ones, or are hiragana, in the script in which most people write it. */
const inOneScript = (word: string): string =>
  withoutLookalikes(word).replace(/[\u3041-\u3096]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + TO_KATAKANA));

/**
 * The words of a text, each in a form that is the same for all its spellings.
 *
 * @example
 * nameWords("Jörg D’Ungarro"); // => ["jorg", "dungarro"]
 * nameWords("Joerg D'Ungarro"); // => ["jorg", "dungarro"]
 */
export function nameWords(text: string): string[] {
  const bare = text.replace(APOSTROPHES, "");
  if (ONE_WORD.test(bare)) return [spellingOf(bare)];
  return bare
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .map(spellingOf)
    .filter((word) => word !== "");
}

/** Most names are such words, and the pattern of all letters is slow. */
const ONE_WORD = /^[a-z\d]+$/i;

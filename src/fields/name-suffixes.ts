import { fold } from "../text/fold.ts";
import { wordSet } from "../text/word-set.ts";

/** In any capitals. */
const SUFFIX = /^(?:jr|sr|ph\.?\s?d|esq)\.?$/i;

/** "Md" is short for a first name, "MD" is a doctor. */
const WITH_DOTS =
  /^(?:II|III|IV|M\.?D\.?|LL\.?[BM]\.?|[BM]\.?Sc\.?|[BM]\.?Eng\.?|D\.?Phil\.?|P\.?\s?Eng\.?|Pharm\.?D\.?|Psy\.?D\.?|Ed\.?D\.?|[BM]\.A\.)$/;

/** Degrees, licences and honours. */
const POST_NOMINALS = wordSet(
  "ACCA BSN CBE CCIM CCNA CCNP CEH CFA CFE CFP CISA CISM CISSP CLU CMA CPA CPCU CPHR CPIM CPSM CRM CSCP CSM CSPO CSc DBA DDS DMD DNP DVM DiS DrSc EMBA FCA FCCA FCMA FRCS FRM FRSA JD LCSW LMFT LPC MBA MBE MCIPD MFA MPA MPH MPP MRCP MSN MSW OBE PHR PMP PSM RDN RN SAFe SHRM SPHR TOGAF",
);

/** They are names too, but not after the comma of "Ann Lee, PE". */
const POST_NOMINALS_OR_NAMES = wordSet("ACA AIA BA BS CIA CVA DO EA MA MIM MS OD PE RA RD");

const bare = (text: string): string => text.replace(/[®™.]|-.*$/g, "");

/** Suffixes that tell a son from his father, folded and without a full stop, with their usual form. */
export const GENERATIONS: ReadonlyMap<string, string> = new Map([
  ..."ii iii iv neto sobrinho".split(" ").map((word) => [word, word] as const),
  ...[["2nd", "ii"] as const, ["3rd", "iii"] as const, ["4th", "iv"] as const],
  ..."jr jnr jun junior filho hijo fils mladsi ml ifj".split(" ").map((word) => [word, "jr"] as const),
  ..."sr snr sen senior starsi st padre pere id".split(" ").map((word) => [word, "sr"] as const),
]);

/**
 * The usual form of a suffix that tells a son from his father; undefined for any other word.
 *
 * @example ["Jr.", "Junior", "3rd", "MBA"].map(generationOf); // => ["jr", "jr", "iii", undefined]
 */
export const generationOf = (word = ""): string | undefined => GENERATIONS.get(fold(word).replace(/\.$/, ""));

/** Whether the last word of a name is a suffix. */
export const isSuffix = (word: string): boolean => SUFFIX.test(word) || WITH_DOTS.test(word) || POST_NOMINALS.has(bare(word));

/**
 * A last name without suffixes that do not identify the person.
 *
 * @example withoutPostNominals("Hart Jr., PMP, SHRM-CP"); // => "Hart Jr."
 */
export function withoutPostNominals(lastName: string): string {
  const words = lastName.split(/[\s,]+/);
  const end = words.findLastIndex((word) => word !== "" && (!isSuffix(word) || generationOf(word) !== undefined)) + 1;
  return end === words.length ? lastName : words.slice(0, end).join(" ");
}

/** "XYZ", "ABC-QM", "QRS®" */
const ABBREVIATION = /^\p{Lu}{3,}[®™]?(?:-\p{Lu}+[®™]?)*$/u;

/**
 * Whether a text between commas is a suffix of the text before it. An abbreviation that no list has is a suffix if it
 * cannot be a name.
 *
 * @param before the first text: "Ann Lee" in "Ann Lee, SHRM-CP"
 */
export function isSuffixBehind(before: string, text: string): boolean {
  if (isSuffix(text)) return true;
  if (!/^\S*\p{Lu}\S*\p{Ll}\S*\s/u.test(before)) return false;
  return POST_NOMINALS_OR_NAMES.has(bare(text)) || (ABBREVIATION.test(text) && (/[®™-]/.test(text) || !/[AEIOUYÄÖÜ]/i.test(text)));
}

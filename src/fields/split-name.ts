import { isLeftOut } from "../text/salutations.ts";
import { eastAsianParts, isEastAsian } from "./east-asian-names.ts";
import { hungarianFamilyWords } from "./hungarian-names.ts";
import { isSuffix, isSuffixBehind } from "./name-suffixes.ts";

export interface FullName {
  readonly firstName?: string;
  readonly lastName?: string;
}

/** Words that begin a last name of several words. */
const PARTICLES = new Set(
  "af al av bin bint da dalla das de degli del della dello den der di do dos du el ibn la le mc st. 't ten ter van vande vander vom von zu zum zur".split(
    " ",
  ),
);

/** Whether a text begins with a word such as "van": it is a last name. */
export const startsWithParticle = (text: string): boolean => PARTICLES.has(text.toLowerCase().replace(/\s.*/s, ""));

/** "Dr. med. dent.", "Dr. h. c." */
const DEGREE = /^(?:med|dent|vet|phil|jur|iur|rer|nat|pol|oec|ing|habil|theol|h|c|h\.c|mult)\.$/i;

const isSalutation = (word: string, isShouted: boolean): boolean =>
  isLeftOut(word) || ((isShouted || word.endsWith(".")) && isLeftOut(word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()));

interface SplitName {
  readonly name: FullName;
  /** The salutation, which is not part of the name. */
  readonly salutation: string | undefined;
}

/** How many words at the beginning are a salutation. */
function salutationWords(words: readonly string[]): number {
  const isShouted = words.every((word) => word === word.toUpperCase());
  let count = 0;
  while (count < words.length - 1) {
    const word = words[count] ?? "";
    if (!(isSalutation(word, isShouted) || (count > 0 && DEGREE.test(word)))) break;
    count += 1;
  }
  return count;
}

/** "Mr. and Mrs. Scully" are two people. */
const SEVERAL = /\s(?:&|\+|and|und|et|y|e|en)\s.*\s/i;

/**
 * A name in its parts, without a salutation. One word is a first name, after a salutation a last name. A suffix stays
 * with the last name. Names in Chinese, Japanese, Korean and Hungarian writing have the family name first.
 *
 * @example
 * splitName("Ludwig van Beethoven").name; // => { firstName: "Ludwig", lastName: "van Beethoven" }
 * splitName("Scully, Dana").name; // => { firstName: "Dana", lastName: "Scully" }
 * splitName("Dr. Dana Scully, MD"); // => { name: { firstName: "Dana", lastName: "Scully, MD" }, salutation: "Dr." }
 */
export function splitName(written: string): SplitName {
  const parts = written
    .split(",")
    .map((part) => part.trim().replace(/\s+/g, " "))
    .filter((part) => part !== "");
  if (parts.length === 0) return { name: { firstName: written }, salutation: undefined };
  const salutations: string[] = [];
  const bare = parts.flatMap((part) => {
    const words = part.split(" ");
    const count = SEVERAL.test(part) ? 0 : salutationWords(words);
    // "Scully, Dana, Dr."
    const isAlone = parts.length > 1 && words.every((word) => isSalutation(word, false) || DEGREE.test(word)) && !isSuffix(part);
    const dropped = isAlone ? words.length : count;
    if (dropped > 0) salutations.push(words.slice(0, dropped).join(" "));
    return dropped === words.length ? [] : [words.slice(dropped).join(" ")];
  });
  const salutation = salutations.length > 0 ? salutations.join(" ") : undefined;
  const [only = "", ...others] = bare;
  if (salutation !== undefined && others.length === 0 && !only.includes(" ") && !isEastAsian(only)) return { name: { lastName: only }, salutation };
  return { name: splitParts(bare), salutation };
}

/** The texts between commas: a name, or a family name and given names, then suffixes. */
function splitParts(parts: readonly string[]): FullName {
  const [before = "", after] = parts;
  // "Scully, John, Jr.", "Scully, Jr., John"
  const suffixes = parts.slice(1).filter((part) => isSuffixBehind(before, part));
  const names = parts.filter((part, at) => at === 0 || !suffixes.includes(part));
  if (suffixes.length > 0) return withSuffix(splitParts(names), suffixes, ", ");
  if (parts.length === 2 && after !== undefined) {
    // "Scully, John Jr."
    const words = after.split(" ");
    const last = words.findLastIndex((word) => !isSuffix(word)) + 1;
    return last === 0 || last === words.length
      ? { firstName: after, lastName: before }
      : withSuffix({ firstName: words.slice(0, last).join(" "), lastName: before }, words.slice(last), " ");
  }
  return splitWords(parts.length > 2 ? parts.join(", ") : before);
}

function withSuffix({ firstName, lastName }: FullName, suffixes: readonly string[], separator: string): FullName {
  const family = [lastName ?? firstName, ...suffixes].join(separator);
  return lastName !== undefined && firstName !== undefined ? { firstName, lastName: family } : { lastName: family };
}

/** Shorter words may be initials. */
const SHORTEST_SHOUTED = 4;

const BORN = "(?:n[ée]e|geb\\.?|geborene|born)\\s";

/** "née Archer" */
export const isNameAtBirth = (text: string): boolean => new RegExp(`^${BORN}`, "i").test(text);

/** "Ann Lee (born Archer)", "Ann Lee née Archer" */
const REMARK = new RegExp(`^([^()]*[^()\\s])\\s+(\\([^()]+\\)|${BORN}[^()]{1,100})$`, "i");

function splitWords(written: string): FullName {
  if (isEastAsian(written)) {
    const [firstName, lastName] = eastAsianParts(written) ?? [written];
    return lastName === undefined ? { firstName } : { firstName, lastName };
  }
  const [, plain, remark] = REMARK.exec(written) ?? [];
  if (plain !== undefined && remark !== undefined) return plain.includes(" ") ? withSuffix(splitWords(plain), [remark], " ") : { firstName: written };
  const words = wordsOf(written);
  if (words.length === 1) return { firstName: written };
  const end = words.findLastIndex((word) => !isSuffix(word.replace(/\s.*/, ""))) + 1;
  if (end > 1 && end < words.length) return withSuffix(splitWords(words.slice(0, end).join(" ")), words.slice(end), " ");
  const family = shoutedWords(words) || hungarianFamilyWords(words);
  if (family > 0) return { firstName: words.slice(family).join(" "), lastName: words.slice(0, family).join(" ") };
  const last = lastNameBegins(words);
  return { firstName: words.slice(0, last).join(" "), lastName: words.slice(last).join(" ") };
}

/** How many words at the beginning are a family name in capitals: one in "DUPONT Jean", none in "JP Morgan". */
function shoutedWords(words: readonly string[]): number {
  const isShouted = (word: string) => /^\p{Lu}[\p{Lu}'’-]+$/u.test(word);
  const count = words.findIndex((word) => !isShouted(word));
  const isFamily =
    words.slice(0, count).some((word) => word.length >= SHORTEST_SHOUTED) &&
    !words.slice(count).some(isShouted) &&
    /^\p{Lu}.*\p{Ll}/u.test(words[count] ?? "");
  return count > 0 && isFamily && !isSalutation(words[0] ?? "", true) ? count : 0;
}

/**
 * The word in capitals before a name, which is probably the last name, but may be the first: "DUPONT Jean", "JOHN Smith".
 * Undefined for several such words.
 */
export function capitalsFirst(written: string): string | undefined {
  const words = wordsOf(written);
  return shoutedWords(words) === 1 ? words[0] : undefined;
}

/** The words of a name. A word of symbols ("🌟", "&") stays with the word before it, or after it at the beginning. */
function wordsOf(written: string): string[] {
  const words: string[] = [];
  let symbols = "";
  for (const word of written.split(/\s+/)) {
    if (/[\p{L}\p{N}]/u.test(word)) words.push(symbols + word);
    else if (words.length > 0) words.push(`${words.pop()} ${word}`);
    symbols = words.length > 0 ? "" : `${symbols}${word} `;
  }
  return words.length > 0 ? words : [written];
}

function lastNameBegins(words: readonly string[]): number {
  const particle = words.findIndex((word, index) => index > 0 && index < words.length - 1 && PARTICLES.has(word.toLowerCase()));
  if (particle > 0) return particle;
  // "José Ortega y Gasset"
  const and = words.findIndex((word, index) => index > 1 && index < words.length - 1 && /^[yi]$/.test(word));
  return and > 0 ? and - 1 : words.length - 1;
}

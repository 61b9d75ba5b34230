import { fullNamesOf } from "../text/nicknames.ts";
import { hashOf, hashOfAll, hashOfBoth, hashOfRing } from "./hash.ts";
import type { Identity } from "./identity.ts";
import type { PersonName } from "./person-name.ts";
import { mayHaveTypo } from "./typo.ts";

/** Keys that similar names share, as numbers. Two people may have one name if one holds a key that the other seeks. */

/** The kinds of keys, so that the key of an initial never equals that of a word. */
const [WHOLE, PARTS, INITIALS, WORD, TYPO_IN_LAST, TYPO_IN_FIRST] = [1, 2, 3, 4, 5, 6];

/** A hash that is the same for names that differ only in which part stands first, and where the last name begins. */
export const wholeNameHash = ({ letters }: PersonName): number => hashOfRing(letters);

const isWord = ({ given, family }: PersonName) => given.length + family.length === 1;

/** First names as they are written and in full, so that all short forms of a name have a text in common. */
function forms({ given, called }: PersonName): number[] {
  const hashes: number[] = [];
  const add = (word: string) => {
    hashes.push(hashOf(word));
    for (const full of fullNamesOf(word)) hashes.push(hashOf(full));
  };
  if (given[0] !== undefined) add(given[0]);
  called.forEach(add);
  return hashes;
}

/** A last name of several words: those that stand beside each other, in one word, and each of them. */
function familyWords({ family }: PersonName): number[] {
  const hashes: number[] = [];
  for (let from = 0; from < family.length; from++) {
    for (let to = from + 1; to <= family.length; to++) hashes.push(hashOfAll(...family.slice(from, to)));
  }
  return hashes;
}

/** A last name as others may write it in one word: "Luca" or "DeLuca". */
const asOneWord = ({ family, wholeFamily }: PersonName): number[] => [...new Set([hashOfAll(...family), hashOf(wholeFamily)])];

function combine(keys: number[], kind: number, first: readonly number[], last: readonly number[]): void {
  for (const word of first) {
    const both = hashOfBoth(kind, word);
    for (const other of last) keys.push(hashOfBoth(both, other));
  }
}

/** The possible initials of a first name: its first letter, or those of a double name. */
function initialsOf({ given }: PersonName): number[] {
  const initials = given.map((word) => word.charAt(0));
  return [hashOf(initials[0] ?? ""), ...(given.length > 1 ? [hashOfAll(...initials)] : [])];
}

/** Longer words are not initials. */
const MOST_INITIALS = 3;

/** Keys of a name. Of two similar names, at least one holds a key that the other seeks. */
interface NameKeys {
  /** The keys under which the name is found. */
  readonly held: number[];
  /** The keys under which it finds others. It holds most of them too. */
  readonly sought: number[];
}

/** The keys of all names of a person. */
export function similarNameKeys({ names }: Identity): NameKeys {
  const keys: NameKeys = { held: [], sought: [] };
  for (const name of names) addKeys(keys, name);
  return keys;
}

function addKeys({ held, sought }: NameKeys, name: PersonName): void {
  const whole = hashOfBoth(WHOLE, wholeNameHash(name));
  held.push(whole);
  sought.push(whole);
  if (isWord(name)) {
    sought.push(hashOfBoth(WORD, hashOf(name.joined)));
    return;
  }
  const { given, called, family } = name;
  const [first, last] = [forms(name), familyWords(name)];
  combine(sought, PARTS, first, asOneWord(name));
  if ((given[0] ?? "").length <= MOST_INITIALS) combine(sought, INITIALS, [hashOf(given[0] ?? "")], last);
  combine(held, PARTS, first, last);
  const others = asOneWord(name).filter((word) => !last.includes(word));
  combine(held, PARTS, first, [...others, ...given.slice(1).map(hashOf), hashOf((family[0] ?? "").charAt(0))]);
  combine(held, INITIALS, initialsOf(name), last);
  for (const word of given) held.push(hashOfBoth(WORD, hashOf(word)));
  for (const word of called) held.push(hashOfBoth(WORD, hashOf(word)));
  for (const word of last) held.push(hashOfBoth(WORD, word));
}

/** More keys, to find names that differ in one letter of one part. */
export function almostKeys({ names }: Identity): number[] {
  const keys: number[] = [];
  for (const name of names) {
    if (isWord(name)) continue;
    const first = name.given[0] ?? "";
    combine(keys, PARTS, [hashOf(first)], [hashOf((name.family[0] ?? "").charAt(0))]);
    combine(keys, INITIALS, [hashOf(first.charAt(0))], [hashOfAll(...name.family)]);
  }
  return keys;
}

/** In a word with one typo, at least the beginning or the end is right. */
const END = 3;

function addEnds(keys: number[], kind: number, right: string, word: string): void {
  if (!mayHaveTypo(word)) return;
  const beside = hashOfBoth(kind, hashOf(right));
  keys.push(hashOfBoth(beside, hashOf(word.slice(0, END))), hashOfBoth(~beside, hashOf(word.slice(-END))));
}

/** Keys for typos: two people share at least one if their names differ only in a typo. */
export function typoKeys({ names }: Identity): number[] {
  const keys: number[] = [];
  for (const { given, family } of names) {
    const [first = ""] = given;
    const last = family.join("");
    if (first === "" || last === "") continue;
    addEnds(keys, TYPO_IN_LAST, first, last);
    addEnds(keys, TYPO_IN_FIRST, last, first);
  }
  return keys;
}

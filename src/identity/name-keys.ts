import { fullNamesOf } from "../text/nicknames.ts";
import { hashOf } from "./hash.ts";
import type { Identity } from "./identity.ts";
import type { PersonName } from "./person-name.ts";
import { mayHaveTypo } from "./typo.ts";

/*
 * Keys by which similar names find each other, as numbers. Two people may have the same name if one holds a key that the
 * other seeks.
 */

/** The kinds of keys, so that the key of an initial never equals that of a word. */
const [WHOLE, PARTS, INITIALS, WORD, TYPO_IN_LAST, TYPO_IN_FIRST] = [1, 2, 3, 4, 5, 6];

const isWord = ({ given, family }: PersonName) => given.length + family.length === 1;

/** First names as they are written and in full, so that all short forms of a name have a text in common. */
function forms({ given: [first], called }: PersonName): string[] {
  const found: string[] = [];
  for (const word of first === undefined ? called : [first, ...called]) found.push(word, ...fullNamesOf(word));
  return found;
}

/** A last name of several words: those that stand beside each other, in one word, and each of them. */
function familyWords({ family }: PersonName): readonly string[] {
  if (family.length < 2) return family;
  return family.flatMap((_, from) => family.slice(from).map((_word, more) => family.slice(from, from + more + 1).join("")));
}

function combine(keys: number[], kind: number | undefined, first: readonly string[], last: readonly string[]): void {
  for (const word of first) {
    const seed = hashOf(word, kind);
    for (const other of last) keys.push(hashOf(other, seed));
  }
}

/** What may stand for a first name: its initial, or those of a double name. */
function initialsOf({ given }: PersonName): string[] {
  const initial = (given[0] ?? "").charAt(0);
  return given.length > 1 ? [initial, given.map((word) => word.charAt(0)).join("")] : [initial];
}

/** Keys under which a named person is kept, to be found by {@link soughtNames}. */
export function heldNames({ names }: Identity): number[] {
  const keys: number[] = [];
  for (const name of names) {
    keys.push(hashOf(name.letters, WHOLE));
    if (isWord(name)) continue;
    const last = familyWords(name);
    combine(keys, PARTS, forms(name), [...last, (name.family[0] ?? "").charAt(0)]);
    combine(keys, INITIALS, initialsOf(name), last);
    for (const word of [...name.given, ...name.called, ...last]) keys.push(hashOf(word, WORD));
  }
  return keys;
}

/** Longer words are no initials. */
const MOST_INITIALS = 3;

/** Keys under which those of the same or a similar name are found. Of two similar names, at least one finds the other. */
export function soughtNames({ names }: Identity): number[] {
  const keys: number[] = [];
  for (const name of names) {
    keys.push(hashOf(name.letters, WHOLE));
    if (isWord(name)) {
      keys.push(hashOf(name.joined, WORD));
      continue;
    }
    combine(keys, PARTS, forms(name), [name.family.join("")]);
    const [first = ""] = name.given;
    if (first.length <= MOST_INITIALS) combine(keys, INITIALS, [first], familyWords(name));
  }
  return keys;
}

/** Of a word with one typo, at least the beginning or the end is right. */
const END = 3;

function endKeys(keys: number[], word: string, seed: number): void {
  if (mayHaveTypo(word)) keys.push(hashOf(word.slice(0, END), seed), hashOf(word.slice(-END), ~seed));
}

/** Keys for typos: two people share at least one if their names differ only in a typo. */
export function typoKeys({ names }: Identity): number[] {
  const keys: number[] = [];
  for (const { given, family } of names) {
    const [first = ""] = given;
    const last = family.join("");
    if (first === "" || last === "") continue;
    endKeys(keys, last, hashOf(first, TYPO_IN_LAST));
    endKeys(keys, first, hashOf(last, TYPO_IN_FIRST));
  }
  return keys;
}

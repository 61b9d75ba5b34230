import { generationOf } from "../fields/name-suffixes.ts";
import { rawOf } from "../schema/change.ts";
import type { Edits } from "../schema/collected-edits.ts";
import type { ContactRecord } from "../schema/record.ts";
import { withoutLookalikes } from "../text/lookalikes.ts";
import { jsonText } from "../text/quote.ts";
import { compareNames } from "./compare-names.ts";
import { isNameField } from "./kinds/index.ts";
import { nameParts, personName, wordsBehindTitles } from "./person-name.ts";
import { nameWords } from "./spelling.ts";

const isOfOneCase = (text: string) => text === text.toUpperCase() || text === text.toLowerCase();

/** "LENA HART", "Lena HART", "lena Hart". The short part of "JP Hart" are initials. */
const isShouted = (raw: unknown) =>
  isOfOneCase(writtenName(raw)) || (nameParts(raw)?.some((part) => /\p{Cased}{3}/u.test(part) && isOfOneCase(part)) ?? false);

// biome-ignore lint/suspicious/noControlCharactersInRegex: asks whether there is anything beyond ASCII
const isAscii = (text: string) => /^[\x00-\x7f]*$/.test(text);

/** How many letters and accents of a word not every keyboard has. */
const beyondAscii = (word: string) => [...word.normalize("NFD")].filter((letter) => !isAscii(letter)).length;

/** Whether each word of a name is the same as in the other or has fewer accents, and one of them has: "Bjoern Böhm", "Björn Böhm". */
function isPlainer(text: string, other: string): boolean {
  const [counts = [], others = []] = [text, other].map((one) => one.split(/[\s-]+/).map(beyondAscii));
  if (counts.length !== others.length) return isAscii(text) && !isAscii(other);
  return counts.every((count, at) => count <= (others[at] ?? 0)) && counts.some((count, at) => count < (others[at] ?? 0));
}

/** Words that people write behind the names of their own lists. */
const REMARK =
  /^(?:\d+|alt|archived|archiv|copy|deleted|duplicate|duplikat|dup|ehem|ehemalig|ex|former|inactive|inaktiv|kopie|left|neu|new|old|privat|private|veraltet)$/;

/** Whether a name holds symbols, or letters that only look like others: "🌟 Anna", "Ａｎｎａ", and "Аnna" with a Cyrillic letter. */
const isDisguised = (text: string) =>
  !isAscii(text) &&
  (/\p{So}/u.test(text) ||
    text.normalize("NFKC") !== text.normalize("NFC") ||
    text
      .toLowerCase()
      .split(/\s+/)
      .some((word) => withoutLookalikes(word) !== word));

const writtenName = (raw: unknown): string => nameParts(raw)?.join(" ") ?? "";

/** Alt in Müller-Alt is a name. */
const JOINED = /(?<=\p{L})-(?=\p{L})/gu;

const inAnyOrder = (words: readonly string[]) => words.toSorted().join(" ");

/** Whether a name is another one with a remark: "Emma Vogt (old)". Behind a single name, such a word may be the last name. */
function isRemarked(raw: unknown, other: unknown): boolean {
  const [words = [], others = []] = [raw, other].map((one) => nameWords(writtenName(one).replace(JOINED, "")));
  const own = words.filter((word) => others.includes(word) || !REMARK.test(word));
  return others.length > 1 && own.length < words.length && inAnyOrder(own) === inAnyOrder(others);
}

const inUsualForm = (word: string, at: number) => (at > 0 ? (generationOf(word) ?? word) : word);

/** Whether two names have the same words in another order. */
function areTurned(raw: unknown, other: unknown): boolean {
  const [words = [], others = []] = [raw, other].map((one) => nameWords(writtenName(one)));
  return inAnyOrder(words) === inAnyOrder(others) && words.join(" ") !== others.join(" ");
}

/** Whether a name only splits one that has both parts in another way: "Anna van der | Velde" instead of "Anna | van der Velde". */
function isSplitOtherwise(raw: unknown, other: unknown): boolean {
  const [parts, others] = [nameParts(raw), nameParts(other)];
  return others?.every((part) => part !== "") === true && writtenName(raw).trim() === writtenName(other) && parts?.[0] !== others[0];
}

/** Whether two names differ only in how their suffix is written: "Jr.", "Junior". */
function areRespelt(raw: unknown, other: unknown): boolean {
  const [words = [], others = []] = [raw, other].map((one) => writtenName(one).split(/[\s,]+/));
  const suffix = generationOf(words.pop());
  return suffix !== undefined && suffix === generationOf(others.pop()) && words.join(" ") === others.join(" ");
}

/** "Emma Vogt" of Emma Lind-Vogt. */
const isPart = (words: readonly string[], others: readonly string[]) => words.length < others.length && words.every((word) => others.includes(word));

/** "Anna Schmidt <anna@example.com>" */
const holdsAddress = (raw: unknown) => jsonText(raw).includes("@");

/**
 * Whether a name is less complete than another form of it: initials or fewer names, no accents, only capitals or only
 * small letters, emoji, an e-mail address, a remark.
 *
 * @param raw as `other`, a raw value of a name field; the two are names of one person
 * @example
 * saysLess("D. Scully", "Dana Scully"); // => true
 * saysLess("Joerg Müller", "Jörg Müller"); // => true
 * saysLess("Dana Mulder", "Dana Scully"); // => false
 */
export function saysLess(raw: unknown, other: unknown): boolean {
  const [name, fuller] = [personName(raw), personName(other)];
  if (!name || !fuller) return fuller !== undefined;
  if (isRemarked(raw, other) || isRemarked(other, raw)) return isRemarked(raw, other);
  const { grade } = compareNames(name, fuller);
  const [text, otherText] = [writtenName(raw), writtenName(other)];
  if (grade === "alike") return isPart(nameWords(text), nameWords(otherText));
  if (grade !== "same" && grade !== "partial") return false;
  if (holdsAddress(raw) !== holdsAddress(other)) return holdsAddress(raw);
  // "Frau Dr. Schmidt" has more letters than "Eva Schmidt", and says less. Of two equal names, the one with a title says more.
  for (const wordsOf of [wordsBehindTitles, nameWords]) {
    const [letters = "", otherLetters = ""] = [text, otherText].map((one) => wordsOf(one).map(inUsualForm).join(""));
    if (letters !== otherLetters) return letters.length < otherLetters.length;
  }
  if (isDisguised(text) !== isDisguised(otherText)) return isDisguised(text);
  return isPlainer(text, otherText) || (isShouted(raw) && !isShouted(other));
}

/** Whether two names differ in a letter of the first name, of the last name, or of both. Nobody knows which is misspelt. */
function areAlmostSame(raw: unknown, other: unknown): boolean {
  const [name, held] = [personName(raw), personName(other)];
  return name !== undefined && held !== undefined && compareNames(name, held).almost !== undefined;
}

/**
 * The edits of a contact, without names that add nothing to its own or may misspell it. The same object if no name is
 * left out.
 *
 * @param isMeant whether the contact is given by its ID. Then only last names without a first name say less: others may
 * be corrections.
 */
export function withoutLesserNames(edits: Edits, contact: ContactRecord, isMeant = false): Edits {
  const lesser = [...edits.fields].flatMap(([field, edit]) => {
    if (!isNameField(field)) return [];
    const [name, held] = [edit(rawOf(contact, field)), rawOf(contact, field)];
    const mayBeLesser = !isMeant || personName(name)?.given.length === 0;
    return mayBeLesser && [saysLess, areTurned, isSplitOtherwise, areRespelt, areAlmostSame].some((isLesser) => isLesser(name, held)) ? [field] : [];
  });
  return lesser.length === 0 ? edits : { ...edits, fields: new Map([...edits.fields].filter(([field]) => !lesser.includes(field))) };
}

import { isRecord } from "../fields/json.ts";
import { GENERATIONS, withoutPostNominals } from "../fields/name-suffixes.ts";
import { splitName } from "../fields/split-name.ts";
import { withoutLookalikes } from "../text/lookalikes.ts";
import { nicknamesOf } from "../text/nicknames.ts";
import { type Gender, genderOfSalutation, SALUTATIONS } from "../text/salutations.ts";
import { wordSet } from "../text/word-set.ts";
import { nameWords } from "./spelling.ts";

/** A name in the words by which people are compared. All are in the form of {@link nameWords}. */
export interface PersonName {
  readonly given: readonly string[];
  /** Without particles such as "van", unless there is nothing else. */
  readonly family: readonly string[];
  /** Other first names in brackets or quotes: Robert "Bob" Zwart. */
  readonly called: readonly string[];
  /** "jr", "iii": tells a son from his father. */
  readonly generation: string | undefined;
  /** The salutation, if it says the gender: "herr", "mrs". */
  readonly salutation: string | undefined;
  readonly gender: Gender | undefined;
  /** The family name in one word, with its particles: "deluca". */
  readonly wholeFamily: string;
  /** The name refers to another person, or to several: "Assistant to John Smith", "Familie Weber", "John and Mary Smith". */
  readonly isBeside: boolean;
  /** All words without blanks, first names first. */
  readonly joined: string;
  /** The same with the last name first, with and without particles. */
  readonly reversed: readonly string[];
  /** The same as {@link joined} without particles among the first names. */
  readonly letters: string;
}

/** Stand before a name. */
const TITLES: ReadonlySet<string> = new Set([...SALUTATIONS, "ifj", "id"]);
/** Of these, the ones that are first names too. */
const TITLES_OR_NAMES = wordSet("don dona hon ing mag id");
/** "d. J.", "the Elder" */
const YOUNGER = /(?<=\s)(?:(?:d\.|der|die)\s*(?:j\.|jüngere)|the younger)(?=$|[\s,)])/giu;
const ELDER = /(?<=\s)(?:(?:d\.|der|die)\s*(?:ä\.|ae\.|ältere)|the elder)(?=$|[\s,)])/giu;
const MAY_BE_ARTICLE = /\s(?:d\.|der|die|the)/i;

function withPlainSuffix(text: string): string {
  const composed = text.normalize("NFC");
  return MAY_BE_ARTICLE.test(composed) ? composed.replace(YOUNGER, "jr").replace(ELDER, "sr") : composed;
}

/** Words after a name that do not identify the person. */
const DEGREES = wordSet("phd md mba msc bsc ma ba llm esq dds cpa cfa pmp");
const isSuffixOrDegree = (word: string) => DEGREES.has(word) || GENERATIONS.has(word);

/** Whether a word after a first and a last name is only a suffix, not another last name, as Jun in Min-jun is. */
function suffixTest(text: string): (word: string) => boolean {
  let doubled: readonly string[] | undefined;
  return (word) => {
    if (!isSuffixOrDegree(word)) return false;
    doubled ??= (text.match(/\p{L}+(?:-\p{L}+)+/gu) ?? []).flatMap(nameWords);
    return !doubled.includes(word);
  };
}
const PARTICLES = wordSet("al bin da de del della den der di do dos du e el la las le los op ten ter van vande vander vom von y zu zum zur");
/** Words for someone who answers for a person: "Sekretariat Weber"; with a word as "to": "Assistant to John Smith". */
const BESIDE = wordSet(
  "assistenz assistentin buro ehepaar eheleute erben famiglia familia familie famille family nachlass sekretariat sekretarin segreteria vorzimmer",
);
const BESIDE_OF = wordSet(
  "accountant agent assistant assistante assistente asistente attorney brother daughter ea estate executor father guardian husband lawyer manager mother office pa parent parents secretaire secretaria secretary sister son spouse widow wife",
);
const OF = wordSet("of to for von vom van de del di do da zu");

function namesBeside(words: readonly string[]): boolean {
  const isOf = (word: string, at: number) => BESIDE_OF.has(word) && OF.has(words[at + 1] ?? "");
  const isCareOf = words[0] === "c" && words[1] === "o" && words.length > 3;
  return words.length > 1 && (BESIDE.has(words[0] ?? "") || isCareOf || words.slice(0, -1).some(isOf));
}

/** Most names have none of these. */
const MAY_BE_SEVERAL = /[&+/]|\s(?:and|und|och|og|y|e|et|en)\s/i;
/** "John & Mary Smith", "Juan y María García". But José Ortega y Gasset and Thomas E Van Horn are one person each. */
const SEVERAL = /\p{L}\s*[&+]\s*\p{L}|\s(?:[Aa]nd|AND|[Uu]nd|UND|[Oo]ch|[Oo]g)\s+\p{L}|^\S+\s(?:y|e|et|ET|en)\s\p{L}+\s+\p{L}/u;

const AND = wordSet("and und och og y e et en");

const namesSeveral = (first: string, last: string): boolean =>
  MAY_BE_SEVERAL.test(`${first} ${last}`) && (SEVERAL.test(`${first} ${last}`) || /\p{L}\s*\/\s*\p{L}/u.test(first));

/** Words before a name at birth. */
const BORN = wordSet("geb geborene nee born");

const BRACKETS = /[("“„«][^()"“”„«»]{1,60}[)"”“»]/g;

/** "Anna Schmidt <anna@example.com>" without the address. */
const withoutAddress = (text: string) => (text.includes("<") ? text.replace(/<[^<>@]*@[^<>]*>/g, "").trim() : text);

/** The first and last name of a raw value as they are written; undefined if it holds none, or an e-mail address instead of one. */
export function nameParts(raw: unknown): readonly [string, string] | undefined {
  const { firstName, lastName } = typeof raw === "string" ? splitName(raw.trim()).name : isRecord(raw) ? raw : {};
  const [first, last] = [firstName, lastName].map((part) => (typeof part === "string" ? withoutAddress(part) : ""));
  const text = `${first}${last}`;
  return /\p{L}/u.test(text) && !text.includes("@") ? [first ?? "", last ?? ""] : undefined;
}

/** How many titles words begin with. */
function titleCount(words: readonly string[]): number {
  const from = words.findIndex((word) => !TITLES.has(word));
  return from < 0 ? words.length : from;
}

/** The words behind titles. A name that consists of titles keeps its last. */
const withoutTitles = (all: readonly string[]): readonly string[] => all.slice(Math.min(titleCount(all), all.length - 1));

/** The words of a name without the titles before it, as far as these are no names. */
export function wordsBehindTitles(text: string): string[] {
  const words = nameWords(text);
  const from = words.findIndex((word) => !TITLES.has(word) || TITLES_OR_NAMES.has(word));
  return from < 0 ? words : words.slice(from);
}

/** The title that says the gender, if no other one contradicts it. */
function salutationAmong(titles: readonly string[]): string | undefined {
  const telling = titles.filter((word) => genderOfSalutation(word) !== undefined);
  return new Set(telling.map(genderOfSalutation)).size === 1 ? telling[0] : undefined;
}

const withPlainTitle = (text: string) => text.replace(/\bsig\.\s?ra\b/i, "signora");

/** The words before a name: those that were told beside it, those that {@link splitName} takes away, and those in its parts. */
function titlesOf(raw: unknown, told: string, before: readonly string[], behind: readonly string[]): readonly string[] {
  const salutation = typeof raw === "string" ? `${told} ${splitName(raw.trim()).salutation ?? ""}` : told;
  // Beside a name, "M." is no initial.
  return [
    ...(salutation === "" ? [] : nameWords(withPlainTitle(salutation)).map((word) => (word === "m" ? "monsieur" : word))),
    ...before.slice(0, before.length > 1 || behind.length > 0 ? titleCount(before) : 0),
    ...(before.length === 0 && behind.length > 1 ? behind.slice(0, titleCount(behind)) : []),
  ];
}

/**
 * Reads the value of a name field.
 *
 * @param raw `{firstName, lastName}` or text
 * @param salutation what stood before it
 * @returns undefined if it is not a name
 */
export function personName(raw: unknown, salutation = ""): PersonName | undefined {
  const plain = typeof raw === "string" ? withPlainSuffix(raw) : raw;
  const written = nameParts(plain);
  if (!written) return undefined;
  const [first = "", behind = ""] = written.map((part) => withPlainTitle(withPlainSuffix(part)));
  const last = withoutPostNominals(behind);
  const inBrackets = first.match(BRACKETS) ?? [];
  const [before, after] = [nameWords(inBrackets.length > 0 ? first.replace(BRACKETS, " ") : first), nameWords(last)];
  const isMereSuffix = suffixTest(`${first} ${last}`);
  const titles = titlesOf(plain, salutation, before, after);
  const told = salutationAmong(titles);
  const areSeveral = namesSeveral(first, last);
  const called = inBrackets.flatMap(nameWords);
  let given = withoutTitles(areSeveral ? before.filter((word) => !AND.has(word)) : before);
  let family: readonly string[] = after.filter((word) => !BORN.has(word));
  if (family.length > 0 && given.length === 1 && given.every((word) => TITLES.has(word) && !TITLES_OR_NAMES.has(word))) given = [];
  if (given.length === 0 && family.length > 1) family = withoutTitles(family);
  // Some programs put only the suffix into the last name.
  if (given.length > 1 && family.every(isMereSuffix)) [given, family] = [given.slice(0, -1), [...given.slice(-1), ...family]];
  const ofGeneration = [
    ...family.slice(1),
    ...(family.length === 0 ? given.slice(2) : []),
    ...titles.filter((word) => word === "ifj" || word === "id"),
  ];
  const generation = ofGeneration.filter(isMereSuffix).flatMap((word) => GENERATIONS.get(word) ?? [])[0];
  const isName = (word: string, at: number) => at === 0 || !isMereSuffix(word);
  family = family.filter(isName);
  if (family.length === 0) given = given.filter(isName);
  if (family.length === 0 && given.length > 1) [given, family] = [given.slice(0, -1), given.slice(-1)];
  else if (given.length === 0 && family.length > 1) [given, family] = [family.slice(0, 1), family.slice(1)];
  const wholeFamily = family.join("");
  family = withoutParticles(family);
  if (given.length + family.length === 0) return undefined;
  const joined = given.join("") + family.join("");
  return {
    given,
    family,
    called,
    generation,
    salutation: told,
    gender: told === undefined ? undefined : genderOfSalutation(told),
    wholeFamily,
    isBeside: namesBeside(called.length > 0 ? nameWords(`${first} ${last}`) : [...before, ...after]) || areSeveral,
    joined,
    reversed: [family.join(""), wholeFamily].map((last) => last + given.join("")),
    letters: withoutParticles(given).join("") + family.join(""),
  };
}

/** A name that consists of particles keeps them. */
function withoutParticles(words: readonly string[]): readonly string[] {
  const others = words.filter((word) => !PARTICLES.has(word));
  return others.length > 0 ? others : words;
}

const WRITTEN_OUT = new Map(
  Object.entries({ ä: "ae", ö: "oe", ü: "ue", å: "aa", ø: "oe", æ: "ae", Ä: "Ae", Ö: "Oe", Ü: "Ue", Å: "Aa", Ø: "Oe", Æ: "Ae" }),
);

/**
 * Texts that find other spellings of a name in an index: umlauts written as two letters and, if wanted, nicknames and
 * the initials of the first and the last name.
 */
export function nameSpellings(raw: unknown, withNicknames: boolean): string[] {
  const written = nameParts(raw);
  if (!written) return [];
  const [first, last] = written;
  const text = `${first} ${last}`.trim();
  const name = withNicknames ? personName(raw) : undefined;
  const [given] = name?.given ?? [];
  const others =
    name && given !== undefined
      ? [
          ...[given.charAt(0), ...name.called, ...nicknamesOf(given)].map((word) => `${word} ${name.family.join(" ")}`),
          `${given} ${(name.family[0] ?? "").charAt(0)}`,
        ]
      : [];
  const writtenOut = text.normalize("NFC").replace(/[äöüåøæ]/gi, (letter) => WRITTEN_OUT.get(letter) ?? letter);
  return [...new Set([text, writtenOut, text.replace(/\S+/g, withoutLookalikes), ...others])];
}

import { isRecord } from "../fields/json.ts";
import { splitName } from "../fields/split-name.ts";
import { fold } from "../text/fold.ts";
import { nicknamesOf } from "../text/nicknames.ts";

/** A name in the words by which people are compared. All are in the form of {@link spelling}. */
export interface PersonName {
  readonly given: readonly string[];
  /** Without particles such as "van", unless there is nothing else. */
  readonly family: readonly string[];
  /** Other first names in brackets or quotes: Robert "Bob" Zwart. */
  readonly called: readonly string[];
  /** "jr", "iii": tells a son from his father. */
  readonly generation: string | undefined;
  /** All words without blanks, first names first. */
  readonly joined: string;
  /** The same with the last name first. */
  readonly reversed: string;
  /** Its letters in alphabetical order: the same for names in any order, with any hyphens and blanks. */
  readonly letters: string;
}

const APOSTROPHES = /['’‘ʼʹ`´′＇]/g;

/**
 * A word in a form that is the same for all its spellings: without case, accents and apostrophes. Umlauts that are
 * written as two letters become one, except after a, e and q: Bauer is not Baur.
 *
 * @example
 * ["Jörg", "Joerg", "D’Ungarro", "D'Ungarro"].map(spelling); // => ["jorg", "jorg", "dungarro", "dungarro"]
 */
export const spelling = (word: string): string => fold(word.replace(APOSTROPHES, "")).replace(/ae|oe|aa|(?<![aeq])ue/g, (pair) => pair.charAt(0));

/** The words of a text in the form of {@link spelling}. */
export const nameWords = (text: string): string[] =>
  text
    .replace(APOSTROPHES, "")
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .map(spelling)
    .filter((word) => word !== "");

const setOf = (list: string): ReadonlySet<string> => new Set(list.split(" "));

/** Stand before a name. */
const TITLES = setOf(
  "dr prof professor mr mrs ms miss mx sir herr frau hr fr mme mlle monsieur madame sig signor signora don dona sra srta senor senora sr ing dipl mag rev hon",
);
const GENERATIONS = new Map([
  ...["jr", "junior", "ii", "iii", "iv", "filho", "neto"].map((word) => [word, word] as const),
  ...[["sr", "sr"] as const, ["senior", "sr"] as const, ["junior", "jr"] as const],
]);
/** Stand behind a name and say nothing of who it is. */
const DEGREES = setOf("phd md mba msc bsc ma ba llm esq dds cpa cfa pmp");
/** Of these, the ones that are nobody's last name. */
const isMereSuffix = (word: string) => DEGREES.has(word) || /^(jr|sr|junior|filho|i{2,3}|iv)$/.test(word);
const PARTICLES = setOf("al bin da de del della den der di do dos du e el la las le los op ten ter van vande vander vom von y zu zum zur");
/** Before the name that somebody had before a marriage. */
const BORN = setOf("geb geborene nee born");

const BRACKETS = /[("“„«][^()"“”„«»]{1,60}[)"”“»]/g;

/** The first and last name of a raw value as they are written; undefined if it holds none, or an e-mail address instead of one. */
export function nameParts(raw: unknown): readonly [string, string] | undefined {
  const { firstName, lastName } = typeof raw === "string" ? splitName(raw.trim()).name : isRecord(raw) ? raw : {};
  const [first, last] = [firstName, lastName].map((part) => (typeof part === "string" ? part : ""));
  const text = `${first}${last}`;
  return /\p{L}/u.test(text) && !text.includes("@") ? [first ?? "", last ?? ""] : undefined;
}

/** The words behind titles. A name that consists of titles keeps its last. */
function withoutTitles(all: readonly string[]): readonly string[] {
  const from = all.findIndex((word) => !TITLES.has(word));
  return from < 0 ? all.slice(-1) : all.slice(from);
}

/**
 * Reads the value of a name field.
 *
 * @param raw `{firstName, lastName}` or text
 * @returns undefined if it is not a name
 */
export function personName(raw: unknown): PersonName | undefined {
  const written = nameParts(raw);
  if (!written) return undefined;
  const [first, last] = written;
  const called = (first.match(BRACKETS) ?? []).flatMap(nameWords);
  let given = withoutTitles(nameWords(first.replace(BRACKETS, " ")));
  let family: readonly string[] = nameWords(last).filter((word) => !BORN.has(word));
  if (given.length === 0 && family.length > 1) family = withoutTitles(family);
  // Some programs put only the suffix into the last name.
  if (given.length > 1 && family.every(isMereSuffix)) [given, family] = [given.slice(0, -1), [...given.slice(-1), ...family]];
  const generation = [...family.slice(1), ...(family.length === 0 ? given.slice(2) : [])].flatMap((word) => GENERATIONS.get(word) ?? [])[0];
  const isName = (word: string, at: number) => at === 0 || !(GENERATIONS.has(word) || DEGREES.has(word));
  family = family.filter(isName);
  if (family.length === 0) given = given.filter(isName);
  if (family.length === 0 && given.length > 1) [given, family] = [given.slice(0, -1), given.slice(-1)];
  else if (given.length === 0 && family.length > 1) [given, family] = [family.slice(0, 1), family.slice(1)];
  const core = family.filter((word) => !PARTICLES.has(word));
  if (core.length > 0) family = core;
  if (given.length + family.length === 0) return undefined;
  const joined = given.join("") + family.join("");
  return { given, family, called, generation, joined, reversed: family.join("") + given.join(""), letters: joined.split("").sort().join("") };
}

const WRITTEN_OUT = new Map(
  Object.entries({ ä: "ae", ö: "oe", ü: "ue", å: "aa", ø: "oe", æ: "ae", Ä: "Ae", Ö: "Oe", Ü: "Ue", Å: "Aa", Ø: "Oe", Æ: "Ae" }),
);

/**
 * Texts by which an index finds a name that may be spelt in another way: umlauts written as two letters, and if wanted,
 * nicknames and the initial of the first name.
 */
export function nameSpellings(raw: unknown, withNicknames: boolean): string[] {
  const written = nameParts(raw);
  if (!written) return [];
  const [first, last] = written;
  const text = `${first} ${last}`.trim();
  const name = withNicknames ? personName(raw) : undefined;
  const [given] = name?.given ?? [];
  const others =
    name && given !== undefined ? [given.charAt(0), ...name.called, ...nicknamesOf(given)].map((word) => `${word} ${name.family.join(" ")}`) : [];
  const writtenOut = text.normalize("NFC").replace(/[äöüåøæ]/gi, (letter) => WRITTEN_OUT.get(letter) ?? letter);
  return [...new Set([text, writtenOut, ...others])];
}

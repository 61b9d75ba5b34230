import { areNicknames, areOtherNames, fullNamesOf } from "../text/nicknames.ts";
import type { PersonName } from "./person-name.ts";
import { isAlmost, isTypo, isTypoOfFirstName } from "./typo.ts";

/**
 * How well two names fit one person.
 *
 * - same: in any spelling, with or without a middle name
 * - alike: a nickname, another order, a part of a double name, a suffix that one of them lacks
 * - partial: initials, or a part of the name
 * - given: the same first name and another last name, as after a marriage
 * - different: they contradict each other
 * - unknown: one of the two has no name
 */
export type NameGrade = "same" | "alike" | "partial" | "given" | "different" | "unknown";

export interface NameLikeness {
  readonly grade: NameGrade;
  /** What the names share, in words. */
  readonly shared: readonly string[];
  /** The only difference, if it may mean nothing: a typo, or a suffix that one of them has, perhaps unlike the father. */
  readonly but?: "suffix" | "typo in the first name" | "typo in the last name" | undefined;
  /** The part that differs in one letter, as Maja and Majja Jensen. "name": each part differs in one letter. */
  readonly almost?: "first name" | "last name" | "name" | undefined;
  /** Which shared values make one person certain. Absent: none. "naming": a personal value with the name {@link fuller}. */
  readonly certainWith?: "any" | "personal" | "naming" | undefined;
  /** Of a name and its initials or its last name, the name; of two that differ by a typo, one. */
  readonly fuller?: PersonName;
  /** Both have the same initials, so that the same row makes the name a second time. */
  readonly isRepeated?: boolean;
  /** A salutation or suffix shows two people: Herr and Frau, father and son. If they share both names, a salutation may be wrong. */
  readonly isOpposed?: boolean;
  /** They share only the last name, and one has no other. "salutation": only one says whether it is Herr or Frau. */
  readonly lastNameAlone?: "plain" | "salutation" | undefined;
}

/** Whether one letter is all that differs. */
export const differsInOnePart = ({ almost }: NameLikeness): boolean => almost !== undefined && almost !== "name";

type CertainWith = NameLikeness["certainWith"];

const same = (certainWith: CertainWith): NameLikeness => ({ grade: "same", shared: ["the name"], certainWith });
const alike = (certainWith: CertainWith, ...shared: string[]): NameLikeness => ({ grade: "alike", shared, certainWith });
const partial = (certainWith: CertainWith, ...shared: string[]): NameLikeness => ({ grade: "partial", shared, certainWith });
/** Names that could each belong to another person. */
const NEVER = undefined;
const DIFFERENT: NameLikeness = { grade: "different", shared: [] };
export const NO_NAME: NameLikeness = { grade: "unknown", shared: [], certainWith: "personal" };
const OPPOSED: NameLikeness = { ...DIFFERENT, isOpposed: true };

const SCRIPT_WITHOUT_INITIALS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

const isInitial = (word: string) => word.length === 1 && /\p{L}/u.test(word) && !SCRIPT_WITHOUT_INITIALS.test(word);

/** Whether one word is the initial of the other. */
const abbreviates = (one: string, other: string) => (isInitial(one) && other.startsWith(one)) || (isInitial(other) && one.startsWith(other));

/**
 * "longer": one has more first names. "related": a nickname of several names, such as Sam for Samuel and Samantha, or
 * two names of one origin, such as Marc and Marco.
 */
type Given = "same" | "longer" | "nickname" | "related" | "initial" | "part" | "different";

function compareGiven(one: PersonName, other: PersonName): Given {
  const [a, b] = [one.given, other.given];
  const [first = "", ...more] = a;
  const [otherFirst = "", ...otherMore] = b;
  if (a.join("") === b.join("")) return isInitial(first) ? "initial" : "same";
  const isClash = more.some((word, at) => {
    const beside = otherMore[at];
    return beside !== undefined && beside !== word && !abbreviates(word, beside) && !areNicknames(word, beside);
  });
  if (isClash) return "different";
  if (first === otherFirst) return isInitial(first) ? "initial" : "longer";
  if (one.called.includes(otherFirst) || other.called.includes(first)) return "nickname";
  if (areNicknames(first, otherFirst))
    return isShortForSeveral(first) || isShortForSeveral(otherFirst) || areOtherNames(first, otherFirst) ? "related" : "nickname";
  if (abbreviates(first, otherFirst) || isInitialsOf(first, b) || isInitialsOf(otherFirst, a)) return "initial";
  return a.includes(otherFirst) || b.includes(first) ? "part" : "different";
}

const isShortForSeveral = (word: string) => [...fullNamesOf(word)].length > 1;

/** "jp" of Jean-Pierre. */
const isInitialsOf = (word: string, names: readonly string[]) => names.length > 1 && word === names.map((name) => name.charAt(0)).join("");

type Family = "same" | "overlap" | "initial" | "different";

const LEAST_SHARED = 3;

/** "Brook" of Hart-Brook. García López and García Ruiz only share a part. */
const isPartOf = (part: readonly string[], whole: readonly string[]) =>
  part.length < whole.length && part.some((word) => word.length >= LEAST_SHARED) && part.every((word) => whole.includes(word));

function compareFamily(one: PersonName, other: PersonName): Family {
  const [a, b] = [one.family, other.family];
  // "De Luca" and "DeLuca"
  if (one.wholeFamily === other.wholeFamily && a.join("") !== b.join("")) return "same";
  if (a.join("") === b.join("")) return a.length === 1 && isInitial(a[0] ?? "") ? "initial" : "same";
  if (isPartOf(a, b) || isPartOf(b, a)) return "overlap";
  return abbreviates(a[0] ?? "", b[0] ?? "") ? "initial" : "different";
}

const hasBothParts = ({ given, family }: PersonName) => given.length > 0 && family.length > 0;

/** Compares a name of one word with any other. */
function compareWord(one: PersonName, other: PersonName): NameLikeness {
  const [short, long] = hasBothParts(one) ? [other, one] : [one, other];
  const word = short.joined;
  if (isInitial(word)) return NO_NAME;
  const [first = ""] = long.given;
  if (word === first || areNicknames(word, first) || long.called.includes(word)) return partial(NEVER, "the first name");
  if (long.family.includes(word) || word === long.family.join(""))
    return { ...partial(NEVER, "the last name"), fuller: long, lastNameAlone: short.gender === long.gender ? "plain" : "salutation" };
  return long.given.includes(word) ? partial(NEVER, "a first name") : DIFFERENT;
}

/** Compares two names. */
export function compareNames(one: PersonName, other: PersonName): NameLikeness {
  if (one.isBeside !== other.isBeside) return DIFFERENT;
  const [a, b] = [one.generation, other.generation];
  if (areOpposed(a, b) || isMonsieur(one, other) || isMonsieur(other, one)) return OPPOSED;
  const found = compareWords(one, other);
  if (areOpposed(one.gender, other.gender)) return found.grade === "same" && hasBothParts(one) ? { ...same(NEVER), isOpposed: true } : OPPOSED;
  if (a === b) return found.grade === "partial" && one.joined === other.joined ? { ...found, isRepeated: true } : found;
  if (found.grade === "same") return { ...alike(NEVER, "the name (except its suffix)"), but: "suffix" };
  return found.grade === "alike" || found.grade === "partial" ? { ...found, certainWith: NEVER, but: "suffix" } : found;
}

const areOpposed = (one: string | undefined, other: string | undefined) => one !== undefined && other !== undefined && one !== other;

const MADAME = new Set(["mme", "mlle", "madame", "mademoiselle"]);

/** "M. Dupont" beside "Mme Dupont" is no initial, but Monsieur. */
const isMonsieur = (one: PersonName, other: PersonName): boolean =>
  one.given.length === 1 && one.given[0] === "m" && other.given.length === 0 && MADAME.has(other.salutation ?? "");

function compareWords(one: PersonName, other: PersonName): NameLikeness {
  const isTurned = other.reversed.includes(one.joined) || one.reversed.includes(other.joined);
  if (one.joined === other.joined && !isInitial(one.given[0] ?? "") && !isInitial(one.family[0] ?? ""))
    return isLone(one) || isLone(other) ? ofLone(one, other) : same("any");
  // In these scripts, the order alone shows which part is the family name.
  if (isTurned) return SCRIPT_WITHOUT_INITIALS.test(one.joined) ? same("any") : alike("any", "the name in another order");
  if (!hasBothParts(one) || !hasBothParts(other)) return compareWord(one, other);
  const [given, family] = [compareGiven(one, other), compareFamily(one, other)];
  if (given === "different") {
    if (family === "same") return { grade: "different", shared: ["the last name"], ...typoInFirst(one, other) };
    return isAlmostWhole(one, other) ? { ...DIFFERENT, almost: "name" } : DIFFERENT;
  }
  const isFirstName = given !== "initial" && given !== "part";
  switch (family) {
    case "same":
      return given === "initial" ? ofInitials(one, other) : OF_ONE_FAMILY[given];
    case "overlap":
      return isFirstName ? alike(NEVER, "the first name", "a part of the last name") : partial(NEVER, "a part of the name");
    case "initial":
      return isFirstName ? partial("personal", "the first name", "an initial") : partial(NEVER, "the initials");
    case "different":
      if (isFirstName && (isAmongMiddle(one, other) || isAmongMiddle(other, one))) return partial(NEVER, "the first name", "a part of the last name");
      return isFirstName ? { grade: "given", shared: ["the first name"], ...typoInLast(one, other) } : DIFFERENT;
  }
}

/** "García" of María García López: only a list of all last names would say that it is no middle name. */
const isAmongMiddle = ({ family }: PersonName, { given }: PersonName): boolean =>
  family.every((word) => word.length >= LEAST_SHARED && given.indexOf(word) > 0);

function ofInitials(one: PersonName, other: PersonName): NameLikeness {
  const isSame = one.joined === other.joined;
  const fuller = one.joined.length > other.joined.length ? one : other;
  return { ...partial(isSame ? "personal" : "naming", "the initial", "the last name"), fuller };
}

/** Names of one family, by their given names. */
const OF_ONE_FAMILY: Readonly<Record<Exclude<Given, "different" | "initial">, NameLikeness>> = {
  same: same("any"),
  longer: same("personal"),
  nickname: alike("personal", "the name with a nickname"),
  related: alike(NEVER, "the name with a nickname"),
  part: partial(NEVER, "a first name", "the last name"),
};

/** Both names are the same single word. Within a family, only the salutation says who is meant. */
function ofLone(one: PersonName, other: PersonName): NameLikeness {
  if (one.gender === other.gender) return same(NEVER);
  return { ...same(NEVER), fuller: one.gender === undefined ? other : one, lastNameAlone: "salutation" };
}

/** Whether it is one word; some scripts have whole names without blanks. */
const isLone = (name: PersonName) => !hasBothParts(name) && !(SCRIPT_WITHOUT_INITIALS.test(name.joined) && name.joined.length > LONGEST_FAMILY);
const LONGEST_FAMILY = 2;

/** Nora Falk and Norah Falck. */
const isAlmostWhole = (one: PersonName, other: PersonName): boolean =>
  isAlmost(one.given.join(""), other.given.join("")) && isAlmost(one.family.join(""), other.family.join(""));

function typoInFirst(name: PersonName, { given: [other = ""] }: PersonName): Partial<NameLikeness> {
  const [one = ""] = name.given;
  // Marian and Marion are two names.
  if (isTypoOfFirstName(one, other)) return { but: "typo in the first name", certainWith: "naming", fuller: name, almost: "first name" };
  return isAlmost(one, other) ? { almost: "first name" } : {};
}

function typoInLast({ family }: PersonName, beside: PersonName): Partial<NameLikeness> {
  const [one, other] = [family.join(""), beside.family.join("")];
  if (isTypo(one, other)) return { but: "typo in the last name", certainWith: "any", almost: "last name" };
  return isAlmost(one, other) ? { almost: "last name" } : {};
}

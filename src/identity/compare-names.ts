import { areNicknames } from "../text/nicknames.ts";
import type { PersonName } from "./person-name.ts";
import { isTypo, isTypoOfFirstName } from "./typo.ts";

/**
 * How far two names may be the same person's.
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
  /**
   * What may be all that keeps the names apart: a suffix such as "Jr." that one of them lacks, or a typo. A father may
   * lack the suffix of his son.
   */
  readonly but?: "suffix" | "typo in the first name" | "typo in the last name" | undefined;
}

const SAME: NameLikeness = { grade: "same", shared: ["the name"] };
const alike = (...shared: string[]): NameLikeness => ({ grade: "alike", shared });
const partial = (...shared: string[]): NameLikeness => ({ grade: "partial", shared });
const DIFFERENT: NameLikeness = { grade: "different", shared: [] };
export const NO_NAME: NameLikeness = { grade: "unknown", shared: [] };

const SCRIPT_WITHOUT_INITIALS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

const isInitial = (word: string) => word.length === 1 && /\p{L}/u.test(word) && !SCRIPT_WITHOUT_INITIALS.test(word);

/** Whether one word is the initial of the other. */
const abbreviates = (one: string, other: string) => (isInitial(one) && other.startsWith(one)) || (isInitial(other) && one.startsWith(other));

type Given = "same" | "nickname" | "initial" | "part" | "different";

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
  if (first === otherFirst) return isInitial(first) ? "initial" : "same";
  if (areNicknames(first, otherFirst) || one.called.includes(otherFirst) || other.called.includes(first)) return "nickname";
  if (abbreviates(first, otherFirst) || isInitialsOf(first, b) || isInitialsOf(otherFirst, a)) return "initial";
  return a.includes(otherFirst) || b.includes(first) ? "part" : "different";
}

/** "jp" of Jean-Pierre. */
const isInitialsOf = (word: string, names: readonly string[]) => names.length > 1 && word === names.map((name) => name.charAt(0)).join("");

type Family = "same" | "overlap" | "initial" | "different";

const LEAST_SHARED = 3;

/** "Brook" of Hart-Brook. García López and García Ruiz only share a part. */
const isPartOf = (part: readonly string[], whole: readonly string[]) =>
  part.length < whole.length && part.some((word) => word.length >= LEAST_SHARED) && part.every((word) => whole.includes(word));

function compareFamily({ family: a }: PersonName, { family: b }: PersonName): Family {
  if (a.join("") === b.join("")) return a.length === 1 && isInitial(a[0] ?? "") ? "initial" : "same";
  if (isPartOf(a, b) || isPartOf(b, a)) return "overlap";
  return abbreviates(a[0] ?? "", b[0] ?? "") ? "initial" : "different";
}

const isWhole = ({ given, family }: PersonName) => given.length > 0 && family.length > 0;

/** Compares a name of one word with any other. */
function compareWord(one: PersonName, other: PersonName): NameLikeness {
  const [short, long] = isWhole(one) ? [other, one] : [one, other];
  const word = short.joined;
  if (isInitial(word)) return NO_NAME;
  const [first = ""] = long.given;
  if (word === first || areNicknames(word, first) || long.called.includes(word)) return partial("the first name");
  if (long.family.includes(word) || word === long.family.join("")) return partial("the last name");
  return long.given.includes(word) ? partial("a first name") : DIFFERENT;
}

/** Compares two names. */
export function compareNames(one: PersonName, other: PersonName): NameLikeness {
  const [a, b] = [one.generation, other.generation];
  if (a !== undefined && b !== undefined && a !== b) return DIFFERENT;
  const found = compareWords(one, other);
  return found.grade === "same" && a !== b ? { ...alike("the name without its suffix"), but: "suffix" } : found;
}

function compareWords(one: PersonName, other: PersonName): NameLikeness {
  const isTurned = one.joined === other.reversed || one.reversed === other.joined;
  if (one.joined === other.joined && !isInitial(one.given[0] ?? "") && !isInitial(one.family[0] ?? "")) return SAME;
  // These scripts say by themselves which part is the family name.
  if (isTurned) return SCRIPT_WITHOUT_INITIALS.test(one.joined) ? SAME : alike("the name in another order");
  if (!isWhole(one) || !isWhole(other)) return compareWord(one, other);
  const [given, family] = [compareGiven(one, other), compareFamily(one, other)];
  if (given === "different") return family === "same" ? { grade: "different", shared: ["the last name"], but: typoInFirst(one, other) } : DIFFERENT;
  const isFirstName = given === "same" || given === "nickname";
  switch (family) {
    case "same":
      if (given === "same") return SAME;
      if (given === "nickname") return alike("the name with a nickname");
      return given === "initial" ? partial("the initial", "the last name") : partial("a first name", "the last name");
    case "overlap":
      return isFirstName ? alike("the first name", "a part of the last name") : partial("a part of the name");
    case "initial":
      return isFirstName ? partial("the first name", "an initial") : partial("the initials");
    case "different":
      return isFirstName ? { grade: "given", shared: ["the first name"], but: typoInLast(one, other) } : DIFFERENT;
  }
}

const typoInFirst = ({ given: [one = ""] }: PersonName, { given: [other = ""] }: PersonName) =>
  isTypoOfFirstName(one, other) ? "typo in the first name" : undefined;

const typoInLast = ({ family: one }: PersonName, { family: other }: PersonName) =>
  isTypo(one.join(""), other.join("")) ? "typo in the last name" : undefined;

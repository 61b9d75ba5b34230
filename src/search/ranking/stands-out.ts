import { kindBits, kindNumber } from "../kinds.ts";
import { isLoose, type WordMatches } from "../matching/match-word.ts";
import type { Weighed, WordHit } from "./weigh.ts";

/** If the next best has more than this part of the best score, none is clearly meant. */
const FAR = 0.85;
/** The same if only the best has every word as it was written. */
const BEHIND_AN_EXACT_ONE = 0.97;

/** The least worth of each word: part of a word, or an owner that was not asked for, may match by chance. */
const CERTAIN = 0.42;

const [NAME, TITLE] = [kindNumber("name"), kindNumber("title")];
/** Texts that only one person has. */
const IDENTITY = kindBits(["name", "email", "phone", "handle"]);
/** Texts that describe a person without a name. */
const DESCRIPTION = kindBits(["account", "domain", "title"]);
const PROSE = kindBits(["text", "url"]);

/** A code such as a customer number, which only one contact has. */
const CODE = /^(?=.{5})\p{L}*\d{3,}\p{L}*$/u;

/** Whether the first contact is clearly meant: all words, some identifying ones, and the next is far behind. */
export function standsOut([first, second]: readonly Weighed[], words: readonly WordMatches[]): boolean {
  const required = words.filter(({ word }) => word.required).length;
  if (first === undefined || first.required < required || !isTold(first, words)) return false;
  if (second === undefined || second.required < required) return true;
  return second.score < first.score * (first.exact && !second.exact ? BEHIND_AN_EXACT_ONE : FAR);
}

function isTold({ hits }: Weighed, words: readonly WordMatches[]): boolean {
  const needed = hits.filter(({ optional }) => !optional);
  const isOf = (kinds: number) => (hit: WordHit) => (kinds & (1 << hit.kind)) !== 0;
  const isCode = ({ how, word }: WordHit) => how === "exact" && CODE.test(words[word]?.word.folded ?? "");
  const isNamed = needed.some((hit) => isOf(IDENTITY)(hit) || isCode(hit));
  const described = new Set(needed.filter(isOf(DESCRIPTION)).map(({ kind }) => kind)).size;
  const isWholeName = needed.filter(isOf(1 << NAME)).length > 1;
  const isCertain = (hit: WordHit): boolean => {
    const { cued = 0, isName = false } = words[hit.word] ?? {};
    if (hit.value < CERTAIN) return false;
    // Words of prose alone do not identify a contact.
    if (isOf(PROSE)(hit) && !isNamed && described < 2) return false;
    // It is the name of another contact.
    if (isName && hit.kind === NAME) return hit.how !== "typo" && hit.how !== "part";
    return isOf(IDENTITY | cued)(hit) || isWholeName || !(isLoose(hit.how) || (isName && hit.kind !== TITLE));
  };
  return (isNamed || described > 0) && needed.every(isCertain);
}

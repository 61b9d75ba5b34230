import { countryOfAdjective } from "../../../fields/nationalities.ts";
import { edits } from "../../../search/matching/edits.ts";
import type { Context } from "../rules/rule.ts";
import { isShared } from "./attribute-kinds.ts";
import { ARTICLES } from "./phrases.ts";
import { SAID } from "./sayings.ts";
import type { Token } from "./tokens.ts";
import { wordMap } from "./word-tables.ts";

/**
 * The words of a question as the rules know them: "leave out" becomes "except", and a misspelt word becomes the only
 * similar word. The text of each stays as it was written.
 */
export function asRulesKnow(written: readonly Token[], context: Context): Token[] {
  const named = withAttributeFirst(written, context);
  const all = isOfTwo(named, context) ? named.map(inSuperlative) : named;
  const tokens = all.flatMap((token, at) => {
    if (isSignInName(all, at, context)) return [];
    if (isAlternative(all, at, context)) return [OR, { ...token, isBehindSign: false }];
    return [isSignInName(all, at + 1, context) ? { ...token, text: `${token.text} ${all[at + 1]?.text.replace("and", "&")}` } : token];
  });
  const words: Token[] = [];
  for (let at = 0; at < tokens.length; ) {
    const said = saidAt(tokens, at, context);
    const [first] = tokens.slice(at);
    if (!first) break;
    if (said) {
      const part = tokens.slice(at, at + said.length);
      const [last = first] = part.slice(-1);
      const meant = said.meant.split(" ");
      const before = words.at(-1);
      if (said.meant === "" && tokens.length > said.length) {
        if (before) words[words.length - 1] = { ...before, endsClause: before.endsClause || last.endsClause };
      } else if (meant.length > 1) words.push(...meant.map((folded, index) => ({ ...(part[index] ?? last), folded })));
      else words.push({ ...last, text: part.map(({ text }) => text).join(" "), folded: said.meant });
      at += said.length;
      continue;
    }
    const pair = joinedPair(tokens, at, context);
    words.push(...(pair ? [pair] : (apart(first, context) ?? [respelt(first, context)])));
    at += pair ? 2 : 1;
  }
  return words;
}

/** "With Kenji as their owner" as "with owner is Kenji", and "without Kenji as owner" as "with owner not Kenji". */
function withAttributeFirst(tokens: readonly Token[], context: Context): readonly Token[] {
  const words = tokens.map(({ folded }) => folded);
  const isNamed = (at: number) => words[at] === "as" && words.slice(Math.max(at - MOST_BEFORE_AS, 0), at).some((word) => WITH.test(word));
  // "With a phone, working as a manager"
  const as = words.findIndex((_, at) => isNamed(at) && !/^(?:work|employ|serv|act)/.test(words[at - 1] ?? ""));
  const start = words.findLastIndex((word, at) => at < as && WITH.test(word));
  const name = words.findIndex((word, at) => at > as && !ARTICLES.has(word));
  const end = name + (context.vocabulary.attributeAt(words, name)?.length ?? 0);
  const [last, value] = [tokens[end - 1], tokens[as - 1]];
  if (start < 0 || end === name || !last || !value) return tokens;
  const [first, link] = (["with", words[start] === "without" ? "not" : "is"] as const).map((text) => ({ ...NO_SIGN, text, folded: text }));
  const label = tokens.slice(name, end).map((token) => ({ ...token, endsClause: false }));
  const said = [...tokens.slice(start + 1, as - 1), { ...value, endsClause: last.endsClause }];
  return [...tokens.slice(0, start), first, ...label, link, ...said, ...withAttributeFirst(tokens.slice(end), context)].filter(
    (token) => token !== undefined,
  );
}

const MOST_BEFORE_AS = 5;
const WITH = /^(?:with|without|having)$/;

/** Whether two people are compared: "Maja or Duncan". */
const isOfTwo = (tokens: readonly Token[], { isPerson }: Context): boolean =>
  !tokens.some(({ folded }) => folded === "than") &&
  tokens.some(({ folded }, at) => {
    const beside = [tokens[at - 1], tokens[at + 1]];
    return /^(?:or|and)$/.test(folded) && beside.every((token) => isCapital(token) && isPerson(token?.text ?? ""));
  });

/** Of two, the "higher" is the "highest". */
function inSuperlative(token: Token, at: number, all: readonly Token[]): Token {
  // "80 or lower"
  if (/^(?:or|and)$/.test(all[at - 1]?.folded ?? "")) return token;
  const isMore = /^recent(?:ly)?$/.test(all[at + 1]?.folded ?? "") || /^wh(?:o|ich)$/.test(all[0]?.folded ?? "");
  const folded = isMore && token.folded === "more" ? "most" : OF_TWO.get(token.folded);
  return folded ? { ...token, folded } : token;
}

const OF_TWO = wordMap(
  ["highest", "higher"],
  ["largest", "larger"],
  ["greatest", "greater"],
  ["lowest", "lower"],
  ["smallest", "smaller"],
  ["biggest", "bigger"],
  ["fewest", "fewer"],
);

/** Whether a sign is a part of a name or an option, as in "Lumen & Sons" or "UK & Ireland", and not an "and" between two. */
function isSignInName(tokens: readonly Token[], at: number, { vocabulary, isTogether, isAccount }: Context): boolean {
  const [before, { text } = { text: "" }, behind] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  // "Falcon and Reed"
  if (text === "and" && before && behind && !before.endsClause && before.folded !== behind.folded) {
    const name = `${before.text} ${behind.text}`;
    return isTogether(name) && isAccount(name);
  }
  if (!/^[&+]$/.test(text)) return false;
  if (!before || !behind) return true;
  return isTogether(`${before.text} ${behind.text}`) || vocabulary.optionAt([before.folded, behind.folded], 0)?.length === 2;
}

/** Whether a slash before a word stands between two values, as in "Paris/Lyon", or between two addresses, as in "phone/e-mail". */
function isAlternative(tokens: readonly Token[], at: number, { vocabulary }: Context): boolean {
  if (!tokens[at]?.isBehindSlash || !/^\p{L}{2}/u.test(tokens[at].text)) return false;
  const words = tokens.map(({ folded }) => folded);
  const before = words.findIndex((_, place) => place + (vocabulary.attributeAt(words, place)?.length ?? 0) === at);
  const named = [vocabulary.attributeAt(words, before), vocabulary.attributeAt(words, at)];
  // "Customers / EMEA" has two conditions, and "leads/customers" is a list.
  const isOption = [at - 1, at].some((place) => vocabulary.optionAt(words, place));
  return !isOption && (named.every((one) => one === undefined) || named.every((one) => one && !isShared(one.meaning)));
}

/** The words of a label that are written as one: "dealsize". Undefined if contacts have the word. */
function apart(token: Token, { vocabulary, isProper, isName }: Context): Token[] | undefined {
  const words = vocabulary.apart(token.folded);
  if (!words || isProper(token.folded) || isName(token.text)) return undefined;
  return words.map((folded, at) => (at === words.length - 1 ? { ...token, text: folded, folded } : { ...NO_SIGN, text: folded, folded }));
}

const NO_SIGN = { endsClause: false, isPossessive: false };
const OR: Token = { ...NO_SIGN, text: "or", folded: "or" };

/** A word as it is known: as contacts have it in other letters ("muenchen" for "München"), or without its mistake. */
function respelt(token: Token, context: Context): Token {
  if (context.vocabulary.knows(token.folded)) return token;
  const folded = context.spellingOf(token.folded);
  if (folded === undefined) return { ...token, folded: correctionOf(token, context) ?? token.folded };
  return { ...token, text: isCapital(token) ? folded.charAt(0).toUpperCase() + folded.slice(1) : folded, folded };
}

/** A word of a label that is written as two: "linked in", "news letter". */
function joinedPair(tokens: readonly Token[], at: number, { vocabulary, isProper }: Context): Token | undefined {
  const [first, second] = tokens.slice(at, at + 2);
  const folded = `${first?.folded}${second?.folded}`;
  if (!first || !second || first.endsClause || folded.length < LEAST_JOINED || !vocabulary.hasInLabel(folded) || isProper(first.folded))
    return undefined;
  return { ...second, text: `${first.text} ${second.text}`, folded };
}

const LEAST_JOINED = 7;

function saidAt(tokens: readonly Token[], at: number, { isProper }: Context): { readonly meant: string; readonly length: number } | undefined {
  for (const { words: said, meaning: meant } of SAID) {
    const isSaid = said.every((word, index) => tokens[at + index]?.folded === word && (index === 0 || !tokens[at + index - 1]?.endsClause));
    // "Will Minus" is a name.
    if (isSaid && !(said.length === 1 && (isProper(said[0] ?? "") || (at > 0 && isCapital(tokens[at]))))) return { meant, length: said.length };
  }
  return undefined;
}

const isCapital = (token: Token | undefined) => /^\p{Lu}/u.test(token?.text ?? "");

/** Words with fewer letters are too alike. */
const LEAST_SWAPPED = 5;
const LEAST_MISSING = 6;
const LEAST_REPLACED = 8;

/**
 * The known word that a misspelt one means: letters were swapped, doubled or left out, or, in a long word, replaced.
 * Undefined if several words are equally near, or if contacts have the word.
 */
function correctionOf({ text, folded }: Token, { vocabulary, isProper, isName }: Context): string | undefined {
  if (folded.length < LEAST_SWAPPED || /[^a-z]/.test(folded) || isProper(folded) || isName(text)) return undefined;
  // "American" is not "Americas".
  if (countryOfAdjective(folded) !== undefined) return undefined;
  const meant = vocabulary.wordsLike(folded).filter((word) => isMisspelling(folded, word));
  return meant.length === 1 ? meant[0] : undefined;
}

function isMisspelling(said: string, word: string): boolean {
  if (edits(said, word, 1) !== 1) return false;
  // "Influence" is another word than "influencer".
  if (said.startsWith(word) || word.startsWith(said)) return false;
  if (said.length !== word.length) return Math.max(said.length, word.length) > LEAST_MISSING;
  const isSwapped = [...said].toSorted().join("") === [...word].toSorted().join("");
  return isSwapped || said.length >= LEAST_REPLACED;
}

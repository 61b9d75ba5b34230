import { nicknamesOf } from "../../text/nicknames.ts";
import { INDEX_KINDS, kindBits, kindNumber, kindWeights } from "../kinds.ts";
import type { QueryWord } from "../query/query.ts";
import { RANKS } from "../query/query-words.ts";
import type { PhoneBook, PhoneMatch } from "../store/phone-book.ts";
import type { StorePieces } from "../store/store.ts";
import { headOf, LATIN_BITS, lettersOf, pairsOf, type Vocabulary } from "../store/vocabulary.ts";
import { edits } from "./edits.ts";
import { soundOf } from "./sound.ts";
import { otherSpellings } from "./spellings.ts";

/** How a word of a contact matches a word of the query. */
export type How = "exact" | "spelling" | "nickname" | "sound" | "start" | "typo" | "initial" | "part" | "phone";

export interface TermMatch {
  readonly how: How;
  /** From 0 to 1. */
  readonly quality: number;
  /** If the word is one of several alternatives: its own weights. */
  readonly weights?: Weights;
}

/** The weight of each kind of text, by the kind's number; 0 if a word must not match there. */
interface Weights {
  readonly weights: Float64Array;
  /** The same for terms that begin with the word, and for terms that are only similar to it, as a typo is. */
  readonly startWeights: Float64Array;
  readonly looseWeights: Float64Array;
}

/** All terms and phone numbers that a word of the query may match. */
export interface WordMatches extends Weights {
  readonly word: QueryWord;
  readonly terms: ReadonlyMap<number, TermMatch>;
  /** The best phone match of each contact, by slot. */
  readonly phones: ReadonlyMap<number, PhoneMatch>;
  /** The kinds that the words before it demand, as bits; 0 if they do not demand any. */
  readonly asked: number;
  /** The kinds that the words before it make likelier, as bits. */
  readonly cued: number;
  /** Whether the word as it was written is part of a contact's name. */
  readonly isName: boolean;
}

const QUALITY = { exact: 1, spelling: 0.95, nickname: 0.82, sound: 0.76, initial: 0.6, part: 0.4 } as const;
/** From a short beginning of the term to nearly all of it. */
const START_QUALITY = [0.74, 0.9] as const;
const TYPO_QUALITY = [0.72, 0.56] as const;
const WRONG_FIRST_LETTER = 0.75;
const TWO_TYPOS: ReadonlySet<number> = new Set([TYPO_QUALITY[1], TYPO_QUALITY[1] * WRONG_FIRST_LETTER]);
/** Two letters of a shorter place may not be wrong: cities and countries are too alike. */
const LEAST_OF_PLACE = 10;

/** Phone numbers by where the digits stand: few inside match by chance, and two must be said to be the end. */
export const PHONE_QUALITY = { whole: 1, tail: 0.95, head: 0.8, inside: 0.6 } as const;
const LEAST_DIGITS = { whole: 3, tail: 2, head: 4, inside: 5 } as const;

/** The least digits to search after removing a leading 0: the "13" of "013" are too few. */
const LEAST_WITHOUT_ZERO = 3;

const mistakes = (length: number) => (length >= 8 ? 2 : length >= 4 ? 1 : 0);

/** The number of bits that are set. */
function bits(word: number): number {
  let left = word - ((word >>> 1) & 0x55555555);
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
  return Math.imul((left + (left >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

const INITIAL_WEIGHTS = only("name");
/** The whole name of a mailbox may be one letter. */
const LETTER_WEIGHTS = only("name", "email");
const ANYONE_WEIGHTS = only("name").map((weight) => weight * 0.5);
const FILLER_WEIGHTS = Float64Array.from(only("name", "account", "title"), (weight, kind) => weight * (kind === kindNumber("name") ? 0.5 : 0.15));

function only(...kinds: readonly Parameters<typeof kindNumber>[0][]): Float64Array {
  return kindWeights(Object.fromEntries(kinds.map((kind) => [kind, 1])), 0);
}

const [NAME, OWNER, EMAIL, PLACE] = [kindNumber("name"), kindNumber("owner"), kindNumber("email"), kindNumber("place")];
const PROSE = kindBits(["text", "url"]);
/** Texts that contain a person's name. */
const OF_NAMES = kindBits(["name", "email", "handle"]);

/** Whether a match is only similar to the word. */
export const isLoose = (how: How): boolean => how === "typo" || how === "sound" || how === "part";

/** How much a match in a kind of text counts; 0 if it does not: Bob is Robert only in a name. */
export function worth(matches: WordMatches, { how, quality, weights: own = matches }: TermMatch, kind: number): number {
  if (how === "nickname" && kind !== NAME && !(kind === OWNER && matches.asked & (1 << OWNER))) return 0;
  if (how === "initial" && kind !== NAME) return 0;
  // Portland is not in Poland.
  if (how === "typo" && kind === PLACE && matches.word.folded.length < LEAST_OF_PLACE && TWO_TYPOS.has(quality)) return 0;
  return quality * ((isLoose(how) ? own.looseWeights : how === "start" ? own.startWeights : own.weights)[kind] ?? 0);
}

const without = (weights: Float64Array, kinds: number): Float64Array => weights.map((weight, kind) => (kinds & (1 << kind) ? 0 : weight));

/** All terms that a word of the query may match, and how well. @param asWritten only accents and capitals may differ */
export function matchWord(
  word: QueryWord,
  { vocabulary, phones: phoneBook, postings }: Pick<StorePieces, "vocabulary" | "phones" | "postings">,
  asWritten = false,
): WordMatches {
  const terms = new Map<number, TermMatch>();
  const none: ReadonlyMap<number, PhoneMatch> = new Map();
  const note = (term: number | undefined, how: How, quality: number) => {
    if (term !== undefined && (terms.get(term)?.quality ?? 0) < quality) terms.set(term, { how, quality });
  };
  const exact = vocabulary.term(word.folded);
  note(exact, "exact", QUALITY.exact);
  if (!word.required) {
    const weights = word.isAnyone ? ANYONE_WEIGHTS : FILLER_WEIGHTS;
    return { word, terms, phones: none, weights, startWeights: weights, looseWeights: weights, asked: 0, cued: 0, isName: false };
  }
  const asked = kindBits(word.preference?.asks ?? []);
  const cued = kindBits(INDEX_KINDS.filter((kind) => (word.preference?.factors[kind] ?? 0) > 1));
  const isName = exact !== undefined && (postings.kinds(exact) & (1 << NAME)) !== 0;
  if (word.folded.length === 1 && /\p{L}/u.test(word.folded)) {
    scanStarts(word.folded, vocabulary, (term) => note(term, "initial", QUALITY.initial));
    const weights = cued & (1 << EMAIL) ? LETTER_WEIGHTS : INITIAL_WEIGHTS;
    return { word, terms, phones: none, weights, looseWeights: INITIAL_WEIGHTS, startWeights: INITIAL_WEIGHTS, asked, cued, isName };
  }
  const weights = kindWeights(word.preference?.factors, word.preference?.others);
  // A query for Maja does not mean Mata, unless it says that this is a company.
  const startWeights = isName ? without(weights, ~(OF_NAMES | cued)) : weights;
  // Among the words of many sentences, every typo matches one.
  const about = { word, weights, startWeights, looseWeights: without(startWeights, PROSE), asked, cued, isName };
  if (/^\d+$/.test(word.folded)) {
    if (word.folded.length >= 4) scanStarts(word.folded, vocabulary, (term) => note(term, "start", START_QUALITY[0]));
    return { ...about, terms, phones: word.digitGroups ? matchPhones(word.folded, phoneBook) : none };
  }
  for (const spelling of otherSpellings(word.folded)) note(vocabulary.term(spelling), "spelling", QUALITY.spelling);
  if (asWritten) return { ...about, terms, phones: none };
  for (const name of nicknamesOf(word.folded)) note(vocabulary.term(name), "nickname", QUALITY.nickname);
  scan(word.folded, vocabulary, note);
  return { ...about, terms, phones: none };
}

/** Finds the terms that begin with a folded text. */
export function scanStarts(start: string, { terms, heads }: Pick<Vocabulary, "terms" | "heads">, found: (term: number) => void): void {
  const head = headOf(start);
  const mask = maskOf(start.length);
  const numbers = heads.numbers;
  for (let term = 0; term < numbers.length; term++) {
    if (((numbers[term] ?? 0) & mask) >>> 0 === head && terms[term]?.startsWith(start)) found(term);
  }
}

/** The bits of a head that the first letters use. */
const maskOf = (length: number) => (length >= 4 ? 0xffffffff : ~(0xffffffff >>> (8 * length)) >>> 0);

/** Scans all terms once for those that begin with the word, contain it, sound like it or differ from it by a typo. */
function scan(word: string, vocabulary: Vocabulary, note: (term: number, how: How, quality: number) => void): void {
  const { terms } = vocabulary;
  const heads = vocabulary.heads.numbers;
  const letters = vocabulary.letters.numbers;
  const pairs = vocabulary.pairs.numbers;
  const sounds = vocabulary.sounds.numbers;
  const head = headOf(word);
  const mask = maskOf(word.length);
  const wordLetters = lettersOf(word);
  const wordPairs = pairsOf(word);
  const sound = soundOf(word);
  // A head of sales is no lead.
  const most = RANKS.has(word) ? 0 : mistakes(word.length);
  for (let at = 0; at < heads.length; at++) {
    const termLetters = letters[at] ?? 0;
    if (sound !== 0 && sounds[at] === sound) note(at, "sound", QUALITY.sound);
    if (((heads[at] ?? 0) & mask) >>> 0 === head && terms[at]?.startsWith(word)) {
      const share = word.length / (terms[at]?.length ?? 1);
      note(at, "start", START_QUALITY[0] + (START_QUALITY[1] - START_QUALITY[0]) * share);
      continue;
    }
    // Codes and numbers are not misspelt words.
    if (termLetters >>> LATIN_BITS !== 0 && wordLetters >>> LATIN_BITS === 0) continue;
    if (most > 0 && bits(termLetters ^ wordLetters) <= 2 * most) {
      const term = terms[at] ?? "";
      const distance = term.length < 3 ? most + 1 : edits(word, term, most);
      if (distance <= most) {
        const quality = TYPO_QUALITY[distance === 1 ? 0 : 1];
        note(at, "typo", term.charCodeAt(0) === word.charCodeAt(0) ? quality : quality * WRONG_FIRST_LETTER);
        continue;
      }
    }
    if (word.length >= 4 && ((pairs[at] ?? 0) & wordPairs) >>> 0 === wordPairs && terms[at]?.includes(word)) note(at, "part", QUALITY.part);
  }
}

/** National numbers begin with a 0 that stored numbers lack; international ones may have 00 for the plus. */
function matchPhones(digits: string, phoneBook: PhoneBook): Map<number, PhoneMatch> {
  const best = new Map<number, PhoneMatch>();
  for (const tried of new Set([digits, digits.replace(/^0+/, "")])) {
    if (tried !== digits && tried.length < LEAST_WITHOUT_ZERO) continue;
    for (const match of phoneBook.find(tried)) {
      if (tried.length < LEAST_DIGITS[match.at]) continue;
      const known = best.get(match.slot);
      if (known === undefined || PHONE_QUALITY[match.at] > PHONE_QUALITY[known.at]) best.set(match.slot, match);
    }
    if (best.size > 0) break;
  }
  return best;
}

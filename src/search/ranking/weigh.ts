import { getOrInsert } from "../../maps.ts";
import { kindNumber } from "../kinds.ts";
import { type How, PHONE_QUALITY, type TermMatch, type WordMatches, worth } from "../matching/match-word.ts";
import type { Contents, StoredPart } from "../store/contents.ts";

/** Where a contact has a word of the query. */
export interface WordHit {
  /** Index of the word in the query. */
  readonly word: number;
  readonly how: How;
  readonly value: number;
  /** Whether the word need not match. */
  readonly optional: boolean;
  readonly kind: number;
  /** The form of the contact's word, or the digits of its phone number. */
  readonly found: number | string;
}

/** How well one contact matches a query. */
export interface Weighed {
  /** About 1 for the whole name; more if the query says what kind of word it is, less for inexact matches. */
  readonly score: number;
  readonly hits: readonly WordHit[];
  /** How many of the required words match. */
  readonly required: number;
  /** Whether all required words match as they were written. */
  readonly exact: boolean;
}

/** Short texts that are usually asked for as a whole: "Acme" means Acme rather than Acme Robotics. */
const WHOLE = new Set((["name", "account", "title", "place", "option", "domain"] as const).map(kindNumber));
/** The part of a match's worth that remains if most of the text was not asked for. */
const LEAST_OF_WHOLE = 0.8;
/** Added for each two words that stand side by side in both query and contact. */
const SIDE_BY_SIDE = 0.06;

/** What remains of the score if an initial and a name are not both there: "I. Johnson" is no Maja Johnson. */
const OTHER_INITIAL = 0.5;
const OTHER_NAME = 0.35;

const [NAME, PHONE] = [kindNumber("name"), kindNumber("phone")];

// Most words and texts do not match.
const NONE: never[] = [];

/** Weighs contacts by their texts. A word matches one of the query; whole texts and words in a row count more. */
export class Weigher {
  readonly #words: readonly WordMatches[];
  readonly #rarity: readonly number[];
  readonly #byTerm = new Map<number, { readonly word: number; readonly match: TermMatch }[]>();
  readonly #most: number;

  constructor(words: readonly WordMatches[], rarity: readonly number[]) {
    this.#words = words;
    this.#rarity = rarity;
    words.forEach(({ terms }, word) => {
      for (const [term, match] of terms) getOrInsert(this.#byTerm, term, () => []).push({ word, match });
    });
    this.#most = words.reduce((sum, { word }, index) => sum + (word.required ? (rarity[index] ?? 0) : 0), 0);
  }

  weigh(slot: number, contents: Contents, termOf: (form: number) => number): Weighed {
    const best: (WordHit | undefined)[] = this.#words.map(({ phones, weights }, word) => {
      const phone = phones.get(slot);
      if (!phone) return undefined;
      const value = PHONE_QUALITY[phone.at] * (weights[PHONE] ?? 0);
      return { word, how: "phone", value, optional: false, kind: PHONE, found: phone.digits };
    });
    contents.forEachPart(slot, (part) => {
      for (const hit of this.#partHits(part, termOf)) {
        if (hit.value > (best[hit.word]?.value ?? 0)) best[hit.word] = hit;
      }
    });
    const hits = best.filter((hit) => hit !== undefined);
    const required = this.#words.filter(({ word }) => word.required).length;
    const matched = hits.filter(({ optional }) => !optional);
    const sum = hits.reduce((total, { word, value }) => total + value * (this.#rarity[word] ?? 0), 0);
    return {
      score: (sum / this.#most) * (matched.length / required) ** 3 * this.#likenessOfInitials(hits),
      hits,
      required: matched.length,
      exact: matched.length === required && matched.every(({ how }) => how === "exact" || how === "spelling" || how === "phone"),
    };
  }

  /** How well the initials of the query fit the names beside them, from 0 to 1. */
  #likenessOfInitials(hits: readonly WordHit[]): number {
    const named = new Set(hits.flatMap(({ word, kind }) => (kind === NAME ? [word] : [])));
    return this.#words.reduce((likeness, { word }, at) => {
      if (!word.required || !/^\p{L}$/u.test(word.folded)) return likeness;
      const isBeside = named.has(at - 1) || named.has(at + 1);
      const other = isBeside ? OTHER_INITIAL : OTHER_NAME;
      return named.has(at) === isBeside || this.#words.length === 1 ? likeness : likeness * other;
    }, 1);
  }

  #partHits({ kind, forms, from, count }: StoredPart, termOf: (form: number) => number): WordHit[] {
    const possible: { word: number; place: number; match: TermMatch; value: number }[] = [];
    for (let place = 0; place < count; place++) {
      const meant = this.#byTerm.get(termOf(forms[from + place] ?? 0));
      for (const { word, match } of meant ?? NONE) {
        const matches = this.#words[word];
        const value = matches ? worth(matches, match, kind) : 0;
        if (value > 0) possible.push({ word, place, match, value });
      }
    }
    if (possible.length === 0) return NONE;
    possible.sort((a, b) => b.value - a.value || a.word - b.word || a.place - b.place);
    const places = new Set<number>();
    const chosen = new Map<number, (typeof possible)[number]>();
    for (const one of possible) {
      if (chosen.has(one.word) || places.has(one.place)) continue;
      chosen.set(one.word, one);
      places.add(one.place);
    }
    const whole = WHOLE.has(kind) ? LEAST_OF_WHOLE + (1 - LEAST_OF_WHOLE) * (chosen.size / count) : 1;
    return [...chosen.values()].map(({ word, place, match, value }) => {
      const beside = [-1, 1].filter((step) => chosen.get(word + step)?.place === place + step).length;
      const optional = this.#words[word]?.word.required === false;
      return { word, how: match.how, value: value * whole * (1 + SIDE_BY_SIDE * beside), optional, kind, found: forms[from + place] ?? 0 };
    });
  }
}

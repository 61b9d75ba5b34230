import { Best } from "./best.ts";
import { INDEX_KINDS, kindNumber } from "./kinds.ts";
import { PHONE_QUALITY, type WordMatches, worth } from "./match-word.ts";
import type { Postings } from "./postings.ts";

/** How many of the likeliest contacts are weighed word by word. */
const WEIGHED = 200;

const PHONE = kindNumber("phone");

const KINDS = INDEX_KINDS.length;

/** Room for one search over so many contacts, used again by the next: a common word is in all of them. All but the lists are zero between searches. */
class Scratch {
  /** By slot: what all words are worth, what the word at hand is worth, and how many of the words that must match the contact has. */
  readonly total: Float32Array;
  readonly best: Float32Array;
  readonly words: Uint8Array;
  /** Slots that have any word that must match, and those that have the word at hand. */
  readonly touched: Uint32Array;
  readonly having: Uint32Array;
  touchedCount = 0;

  constructor(slots: number) {
    this.total = new Float32Array(slots);
    this.best = new Float32Array(slots);
    this.words = new Uint8Array(slots);
    this.touched = new Uint32Array(slots);
    this.having = new Uint32Array(slots);
  }
}

export interface Candidates {
  /** The likeliest, best first. */
  readonly slots: readonly number[];
  /** How much each word tells contacts apart, from about 0.3 to 1; 0 where no contact has it. */
  readonly rarity: readonly number[];
  /** How many contacts have as many words as the one that has most. */
  readonly matched: number;
}

export interface Among {
  /** How many slots there are, removed contacts included. */
  readonly slots: number;
  readonly size: number;
  /** The contact's ID; `undefined` where it is removed or not asked for. */
  idOf(slot: number): string | undefined;
}

/** What a contact must have of the best's weight to count as a match of the same words. */
const COMPARABLE = 0.55;

/** Finds the likeliest contacts for the words by the postings alone. */
export class CandidateFinder {
  /** Absent while a search uses it: one that comes in between makes its own. */
  #free: Scratch | undefined;

  /** In a step for each word. */
  *find(words: readonly WordMatches[], postings: Postings, among: Among): Generator<undefined, Candidates> {
    const free = this.#free;
    this.#free = undefined;
    const scratch = free && free.total.length >= among.slots ? free : new Scratch(Math.ceil(among.slots * 1.25));
    const rarity = words.map(() => 0);
    // Words that need not match never bring a contact in.
    const order = words.map((_, index) => index).sort((a, b) => Number(words[b]?.word.required) - Number(words[a]?.word.required));
    for (const index of order) {
      const word = words[index];
      if (word) rarity[index] = this.#addWord(word, postings, among, scratch);
      yield;
    }
    const best = this.#takeBest(words.filter(({ word }) => word.required).length, among, scratch);
    this.#free = scratch;
    return { rarity, ...best };
  }

  /** Adds what a word is worth to each contact that has it, and returns the word's rarity. */
  #addWord(matches: WordMatches, postings: Postings, among: Among, scratch: Scratch): number {
    const { total, best, words: counts, touched, having } = scratch;
    const { required } = matches.word;
    let count = 0;
    const note = (slot: number, value: number) => {
      const known = best[slot] ?? 0;
      if (value <= known || (!required && counts[slot] === 0)) return;
      if (known === 0) having[count++] = slot;
      best[slot] = value;
    };
    let exact = 0;
    const values = new Float64Array(KINDS);
    for (const [term, match] of matches.terms) {
      if (match.how === "exact") exact = postings.count(term);
      for (let kind = 0; kind < KINDS; kind++) values[kind] = worth(matches, match, kind);
      postings.forEach(term, (slot, kind) => note(slot, values[kind] ?? 0));
    }
    for (const [slot, { at }] of matches.phones) note(slot, PHONE_QUALITY[at] * (matches.weights[PHONE] ?? 0));
    if (count === 0) return 0;
    const rarity = rarityOf(exact > 0 ? exact : count, among.size);
    for (let at = 0; at < count; at++) {
      const slot = having[at] ?? 0;
      if (required && counts[slot] === 0) touched[scratch.touchedCount++] = slot;
      total[slot] = (total[slot] ?? 0) + (best[slot] ?? 0) * rarity;
      if (required) counts[slot] = (counts[slot] ?? 0) + 1;
      best[slot] = 0;
    }
    return rarity;
  }

  /** The best of the touched contacts. Leaves the scratch as it was before the search. */
  #takeBest(required: number, among: Among, scratch: Scratch): Omit<Candidates, "rarity"> {
    const { total, words: counts, touched } = scratch;
    const best = new Best<{ slot: number; id: string; score: number }>(WEIGHED, (a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
    const shares = Array.from({ length: required + 1 }, (_, count) => (count / required) ** 3);
    for (let at = 0; at < scratch.touchedCount; at++) {
      const slot = touched[at] ?? 0;
      const id = among.idOf(slot);
      const score = (total[slot] ?? 0) * (shares[counts[slot] ?? 0] ?? 0);
      if (id === undefined) counts[slot] = 0;
      else if (score >= (best.worst?.score ?? 0)) best.add({ slot, id, score });
    }
    const slots = best.sorted().map(({ slot }) => slot);
    const matched = countComparable(scratch);
    for (let at = 0; at < scratch.touchedCount; at++) {
      const slot = touched[at] ?? 0;
      total[slot] = 0;
      counts[slot] = 0;
    }
    scratch.touchedCount = 0;
    return { slots, matched };
  }
}

/** How many contacts have as many words as the one that has most, and are worth about as much. */
function countComparable({ total, words: counts, touched, touchedCount }: Scratch): number {
  let [most, top, comparable] = [1, 0, 0];
  for (let at = 0; at < touchedCount; at++) {
    const slot = touched[at] ?? 0;
    const count = counts[slot] ?? 0;
    if (count > most) [most, top] = [count, 0];
    if (count === most) top = Math.max(top, total[slot] ?? 0);
  }
  for (let at = 0; at < touchedCount; at++) {
    const slot = touched[at] ?? 0;
    if (counts[slot] === most && (total[slot] ?? 0) >= top * COMPARABLE) comparable += 1;
  }
  return comparable;
}

function rarityOf(having: number, size: number): number {
  return 0.35 + 0.65 * Math.min(1, Math.log(1 + size / Math.max(1, having)) / Math.log(1 + size));
}

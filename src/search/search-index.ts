import { setImmediate as nextTurn } from "node:timers/promises";
import { TimeSlices } from "../async/time-slices.ts";
import { kindBits, type PartKind, partKindOf } from "./kinds.ts";
import type { Labels } from "./matching/field-labels.ts";
import type { How } from "./matching/match-word.ts";
import { resolveWords } from "./matching/resolve-words.ts";
import { nearestWords } from "./matching/suggest.ts";
import { parseQuery } from "./query/query.ts";
import { type Candidate, findCandidates, INEXACT } from "./ranking/candidates.ts";
import { standsOut } from "./ranking/stands-out.ts";
import { Weigher, type WordHit } from "./ranking/weigh.ts";
import type { SearchDocument } from "./search-document.ts";
import { readSnapshot, writeSnapshot } from "./store/snapshot.ts";
import { Store } from "./store/store.ts";

/** Why a contact was found: one reason for each word of the query that it has, except fillers. */
export interface MatchReason {
  readonly kind: PartKind;
  /** Agent key of the attribute. */
  readonly key: string;
  /** The word of the query. */
  readonly query: string;
  /** The word of the contact; all digits of a phone number. */
  readonly matched: string;
  readonly how: How;
}

export interface SearchHit {
  readonly id: string;
  /**
   * About 1 if the words are the contact's whole name; more if the query says what kind of word it means, less for
   * inexact matches.
   */
  readonly score: number;
  /** Best first. */
  readonly reasons: readonly MatchReason[];
  /** Words of the query that the contact lacks, except fillers. */
  readonly missing: readonly string[];
}

export interface SearchResult {
  readonly hits: readonly SearchHit[];
  /** How many hits there are without a limit. */
  readonly listed: number;
  /** The contact that is clearly meant, if there is one. */
  readonly clear: string | undefined;
  /** Words of the query that no contact has. */
  readonly unmatched: readonly string[];
  /** Known words that are similar to the unmatched ones, best first. */
  readonly suggestions: readonly string[];
  /**
   * How many contacts have every word of the query where the query expects it, except unmatched words, and score about
   * as high as the best of them.
   */
  readonly matched: number;
  /**
   * How many of these have all words as they are written, in the same kinds of text as the first hit; 0 if the first
   * hit does not.
   */
  readonly alike: number;
}

export interface SearchOptions {
  readonly limit: number;
  /** How many of the best hits to skip; 0 by default. */
  readonly offset?: number;
  /** Whether a contact may be found. Called once for each that has a word of the query. */
  readonly allow?: (id: string) => boolean;
  /** Finds words only as they are written, apart from accents and capitals. */
  readonly asWritten?: boolean;
  /** Labels of attributes, by agent key. In a query, their words need not match if a value stands beside them. */
  readonly labels?: Labels;
}

/** Hits with less than this part of the best score are left out. */
const WORTH_SHOWING = 0.35;

/** Contacts that are weighed between two pauses, in a few milliseconds. */
const WEIGHED_AT_ONCE = 250;

/** Most words for which similar ones are searched. */
const MOST_UNMATCHED = 3;

const NOTHING: SearchResult = { hits: [], listed: 0, clear: undefined, unmatched: [], suggestions: [], matched: 0, alike: 0 };

const NO_LABELS: Labels = new Map();

/**
 * Finds contacts by what people say about them. It is all in memory; a contact that is put is found by the next search.
 *
 * @example
 * const index = new SearchIndex();
 * index.put({ id: "con_1", parts: [{ kind: "name", key: "name", text: "Dana Scully" }] });
 * index.search("who is dana?", { limit: 5 }).hits.map(({ id }) => id); // => ["con_1"]
 */
export class SearchIndex {
  readonly #store: Store;

  constructor(store = new Store()) {
    this.#store = store;
  }

  /** How many contacts the index has. */
  get size(): number {
    return this.#store.size;
  }

  /** The part of the memory that replaced and removed contacts still take, from 0 to 1. */
  get waste(): number {
    return this.#store.waste;
  }

  has(id: string): boolean {
    return this.#store.has(id);
  }

  /** How many times contacts have the folded word in one of these kinds of text. */
  count(folded: string, kinds: readonly PartKind[]): number {
    const { vocabulary, postings } = this.#store.pieces;
    const term = vocabulary.term(folded);
    const wanted = kindBits(kinds);
    let count = 0;
    if (term === undefined || (postings.kinds(term) & wanted) === 0) return count;
    postings.forEach(term, (_, kind) => {
      if ((wanted & (1 << kind)) !== 0) count += 1;
    });
    return count;
  }

  /** Adds or replaces a contact. An unchanged contact costs almost nothing. */
  put(document: SearchDocument): void {
    this.#store.put(document);
  }

  /** Removes a contact, if the index has it. */
  remove(id: string): void {
    this.#store.remove(id);
  }

  /** Removes all contacts that are not to be kept. Works in time slices. */
  async keepOnly(isKept: (id: string) => boolean): Promise<void> {
    const slices = new TimeSlices();
    for (const id of this.#store.ids()) {
      if (!isKept(id)) this.remove(id);
      if (slices.isOver) await slices.next();
    }
  }

  /**
   * The index as bytes, in pieces that each take a few milliseconds to make.
   *
   * @throws Error if a contact was put or removed before the last piece was taken: the pieces then do not belong
   *   together
   */
  *serialise(): Generator<Uint8Array<ArrayBuffer>> {
    const { changes } = this.#store;
    for (const piece of writeSnapshot(this.#store.pieces)) {
      if (this.#store.changes !== changes) throw new Error("The index has changed while it was stored");
      yield piece;
    }
    if (this.#store.changes !== changes) throw new Error("The index has changed while it was stored");
  }

  /**
   * An index from the bytes of {@link serialise}, cut anywhere. Works in time slices.
   *
   * @throws Error if the bytes are of another version or not complete; the index then has to be built again
   */
  static async restore(bytes: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<SearchIndex> {
    return new SearchIndex(await readSnapshot(bytes));
  }

  search(query: string, options: SearchOptions): SearchResult {
    const steps = this.#search(query, options);
    let step = steps.next();
    while (!step.done) step = steps.next();
    return step.value;
  }

  /**
   * As {@link search}, with a pause after each of its steps, of which there are two for each word. By default, other
   * work runs in the pause.
   */
  async searchInTurns(query: string, options: SearchOptions, pause: () => Promise<unknown> = nextTurn): Promise<SearchResult> {
    const { changes } = this.#store;
    const steps = this.#search(query, options);
    let step = steps.next();
    while (!step.done) {
      await pause();
      step = steps.next();
    }
    // A contact that has changed between two steps may have been missed.
    return changes === this.#store.changes ? step.value : this.search(query, options);
  }

  *#search(query: string, { limit, offset = 0, allow, labels = NO_LABELS, asWritten = false }: SearchOptions): Generator<undefined, SearchResult> {
    const { vocabulary, postings, contents, ids } = this.#store.pieces;
    const words = yield* resolveWords(parseQuery(query).words, this.#store.pieces, { labels, asWritten });
    if (words.length === 0 || this.size === 0) return NOTHING;
    const idOf = (slot: number) => {
      const id = ids[slot];
      return id !== undefined && id !== "" && (allow?.(id) ?? true) ? id : undefined;
    };
    const among = { slots: contents.length, size: this.size, idOf };
    const { likeliest, rarity, complete, doubtful } = yield* findCandidates(words, postings, among, offset + limit + 1);
    yield;
    const unmatched = words.flatMap(({ word }, index) => (word.required && rarity[index] === 0 ? [word] : []));
    const weigher = new Weigher(words, rarity);
    const termOf = (form: number) => vocabulary.termOf.at(form);
    const weighed = likeliest
      .map((candidate) => ({ ...weigher.weigh(candidate.slot, contents, termOf), candidate, id: ids[candidate.slot] ?? "" }))
      .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
    const known = words.filter(({ word }, index) => word.required && rarity[index] !== 0).length;
    const suggestions = new Set<string>();
    for (const { folded } of unmatched.slice(0, MOST_UNMATCHED)) {
      for (const word of nearestWords(folded, vocabulary, postings)) suggestions.add(word);
      yield;
    }
    const counts = yield* this.#counted(complete, doubtful, (slot) => weigher.weigh(slot, contents, termOf).required === known);
    const [first] = weighed;
    const least = (first?.score ?? 0) * WORTH_SHOWING;
    const worthShowing = weighed.filter(({ score }) => score >= least);
    return {
      hits: worthShowing.slice(offset, offset + limit).map(({ id, score, hits }) => ({
        id,
        score,
        reasons: hits
          .filter(({ optional }) => !optional)
          .sort((a, b) => b.value - a.value)
          .map((hit) => this.#reason(hit, words[hit.word]?.word.written ?? "")),
        missing: words.flatMap(({ word }, index) => (word.required && !hits.some((hit) => hit.word === index) ? [word.written] : [])),
      })),
      listed: worthShowing.length,
      clear: first?.candidate.complete && standsOut(weighed, words) ? first.id : undefined,
      unmatched: unmatched.map(({ written }) => written),
      suggestions: [...suggestions],
      matched: [...counts.values()].reduce((sum, count) => sum + count, 0),
      alike: first && first.required === known && isExactly(first.candidate.where, first.hits) ? (counts.get(first.candidate.where) ?? 0) : 0,
    };
  }

  /** How many contacts have the words, by the kinds of text that have them. Checks each doubtful contact. */
  *#counted(
    complete: ReadonlyMap<number, number>,
    doubtful: readonly Candidate[],
    has: (slot: number) => boolean,
  ): Generator<undefined, ReadonlyMap<number, number>> {
    const counts = new Map(complete);
    for (const [at, { slot, where }] of doubtful.entries()) {
      if (has(slot)) counts.set(where, (counts.get(where) ?? 0) + 1);
      if (at % WEIGHED_AT_ONCE === WEIGHED_AT_ONCE - 1) yield;
    }
    return counts;
  }

  #reason({ kind, key, how, found }: WordHit, query: string): MatchReason {
    const { vocabulary, keys } = this.#store.pieces;
    const matched = typeof found === "string" ? found : (vocabulary.forms[found] ?? "");
    return { kind: partKindOf(kind), key: keys[key] ?? "", query, matched, how };
  }
}

/** Whether the words of the hits stand as they were written, and exactly in these kinds of text. */
const isExactly = (where: number, hits: readonly WordHit[]): boolean =>
  (where & INEXACT) === 0 && hits.filter(({ optional }) => !optional).reduce((kinds, { kind }) => kinds | (1 << kind), 0) === where;

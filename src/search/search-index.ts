import { nextTurn } from "../async/loop-turns.ts";
import { TimeSlices } from "../async/time-slices.ts";
import { fold } from "../text/fold.ts";
import { type IndexKind, kindBits, type PartKind } from "./kinds.ts";
import { ledFirst, slotsBeginningWith } from "./matching/beginnings.ts";
import type { SearchDocument } from "./search-document.ts";
import type { SearchOptions, SearchResult } from "./search-result.ts";
import { searchSteps } from "./search-steps.ts";
import { readSnapshot, writeSnapshot } from "./store/snapshot.ts";
import { Store } from "./store/store.ts";
import { wordsOf } from "./tokens.ts";

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
  count(folded: string, kinds: readonly IndexKind[]): number {
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

  /**
   * The contacts in which each word of the text begins a word, in one of these kinds of text. Those whose
   * text begins with the first word come first.
   *
   * @example
   * const index = new SearchIndex();
   * index.put({ id: "con_1", parts: [{ kind: "name", key: "name", text: "Dana Scully" }] });
   * index.beginningWith("scu da", ["name"]); // => ["con_1"]
   */
  beginningWith(text: string, kinds: readonly PartKind[]): string[] {
    const { pieces } = this.#store;
    return ledFirst(wordsOf(text).map(fold), kinds, pieces).flatMap((slot) => pieces.ids[slot] || []);
  }

  /** Whether {@link beginningWith} finds a contact. */
  hasBeginningWith(text: string, kinds: readonly PartKind[]): boolean {
    const { pieces } = this.#store;
    return [...slotsBeginningWith(wordsOf(text).map(fold), kinds, pieces)].some((slot) => pieces.ids[slot]);
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
    const steps = searchSteps(this.#store, query, options);
    let step = steps.next();
    while (!step.done) step = steps.next();
    return step.value;
  }

  /** As {@link search}, with a pause after each step, two for each word. By default, other work runs in the pause. */
  async searchInTurns(query: string, options: SearchOptions, pause: () => Promise<unknown> = nextTurn): Promise<SearchResult> {
    const { changes } = this.#store;
    const steps = searchSteps(this.#store, query, options);
    let step = steps.next();
    while (!step.done) {
      await pause();
      step = steps.next();
    }
    // A contact that has changed between two steps may have been missed.
    return changes === this.#store.changes ? step.value : this.search(query, options);
  }
}

import { inPage, NumberPool } from "./number-pool.ts";
import { Uint32List } from "./uint32-list.ts";

/** Sizes of a term's slices, in numbers, including the link: most terms are in one contact, a few in all. */
const SIZES = [2, 4, 8, 16, 32, 64, 128, 256, 512] as const;
const LARGEST = 512;

const sizeOf = (slice: number) => SIZES[slice] ?? LARGEST;

const KIND_BITS = 4;
const KIND_MASK = (1 << KIND_BITS) - 1;

/**
 * The contacts that have a term, and the kinds of text that have it. All terms share one pool, in which each has a
 * chain of slices of growing size, the newest first. So entries are added without moving others, and everything is
 * stored and restored as plain numbers.
 *
 * A slice is the place of the slice before it (0 for the first), followed by its entries. All slices but the newest are
 * full.
 */
export class Postings {
  /** The slices of all terms, for storing. The constructor takes it again. */
  readonly pool: NumberPool;
  /** By term: the place of the newest slice, the number of slices, the number of entries in the newest. */
  readonly #newest: Uint32List;
  readonly #slices: Uint32List;
  readonly #used: Uint32List;

  constructor(pool = new NumberPool(), columns: readonly Uint32List[] = []) {
    const [newest = new Uint32List(), slices = new Uint32List(), used = new Uint32List()] = columns;
    this.pool = pool;
    this.#newest = newest;
    this.#slices = slices;
    this.#used = used;
    // Place 0 means "none".
    if (pool.length === 0) pool.extend(1);
  }

  /** Everything but the pool, for storing. The constructor takes it again. */
  get columns(): readonly Uint32List[] {
    return [this.#newest, this.#slices, this.#used];
  }

  /** @param slot number of the contact, below 2^28 */
  add(term: number, slot: number, kind: number): void {
    while (this.#newest.length <= term) {
      this.#newest.push(0);
      this.#slices.push(0);
      this.#used.push(0);
    }
    const slices = this.#slices.at(term);
    let used = this.#used.at(term);
    if (slices === 0 || used === sizeOf(slices - 1) - 1) {
      const place = this.pool.extend(sizeOf(slices));
      this.pool.pageOf(place)[inPage(place)] = this.#newest.at(term);
      this.#newest.set(term, place);
      this.#slices.set(term, slices + 1);
      used = 0;
    }
    const newest = this.#newest.at(term);
    this.pool.pageOf(newest)[inPage(newest) + 1 + used] = (slot << KIND_BITS) | kind;
    this.#used.set(term, used + 1);
  }

  /** Calls `visit` for every contact and kind of a term, the newest slice first. */
  forEach(term: number, visit: (slot: number, kind: number) => void): void {
    let place = this.#newest.at(term);
    let used = this.#used.at(term);
    for (let slice = this.#slices.at(term) - 1; slice >= 0; slice--) {
      const page = this.pool.pageOf(place);
      const start = inPage(place);
      for (let at = start + 1; at <= start + used; at++) {
        const entry = page[at] ?? 0;
        visit(entry >>> KIND_BITS, entry & KIND_MASK);
      }
      place = page[start] ?? 0;
      used = sizeOf(slice - 1) - 1;
    }
  }

  /** The kinds of text that have a term, as bits. */
  kinds(term: number): number {
    let kinds = 0;
    this.forEach(term, (_slot, kind) => {
      kinds |= 1 << kind;
    });
    return kinds;
  }

  /** How many entries a term has: about as many as contacts that have it. */
  count(term: number): number {
    let count = this.#used.at(term);
    for (let slice = this.#slices.at(term) - 2; slice >= 0; slice--) count += sizeOf(slice) - 1;
    return count;
  }
}

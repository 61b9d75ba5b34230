import { inPage, NumberPool, PAGE_NUMBERS } from "./number-pool.ts";
import { Uint32List } from "./uint32-list.ts";

/** A stored text of a contact: its kind, its attribute and its words. */
export interface StoredPart {
  readonly kind: number;
  /** Number of the attribute's key. */
  readonly key: number;
  /** The numbers of all forms of many contacts. Those of this text begin at `from`. */
  readonly forms: Uint32Array;
  readonly from: number;
  readonly count: number;
}

/** A text to be stored: its words are the numbers of their forms. */
interface PartToStore {
  readonly kind: number;
  readonly key: number;
  readonly forms: readonly number[];
}

/** Bits of a part's first word: kind, key, count of words. */
const KIND_BITS = 4;
const KEY_BITS = 12;
const MOST_KEYS = (1 << KEY_BITS) - 1;

/** The most words of one text. A longer text is cut. */
export const MOST_WORDS = 400;

/** The words of each contact in order, which the postings lack: to weigh candidates and say why they match. */
export class Contents {
  /** For each contact the number of its parts, and its parts. For storing; the constructor takes it again. */
  readonly pool: NumberPool;
  /** By slot: the place in the pool. */
  readonly #starts: Uint32List;

  constructor(pool = new NumberPool(), [starts = new Uint32List()]: readonly Uint32List[] = []) {
    this.pool = pool;
    this.#starts = starts;
  }

  /** Everything but the pool, for storing. The constructor takes it again. */
  get columns(): readonly Uint32List[] {
    return [this.#starts];
  }

  /** How many contacts have been added, including those that were removed. */
  get length(): number {
    return this.#starts.length;
  }

  /** Adds a contact and returns its slot. Of more parts than a page has room for, it takes the first. */
  add(all: readonly PartToStore[]): number {
    const parts = fitting(all);
    const place = this.pool.extend(sizeOf(parts));
    const page = this.pool.pageOf(place);
    let at = inPage(place);
    this.#starts.push(place);
    page[at++] = parts.length;
    for (const { kind, key, forms } of parts) {
      page[at++] = (forms.length << (KIND_BITS + KEY_BITS)) | (Math.min(key, MOST_KEYS) << KIND_BITS) | kind;
      page.set(forms, at);
      at += forms.length;
    }
    return this.#starts.length - 1;
  }

  /** Calls `visit` for every text of a contact. Its words are `count` numbers of `forms`, beginning at `from`. */
  forEachPart(slot: number, visit: (part: StoredPart) => void): void {
    const start = this.#starts.at(slot);
    const forms = this.pool.pageOf(start);
    let place = inPage(start) + 1;
    for (let part = forms[place - 1] ?? 0; part > 0; part--) {
      const head = forms[place] ?? 0;
      const count = head >>> (KIND_BITS + KEY_BITS);
      visit({ kind: head & ((1 << KIND_BITS) - 1), key: (head >>> KIND_BITS) & MOST_KEYS, forms, from: place + 1, count });
      place += 1 + count;
    }
  }
}

const sizeOf = (parts: readonly PartToStore[]) => parts.reduce((sum, { forms }) => sum + 1 + forms.length, 1);

/** The first parts, as many as a page has room for. */
function fitting(parts: readonly PartToStore[]): readonly PartToStore[] {
  if (sizeOf(parts) <= PAGE_NUMBERS) return parts;
  let size = 1;
  const end = parts.findIndex(({ forms }) => {
    size += 1 + forms.length;
    return size > PAGE_NUMBERS;
  });
  return parts.slice(0, end);
}

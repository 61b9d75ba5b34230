import { Uint32List } from "./uint32-list.ts";

/** A stored text of a contact: its kind, its attribute and its words. */
export interface StoredPart {
  readonly kind: number;
  /** Number of the attribute's key. */
  readonly key: number;
  /** The numbers of all forms of all contacts. Those of this text begin at `from`. */
  readonly forms: Uint32Array;
  readonly from: number;
  readonly count: number;
}

/** Bits of a part's first word: kind, key, count of words. */
const KIND_BITS = 4;
const KEY_BITS = 12;
const MOST_KEYS = (1 << KEY_BITS) - 1;

/** Most words of one text. A longer text is cut. */
export const MOST_WORDS = 400;

/**
 * The words of each contact in their order, which the postings lack: to weigh candidates, and to say why they match.
 */
export class Contents {
  readonly #pool: Uint32List;
  /** By slot: the place of the number of its parts, which stand behind it. */
  readonly #starts: Uint32List;

  constructor(columns?: readonly Uint32List[]) {
    this.#pool = columns?.[0] ?? new Uint32List();
    this.#starts = columns?.[1] ?? new Uint32List();
  }

  /** Everything, for storing. The constructor takes it again. */
  get columns(): readonly Uint32List[] {
    return [this.#pool, this.#starts];
  }

  /** How many contacts have been added, including those that were removed. */
  get length(): number {
    return this.#starts.length;
  }

  /** Adds a contact and returns its slot. */
  add(parts: readonly { readonly kind: number; readonly key: number; readonly forms: readonly number[] }[]): number {
    this.#starts.push(this.#pool.length);
    this.#pool.push(parts.length);
    for (const { kind, key, forms } of parts) {
      this.#pool.push(((forms.length << (KIND_BITS + KEY_BITS)) | (Math.min(key, MOST_KEYS) << KIND_BITS) | kind) >>> 0);
      for (const form of forms) this.#pool.push(form);
    }
    return this.#starts.length - 1;
  }

  /** Calls `visit` for every text of a contact. Its words are `count` numbers of `forms`, beginning at `from`. */
  forEachPart(slot: number, visit: (part: StoredPart) => void): void {
    const forms = this.#pool.numbers;
    const start = this.#starts.at(slot);
    let place = start + 1;
    for (let part = forms[start] ?? 0; part > 0; part--) {
      const head = forms[place] ?? 0;
      const count = head >>> (KIND_BITS + KEY_BITS);
      visit({ kind: head & ((1 << KIND_BITS) - 1), key: (head >>> KIND_BITS) & MOST_KEYS, forms, from: place + 1, count });
      place += 1 + count;
    }
  }
}

import { hashText } from "../../text/hash.ts";
import { type IndexKind, kindNumber } from "../kinds.ts";
import type { SearchDocument, SearchPart } from "../search-document.ts";
import { phoneDigits, wordsOf } from "../tokens.ts";
import { Contents, MOST_WORDS } from "./contents.ts";
import { PhoneBook } from "./phone-book.ts";
import { Postings } from "./postings.ts";
import { otherTitles } from "./titles.ts";
import { Uint32List } from "./uint32-list.ts";
import { Vocabulary } from "./vocabulary.ts";

/** Stands after each text, so that "ab", "c" and "a", "bc" differ. */
const END = "\uffff";

/** A hash of the texts of a contact, to notice changes. */
function contentHash({ parts }: SearchDocument): number {
  let hash = hashText("");
  for (const { kind, key, text } of parts) {
    for (const one of [kind, key, text]) hash = hashText(END, hashText(one, hash));
  }
  return hash >>> 0;
}

/** The pieces of a store, as they are stored and restored. */
export interface StorePieces {
  readonly vocabulary: Vocabulary;
  readonly postings: Postings;
  readonly contents: Contents;
  readonly phones: PhoneBook;
  /** Agent keys, by their number. */
  readonly keys: string[];
  /** By slot; "" if the contact was removed or replaced. */
  readonly ids: string[];
  /** By slot: a hash of the contact, to notice changes. */
  readonly hashes: Uint32List;
}

const empty = (): StorePieces => ({
  vocabulary: new Vocabulary(),
  postings: new Postings(),
  contents: new Contents(),
  phones: new PhoneBook(),
  keys: [],
  ids: [],
  hashes: new Uint32List(),
});

/**
 * The contacts in the index. Each has a slot; a contact that changes gets a new one. The entries of the old slot stay,
 * unused, until the index is built again.
 */
export class Store {
  readonly pieces: StorePieces;
  readonly #slots = new Map<string, number>();
  #changes = 0;

  /** @param pieces restored pieces; {@link adopt} must then be called for each slot */
  constructor(pieces: StorePieces = empty()) {
    this.pieces = pieces;
  }

  get size(): number {
    return this.#slots.size;
  }

  /** Counts the changes. */
  get changes(): number {
    return this.#changes;
  }

  /** The unused part of the slots, from 0 to 1. */
  get waste(): number {
    return this.pieces.ids.length === 0 ? 0 : 1 - this.size / this.pieces.ids.length;
  }

  has(id: string): boolean {
    return this.#slots.has(id);
  }

  ids(): IterableIterator<string> {
    return this.#slots.keys();
  }

  /** Adds the contact of a restored slot. */
  adopt(slot: number): void {
    const id = this.pieces.ids[slot];
    if (id !== undefined && id !== "") this.#slots.set(id, slot);
  }

  /** Adds or replaces a contact. */
  put(document: SearchDocument): void {
    const { contents, ids, hashes } = this.pieces;
    const hash = contentHash(document);
    const known = this.#slots.get(document.id);
    if (known !== undefined && hashes.at(known) === hash) return;
    this.remove(document.id);
    this.#changes += 1;
    const parts = document.parts.flatMap((part) => this.#stored(part));
    const slot = contents.add(parts);
    ids[slot] = document.id;
    hashes.push(hash);
    this.#slots.set(document.id, slot);
    this.#post(slot, parts);
    for (const { kind, text } of document.parts) {
      const digits = kind === "phone" ? phoneDigits(text) : "";
      if (digits !== "") this.pieces.phones.add(digits, slot);
    }
  }

  remove(id: string): void {
    const slot = this.#slots.get(id);
    if (slot === undefined) return;
    this.#changes += 1;
    this.#slots.delete(id);
    this.pieces.ids[slot] = "";
  }

  #post(slot: number, parts: readonly { readonly kind: number; readonly forms: readonly number[] }[]): void {
    const { vocabulary, postings } = this.pieces;
    const posted = new Set<number>();
    for (const { kind, forms } of parts) {
      for (const form of forms) {
        const term = vocabulary.termOf.at(form);
        if (posted.size < posted.add(term * 16 + kind).size) postings.add(term, slot, kind);
      }
    }
  }

  #key(key: string): number {
    const { keys } = this.pieces;
    const known = keys.indexOf(key);
    return known >= 0 ? known : keys.push(key) - 1;
  }

  /** The parts in which a text is stored: an e-mail address in two halves, a title also by its other name. */
  #stored({ kind, key, text }: SearchPart) {
    if (kind === "phone") return [];
    const part = (as: IndexKind, words: string) => {
      const forms = wordsOf(words).map((word) => this.pieces.vocabulary.form(word));
      return { kind: kindNumber(as), key: this.#key(key), forms: (as === "text" ? [...new Set(forms)] : forms).slice(0, MOST_WORDS) };
    };
    if (kind === "title") return [text, ...otherTitles(text)].map((title) => part(kind, title));
    const at = kind === "email" ? text.lastIndexOf("@") : -1;
    return at < 0 ? [part(kind, text)] : [part("email", text.slice(0, at)), part("domain", text.slice(at + 1))];
  }
}

import { fold } from "../../text/fold.ts";
import { soundOf } from "../matching/sound.ts";
import { Uint32List } from "./uint32-list.ts";

/** The first four characters as one number, so that words with the same beginning are found by comparing numbers. */
export function headOf(word: string, length = word.length): number {
  let head = 0;
  for (let at = 0; at < 4; at++) head = (head << 8) | (at < length ? word.charCodeAt(at) & 0xff : 0);
  return head >>> 0;
}

/** How many bits of {@link lettersOf} stand for Latin letters. The higher ones stand for all other characters. */
export const LATIN_BITS = 26;

/** The characters of a word as bits: one per Latin letter, shared ones for others. An edit changes two at most. */
export function lettersOf(word: string): number {
  let letters = 0;
  for (let at = 0; at < word.length; at++) {
    const code = word.charCodeAt(at);
    letters |= 1 << (code >= 97 && code <= 122 ? code - 97 : LATIN_BITS + (code % (32 - LATIN_BITS)));
  }
  return letters >>> 0;
}

/** The pairs of neighbouring letters of a word, as 32 bits. A word that contains another has all its bits. */
export function pairsOf(word: string): number {
  let pairs = 0;
  for (let at = 1; at < word.length; at++) pairs |= 1 << ((word.charCodeAt(at - 1) * 7 + word.charCodeAt(at)) & 31);
  return pairs >>> 0;
}

/**
 * Every word of every contact, as it is written (a *form*: `Müller`) and folded (a *term*: `muller`). Numbers beside
 * each term show quickly what it cannot match. So a scan of 100,000 terms costs less than keeping a tree of them would.
 */
export class Vocabulary {
  readonly terms: string[] = [];
  readonly forms: string[] = [];
  readonly heads: Uint32List;
  readonly letters: Uint32List;
  readonly pairs: Uint32List;
  readonly sounds: Uint32List;
  /** The term of each form. */
  readonly termOf: Uint32List;
  readonly #terms = new Map<string, number>();
  readonly #forms = new Map<string, number>();

  /**
   * @param columns the stored {@link columns}; the words must then be added by {@link adoptTerms} and {@link
   * adoptForms}, in their order
   */
  constructor(columns?: readonly Uint32List[]) {
    const [heads, letters, pairs, sounds, termOf] = columns ?? [];
    this.heads = heads ?? new Uint32List();
    this.letters = letters ?? new Uint32List();
    this.pairs = pairs ?? new Uint32List();
    this.sounds = sounds ?? new Uint32List();
    this.termOf = termOf ?? new Uint32List();
  }

  /** Everything but the words, for storing. */
  get columns(): readonly Uint32List[] {
    return [this.heads, this.letters, this.pairs, this.sounds, this.termOf];
  }

  adoptTerms(words: readonly string[]): void {
    for (const word of words) this.#terms.set(word, this.terms.push(word) - 1);
  }

  adoptForms(words: readonly string[]): void {
    for (const word of words) this.#forms.set(word, this.forms.push(word) - 1);
  }

  /** The number of a form, which is added if it is new. */
  form(written: string): number {
    return this.#forms.get(written) ?? this.#addForm(written);
  }

  /** The number of a folded word; `undefined` if no contact has it. */
  term(folded: string): number | undefined {
    return this.#terms.get(folded);
  }

  /** The form in which the term was first written. */
  firstForm(term: number): string {
    return this.forms[this.termOf.numbers.indexOf(term)] ?? "";
  }

  #addForm(written: string): number {
    const folded = fold(written);
    const term = this.#terms.get(folded) ?? this.#addTerm(folded);
    const word = this.terms[term] === written ? folded : written;
    this.termOf.push(term);
    this.#forms.set(word, this.forms.push(word) - 1);
    return this.forms.length - 1;
  }

  #addTerm(folded: string): number {
    this.heads.push(headOf(folded));
    this.letters.push(lettersOf(folded));
    this.pairs.push(pairsOf(folded));
    this.sounds.push(soundOf(folded));
    this.#terms.set(folded, this.terms.push(folded) - 1);
    return this.terms.length - 1;
  }
}

import { fold } from "../../text/fold.ts";
import { soundOf } from "../matching/sound.ts";
import { Uint32List } from "./uint32-list.ts";

/** Up to four first characters in one number, so that words that begin alike are found by comparing numbers. */
export function headOf(word: string, length = word.length): number {
  let head = 0;
  for (let at = 0; at < 4; at++) head = (head << 8) | (at < length ? word.charCodeAt(at) & 0xff : 0);
  return head >>> 0;
}

/** The bits of {@link lettersOf} that stand for Latin letters; those above stand for digits and all other letters. */
export const LATIN_BITS = 26;

/** Which characters a word has: one bit each for Latin letters, shared ones for all others. An edit changes at most two of the bits. */
export function lettersOf(word: string): number {
  let letters = 0;
  for (let at = 0; at < word.length; at++) {
    const code = word.charCodeAt(at);
    letters |= 1 << (code >= 97 && code <= 122 ? code - 97 : LATIN_BITS + (code % (32 - LATIN_BITS)));
  }
  return letters >>> 0;
}

/** Which pairs of neighbours a word has, each as one of 32 bits: a word that holds another has all of its bits. */
export function pairsOf(word: string): number {
  let pairs = 0;
  for (let at = 1; at < word.length; at++) pairs |= 1 << ((word.charCodeAt(at - 1) * 7 + word.charCodeAt(at)) & 31);
  return pairs >>> 0;
}

/**
 * Every word of every contact, once as it is written (a *form*: `Müller`) and once folded (a *term*: `muller`). Beside each term stand numbers that tell
 * at a glance what it cannot match, which makes going through a hundred thousand terms cheaper than any tree of them would be to keep.
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

  /** @param columns what was stored; {@link adoptTerms} and {@link adoptForms} must then bring the words, in their order */
  constructor(columns?: readonly Uint32List[]) {
    const [heads, letters, pairs, sounds, termOf] = columns ?? [];
    this.heads = heads ?? new Uint32List();
    this.letters = letters ?? new Uint32List();
    this.pairs = pairs ?? new Uint32List();
    this.sounds = sounds ?? new Uint32List();
    this.termOf = termOf ?? new Uint32List();
  }

  /** All there is besides the words themselves, for storing. */
  get columns(): readonly Uint32List[] {
    return [this.heads, this.letters, this.pairs, this.sounds, this.termOf];
  }

  adoptTerms(words: readonly string[]): void {
    for (const word of words) this.#terms.set(word, this.terms.push(word) - 1);
  }

  adoptForms(words: readonly string[]): void {
    for (const word of words) this.#forms.set(word, this.forms.push(word) - 1);
  }

  /** Number of a form, which becomes known where it is not. */
  form(written: string): number {
    return this.#forms.get(written) ?? this.#addForm(written);
  }

  /** Number of a folded word, `undefined` where no contact has it. */
  term(folded: string): number | undefined {
    return this.#terms.get(folded);
  }

  /** A term as it was first written. */
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

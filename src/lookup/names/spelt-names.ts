import type { NamedRecord } from "../../api/index.ts";
import { type Choice, choices, nearestOf } from "../../fields/nearest.ts";
import { wordsOf } from "./name-key.ts";

const local = (email: string) => email.slice(0, email.lastIndexOf("@"));

/**
 * Records, taken apart for names that none of them has. To take apart 20,000 takes tenths of a second, and to go through them for one name a
 * small part of that.
 */
export class SpeltNames {
  readonly #words: readonly (readonly [record: NamedRecord, words: readonly string[]])[];
  readonly #names: readonly Choice[];
  readonly #byWord: readonly Choice[];
  readonly #byLocal: readonly Choice[];

  constructor(records: readonly NamedRecord[]) {
    this.#words = records.map((record) => [record, wordsOf(record.name)]);
    this.#names = choices(new Map(records.map(({ name }) => [name, name])));
    // People are called by one of their names.
    this.#byWord = choices(new Map(this.#words.flatMap(([{ name }, words]) => words.map((word) => [word, name] as const))));
    // Colleagues share the domain, so only what stands before it tells them apart.
    this.#byLocal = choices(new Map(records.flatMap(({ email }) => (email === undefined ? [] : [[local(email), email] as const]))));
  }

  get size(): number {
    return this.#words.length;
  }

  /** Records with a word in their name for each word of the text, which begins so. */
  withParts(text: string): NamedRecord[] {
    const wanted = wordsOf(text);
    if (wanted.length === 0) return [];
    const isPart = (words: readonly string[]) => wanted.every((word) => words.some((own) => own.startsWith(word)));
    return this.#words.filter(([, words]) => isPart(words)).map(([record]) => record);
  }

  /** Names or e-mail addresses like the text, best first. */
  near(text: string): string[] {
    if (text.includes("@")) return nearestOf(local(text), this.#byLocal);
    const found = nearestOf(text, this.#names);
    return found.length > 0 ? found : nearestOf(text, this.#byWord);
  }
}

import { getOrInsert, groupBy } from "../../../maps.ts";
import { otherSpellings } from "../../../search/matching/spellings.ts";

/** A phrase of a workspace, in folded words. */
export interface Phrase<T> {
  readonly words: readonly string[];
  readonly meaning: T;
  /** Whether people say it for a label with other words. */
  readonly isSynonym?: boolean;
}

/** A phrase of the workspace in a question. */
export interface Found<T> {
  readonly meaning: T;
  /** How many words it takes. */
  readonly length: number;
  /** Whether it is not a label, but another usual name: "manager" for "Reports to". */
  readonly isSynonym?: boolean;
}

const sameWord = (said: string | undefined, word: string) => said === word || said === `${word}s` || singulars(said).includes(word);

/** Other spellings of a word, "address" for "addresses" among them. */
const singulars = (said = "") => [...otherSpellings(said), ...(/(?:ss|x|ch|sh)es$/.test(said) ? [said.slice(0, -2)] : [])];

/** The same function, but it remembers its results, because each rule asks again what begins at a word. */
export function oncePerPlace<T>(find: (words: readonly string[], at: number) => T): (words: readonly string[], at: number) => T {
  const known = new WeakMap<readonly string[], Map<number, { readonly found: T }>>();
  return (words, at) =>
    getOrInsert(
      getOrInsert(known, words, () => new Map()),
      at,
      () => ({ found: find(words, at) }),
    ).found;
}

/** Phrases by their first words: a workspace may have thousands of options. */
export class Phrases<T> {
  readonly #byFirst: ReadonlyMap<string, readonly Phrase<T>[]>;
  #byJoined: ReadonlyMap<string, readonly string[]> | undefined;

  constructor(phrases: readonly Phrase<T>[]) {
    this.#byFirst = groupBy(phrases, ({ words }) => words[0] ?? "");
  }

  /** The words of all phrases. */
  words(): string[] {
    return [...this.#byFirst.values()].flat().flatMap(({ words }) => words);
  }

  /** The words of a phrase that are written as one word: "dealsize" for "deal size", "endusers" for "end user". */
  apart(written: string): readonly string[] | undefined {
    this.#byJoined ??= new Map(
      [...this.#byFirst.values()].flat().flatMap(({ words }) => (words.length > 1 ? [[words.join(""), words] as const] : [])),
    );
    const own = this.#byFirst.get(written)?.some(({ words }) => words.length === 1) ? undefined : this.#byJoined.get(written);
    const singular = own || !written.endsWith("s") ? undefined : this.#byJoined.get(written.slice(0, -1));
    return own ?? singular?.with(-1, `${singular.at(-1)}s`);
  }

  /** All of several words that have this one. */
  having(word = ""): readonly Phrase<T>[] {
    return [...this.#byFirst.values()].flat().filter(({ words }) => words.length > 1 && words.includes(word));
  }

  /** All whose first word is this. */
  beginningWith(word = ""): readonly Phrase<T>[] {
    return this.#byFirst.get(word) ?? [];
  }

  /** All that begin at a word. The last word may be a plural. */
  readonly at = oncePerPlace((words, at) => this.#beginningAt(words, at));

  #beginningAt(words: readonly string[], at: number): Phrase<T>[] {
    const said = words[at] ?? "";
    const beginning = [said, ...singulars(said)].flatMap((word) => this.#byFirst.get(word) ?? []);
    return beginning.filter(({ words: own }) => {
      const last = own.length - 1;
      const [label = "", written] = [own[last], words[at + last]];
      // "Press link" for "Press links"
      const isLast = sameWord(written, label) || (last > 0 && `${written}s` === label);
      return isLast && own.every((word, index) => index === last || words[at + index] === word);
    });
  }

  longest(words: readonly string[], at: number, fits: (meaning: T) => boolean = () => true): Found<T> | undefined {
    let best: Found<T> | undefined;
    for (const { words: own, meaning, isSynonym = false } of this.at(words, at)) {
      if ((best === undefined || own.length > best.length) && fits(meaning)) best = { meaning, length: own.length, isSynonym };
    }
    return best;
  }
}

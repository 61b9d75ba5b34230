import { nameWords } from "../names/name-key.ts";

/** The protocol allows no more values in an answer. */
const MOST_VALUES = 100;

/** Values for what was typed, best first. */
export interface Completion {
  readonly values: readonly string[];
  /** How many values fit, if all were looked at. */
  readonly total?: number;
  readonly hasMore: boolean;
}

export const NO_COMPLETION: Completion = { values: [], total: 0, hasMore: false };

interface Fitting {
  readonly value: string;
  readonly key: string;
  /** How well it fits: 0 is best. */
  readonly fit: number;
  readonly group: number;
}

/**
 * Collects the values that fit what was typed, apart from case and accents: first those that begin with it, then those
 * with a word that does, then those in which each typed word begins a word.
 *
 * @example
 * const ranking = new Ranking("jen");
 * for (const name of ["Maja Jensen", "Jens Holm", "Ann Lee"]) ranking.add(name);
 * ranking.completion(true).values; // => ["Jens Holm", "Maja Jensen"]
 */
export class Ranking {
  readonly #typed: string;
  readonly #typedWords: readonly string[];
  readonly #fitting = new Map<string, Fitting>();

  constructor(typed: string) {
    this.#typedWords = nameWords(typed);
    this.#typed = this.#typedWords.join(" ");
  }

  /** Whether more values would change nothing: nothing was typed, and there are enough. */
  get isFull(): boolean {
    return this.#typed === "" && this.#fitting.size > MOST_VALUES;
  }

  /**
   * @param value what is returned; by default the text that is compared
   * @param group values of a lower group come first among those that fit equally well
   */
  add(text: string, { value = text, group = 0 }: { value?: string; group?: number } = {}): void {
    if (text === "" || this.isFull || this.#fitting.has(value)) return;
    const words = nameWords(text);
    const fit = this.#fit(words);
    if (fit !== undefined) this.#fitting.set(value, { value, key: words.join(" "), fit, group });
  }

  #fit(words: readonly string[]): number | undefined {
    const key = words.join(" ");
    if (key.startsWith(this.#typed)) return 0;
    if (` ${key}`.includes(` ${this.#typed}`)) return 1;
    return this.#typedWords.every((typed) => words.some((word) => word.startsWith(typed))) ? 2 : undefined;
  }

  /** @param isAll whether everything that may fit was added */
  completion(isAll: boolean): Completion {
    const sorted = [...this.#fitting.values()].sort((a, b) => a.fit - b.fit || a.group - b.group || (a.key < b.key ? -1 : 1));
    const values = sorted.slice(0, MOST_VALUES).map(({ value }) => value);
    const hasMore = !isAll || sorted.length > MOST_VALUES;
    return { values, hasMore, ...(isAll && !this.isFull ? { total: sorted.length } : {}) };
  }
}

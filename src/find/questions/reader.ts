import type { FilterInput } from "../../schema/filters.ts";
import { ANYONE, ARTICLES, COMPARISONS, CURRENCIES, factorOf, GLUE, NEGATIONS } from "./phrases.ts";
import { amountOf, smallNumberOf, type Token } from "./tokens.ts";

/** What was read from a question so far. */
export class Reader {
  readonly tokens: readonly Token[];
  readonly words: readonly string[];
  readonly filters: FilterInput[] = [];
  readonly groupBy: string[] = [];
  readonly measures: string[] = [];
  /** Parts that were recognised but mean nothing in this workspace, as they were written. */
  readonly unmapped: string[] = [];
  sort: string | undefined;
  limit: number | undefined;
  counts = false;
  /** Where the last excluded option of each select ended, by agent key. */
  readonly exclusionEnds = new Map<string, number>();
  /** Where the last option of each select ended, by agent key. */
  readonly optionEnds = new Map<string, number>();
  readonly #used = new Set<number>();

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
    this.words = tokens.map(({ folded }) => folded);
  }

  use(from: number, to: number): void {
    for (let at = from; at < to; at++) this.#used.add(at);
  }

  isUsed(at: number): boolean {
    return this.#used.has(at);
  }

  word(at: number): string {
    return this.words[at] ?? "";
  }

  /** The words of some tokens, as they were written. */
  text(from: number, to: number): string {
    return this.tokens
      .slice(from, to)
      .map(({ text }) => text)
      .join(" ");
  }

  /** The first place from one on that is no word of a set. */
  after(at: number, skipped: ReadonlySet<string>): number {
    let next = at;
    while (next < this.words.length && skipped.has(this.word(next))) next += 1;
    return next;
  }

  afterGlue(at: number): number {
    return this.after(at, GLUE);
  }

  afterArticle(at: number): number {
    return this.after(at, ARTICLES);
  }

  /** Where a negation stands at most so many words before; undefined if there is none. */
  negationBefore(at: number, most = 3): number | undefined {
    for (let before = at - 1; before >= Math.max(0, at - most); before--) {
      if (NEGATIONS.has(this.word(before)) && !this.isUsed(before)) return before;
      if (
        this.tokens[before]?.endsClause ||
        !(
          GLUE.has(this.word(before)) ||
          (ANYONE.has(this.word(before)) && this.word(before) !== "contact") ||
          (before >= at - 1 && this.word(before) !== "contact")
        )
      )
        return undefined;
    }
    return undefined;
  }

  /** A comparison with a number, such as "over 50k"; and where it ends. */
  comparisonAt(at: number): { readonly operator: string; readonly amount: number; readonly end: number } | undefined {
    for (const [words, operator] of COMPARISONS) {
      if (!words.every((word, index) => this.word(at + index) === word)) continue;
      const amount = this.amountAt(this.afterArticle(at + words.length));
      if (amount) return { operator, ...amount };
    }
    return undefined;
  }

  /** An amount, such as "50k", "1 million" or "100,000 USD"; and where it ends. */
  amountAt(at: number): { readonly amount: number; readonly end: number } | undefined {
    const number = amountOf(this.tokens[at]?.text) ?? smallNumberOf(this.tokens[at]);
    if (number === undefined) return undefined;
    const factor = factorOf(this.word(at + 1));
    return { amount: number * factor, end: this.after(factor === 1 ? at + 1 : at + 2, CURRENCIES) };
  }
}

import type { FilterInput } from "../../schema/filters.ts";
import { BESIDE } from "./words/empty-words.ts";
import { ANYONE, ARTICLES, COMPARISONS, CURRENCIES, factorOf, GLUE, LOOSE, NEGATIONS, OPEN_ENDS, OPPOSITES } from "./words/phrases.ts";
import { amountOf, smallNumberOf, type Token } from "./words/tokens.ts";
import type { Phrase } from "./words/workspace-phrases.ts";

/** A phrase in a question: what it means, and where it ends. */
export interface Said<T> {
  readonly meaning: T;
  readonly end: number;
}

/** The parts of a question that were read so far. */
export class Reader {
  readonly tokens: readonly Token[];
  readonly words: readonly string[];
  readonly filters: FilterInput[] = [];
  readonly groupBy: string[] = [];
  readonly measures: string[] = [];
  /** Attributes to show. */
  readonly columns: string[] = [];
  /** Parts that were recognised but mean nothing in this workspace, as they were written. */
  readonly unmapped: string[] = [];
  /** What helps to say such a part in another way, as sentences. */
  readonly hints = new Set<string>();
  /** Filters of groups, by "count" or a measure. */
  readonly groupFilters: FilterInput[] = [];
  sort: string | undefined;
  /** Whether the largest groups come first; undefined if it is not said. */
  largestFirst: boolean | undefined;
  /** Where a share is asked for: "what percentage". */
  share: number | undefined;
  limit: number | undefined;
  counts = false;
  /** Where the last excluded option of each select ended, by agent key. */
  readonly exclusionEnds = new Map<string, number>();
  /** The filter of "except leads", and where its words end. */
  exception: { readonly filter: FilterInput; readonly end: number; readonly isListed?: boolean } | undefined;
  /** Where the list of options of each select began, by agent key. */
  readonly listStarts = new Map<string, number>();
  /** Where the last option of each select ended, by agent key. */
  readonly optionEnds = new Map<string, number>();
  readonly #used = new Set<number>();
  readonly #places = new WeakMap<FilterInput, number>();

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
    this.words = tokens.map(({ folded }) => folded);
  }

  /** Notes at which word the filters were read that came after the first so many. */
  placeFilters(known: number, at: number): void {
    for (const filter of this.filters.slice(Math.max(known, 0))) if (!this.#places.has(filter)) this.#places.set(filter, at);
  }

  placeOf(filter: FilterInput): number | undefined {
    return this.#places.get(filter);
  }

  /** Notes that a part means nothing here. Returns where it ends. */
  refuse(from: number, to: number, ...hints: readonly string[]): number {
    this.unmapped.push(this.text(from, to));
    for (const hint of hints) if (hint !== "") this.hints.add(hint);
    return to;
  }

  /** Sorts by an attribute, after those that were said before: "sorted by region, biggest deals first". */
  sortBy(key: string, descending: boolean): void {
    const before = this.#orders().filter((order) => order.split(" ")[0] !== key);
    this.sort = [...before, `${key}${descending ? " desc" : ""}`].join(", ");
  }

  sortsBy(key: string): boolean {
    return this.#orders().some((order) => order.split(" ")[0] === key);
  }

  #orders(): string[] {
    return this.sort?.split(", ") ?? [];
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

  /** A word as it was written. */
  written(at: number): string {
    return this.tokens[at]?.text ?? "";
  }

  isCapital(at: number): boolean {
    return /^\p{Lu}/u.test(this.written(at));
  }

  isSmall(at: number): boolean {
    return /^\p{Ll}/u.test(this.written(at));
  }

  /** Whether a comma or another end of a clause follows a word. */
  endsClause(at: number): boolean {
    return this.tokens[at]?.endsClause === true;
  }

  /** Whether a word is a genitive: "Kenji's". */
  isPossessive(at: number): boolean {
    return this.tokens[at]?.isPossessive === true;
  }

  /** The words of some tokens, as they were written. */
  text(from: number, to: number): string {
    return this.tokens
      .slice(from, to)
      .map(({ text }) => text)
      .join(" ");
  }

  /** The first place, from a given one on, whose word is not in a set. */
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
  negationBefore(at: number, most = 6): number | undefined {
    for (let before = at - 1; before >= Math.max(0, at - most); before--) {
      const word = this.word(before);
      if (this.endsClause(before) || word === "but") return undefined;
      // "None of the leads has a phone" says nothing of others, and "not only in EMEA" excludes nobody.
      if (NEGATIONS.has(word) && !this.isUsed(before) && !this.isPossessive(before)) return PARTLY.test(this.word(before + 1)) ? undefined : before;
      if (word === "contact" || !saysNothing(word)) return undefined;
    }
    return undefined;
  }

  /** Whether a negation stands before a word; it is read then. */
  takesNegation(at: number): boolean {
    const negation = this.negationBefore(at);
    for (let place = negation ?? at; place < at; place++) if (place === negation || saysNothing(this.word(place))) this.use(place, place + 1);
    return negation !== undefined;
  }

  /** Whether a clause ends before a word. */
  isClauseEnd(at: number): boolean {
    return at >= this.words.length || this.endsClause(at - 1) || this.tokens[at]?.isBehindColon === true;
  }

  /** Whether some words begin at a place. */
  says(at: number, words: readonly string[]): boolean {
    return words.every((word, index) => this.word(at + index) === word);
  }

  /** Where words end that begin at a word and fit a pattern. */
  matchAt(at: number, pattern: RegExp): number | undefined {
    const [said] = pattern.exec(this.words.slice(at).join(" ")) ?? [];
    return said === undefined ? undefined : at + said.split(" ").length;
  }

  /** Where words begin that end before a word and fit a pattern. */
  matchBefore(at: number, pattern: RegExp): number | undefined {
    const [said] = pattern.exec(this.words.slice(0, at).join(" ")) ?? [];
    return said === undefined ? undefined : at - said.split(" ").length;
  }

  /** The longest of some phrases that begins at a word, with where it ends. @param fits whether the words behind it fit */
  phraseAt<T>(at: number, phrases: readonly Phrase<T>[], fits: (end: number) => boolean = () => true): Said<T> | undefined {
    const found = phrases.find(({ words }) => this.says(at, words) && fits(at + words.length));
    return found && { meaning: found.meaning, end: at + found.words.length };
  }

  /** A comparison with a number, such as "over 50k"; and where it ends. */
  comparisonAt(at: number): { readonly operator: string; readonly amount: number; readonly end: number } | undefined {
    const amount = this.amountAt(at);
    const openEnd = amount && ["or", "and"].includes(this.word(amount.end)) ? OPEN_ENDS.get(this.word(amount.end + 1)) : undefined;
    if (amount && openEnd) return { operator: openEnd, amount: amount.amount, end: amount.end + 2 };
    if (NEGATIONS.has(this.word(at))) {
      const denied = this.comparisonAt(this.after(at + 1, GLUE));
      const operator = denied && OPPOSITES.get(denied.operator);
      return denied && operator ? { ...denied, operator } : undefined;
    }
    const compared = this.phraseAt(at, COMPARISONS, (end) => this.amountAt(this.afterArticle(end)) !== undefined);
    const than = compared && this.amountAt(this.afterArticle(compared.end));
    return than && { operator: compared.meaning, ...than };
  }

  /** An amount, such as "50k", "1 million" or "100,000 USD"; and where it ends. */
  amountAt(at: number): { readonly amount: number; readonly factor: number; readonly end: number } | undefined {
    const { text = "", folded = "" } = this.tokens[at] ?? {};
    const number = amountOf(text) ?? smallNumberOf(this.tokens[at]);
    if (number === undefined) return undefined;
    const after = factorOf(this.word(at + 1));
    const factor = after * factorOf(folded.replace(/^.*\d\s?(?=[a-z]$)/, ""));
    return { amount: number * after, factor, end: this.after(after === 1 ? at + 1 : at + 2, CURRENCIES) };
  }
}

const PARTLY = /^(?:of|only|just|all|every|both)$/;

const saysNothing = (word: string): boolean => word === "one" || [GLUE, ANYONE, LOOSE, BESIDE].some((words) => words.has(word));

import { type ContactSchema, holdsMany } from "../../schema/contact-schema.ts";
import type { FilterInput } from "../../schema/filters.ts";
import { joined } from "./filters.ts";
import type { Reader } from "./reader.ts";
import { ARTICLES, CONJUNCTIONS } from "./words/phrases.ts";

/**
 * Keeps apart the conditions of "customers in EMEA and leads in APAC": a contact has to fit only one of the phrases. A
 * phrase begins where an attribute that holds one value gets a second value, with other conditions between.
 */
export class NounPhrases {
  readonly #reader: Reader;
  readonly #schema: ContactSchema;
  readonly #phrases: FilterInput[][] = [];
  /** How many filters stand before the first phrase. They are about all. */
  #shared = 0;
  #beginsAt = 0;
  /** The attribute whose values begin the phrases; undefined if there are no phrases. */
  field: string | undefined;

  constructor(reader: Reader, schema: ContactSchema) {
    this.#reader = reader;
    this.#schema = schema;
  }

  /**
   * Call this after each new condition. Returns whether it begins another phrase.
   *
   * @param known how many filters there were before
   * @param from where the condition before ended
   * @param at where the new one begins
   */
  begin(known: number, from: number, at: number): boolean {
    const { filters } = this.#reader;
    const first = filters[known];
    const before = filters.findIndex((one, place) => place < known && isPositive(one) && one.field === first?.field);
    const isRepeated = first !== undefined && filters.length === known + 1 && isPositive(first) && before >= this.#shared;
    if (!isRepeated || filters[known - 1]?.field === first.field || !this.#holdsOne(first.field) || !this.#isConjunction(from, at)) return false;
    if (this.field !== undefined && first.field !== this.field) return false;
    this.field = first.field;
    this.#shared = before;
    this.#beginsAt = at;
    this.#phrases.push(filters.splice(before, known - before));
    return true;
  }

  /** Call this after the last condition. */
  end(): void {
    if (this.field === undefined) return;
    const { filters, unmapped, words } = this.#reader;
    this.#phrases.push(filters.splice(this.#shared));
    const [first = [], ...others] = this.#phrases.map((phrase) => joined(phrase, this.#schema));
    const own = new Set(first.map(({ field }) => field));
    // In "customers in EMEA and leads in APAC without an owner", it is not clear who has no owner.
    if (others.some((phrase) => phrase.some(({ field }) => !own.has(field)))) unmapped.push(this.#reader.text(this.#beginsAt, words.length));
    filters.push({ any: [first, ...others].map((phrase) => (phrase.length === 1 && phrase[0] ? phrase[0] : { all: phrase })) });
  }

  #holdsOne(field: string | undefined): boolean {
    const attribute = [...this.#schema.fields, ...this.#schema.relationships].find(({ agentKey }) => agentKey === field);
    return attribute !== undefined && !holdsMany(attribute);
  }

  #isConjunction(from: number, at: number): boolean {
    const between = this.#reader.words.slice(Math.max(from, 0), at).filter((word) => !ARTICLES.has(word) && word !== "all");
    const isComma = between.length === 0 && this.#reader.endsClause(from - 1);
    return isComma || (between.length > 0 && between.every((word) => CONJUNCTIONS.has(word)));
  }
}

const isPositive = ({ operator = "equal", values }: FilterInput) => operator === "contains" || (operator === "equal" && values !== undefined);

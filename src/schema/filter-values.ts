import type { WireContact } from "../api/wire.ts";
import type { Locale } from "../fields/index.ts";
import { groupBy } from "../maps.ts";
import { firstOf } from "../text/first-of.ts";
import { quote } from "../text/quote.ts";
import { attributeOrPart } from "./attribute-part.ts";
import type { ContactSchema } from "./contact-schema.ts";
import { NEGATION, parseOperator } from "./filter-operators.ts";
import { type ContactPredicate, type FilterInput, filterPredicate } from "./filters.ts";
import type { FilterTargets } from "./link-target.ts";

/** How many values of one filter are named. */
const MOST_NAMED = 20;

/** One of several values of a filter, and whether a contact has it. */
interface ValueTest {
  /** What stands before and after the value: has "CEO" in title, passes title startsWith "C". */
  readonly before: string;
  readonly after: string;
  readonly value: string;
  readonly passes: ContactPredicate | undefined;
}

/** Finds the values of filters that no chosen contact has: one in a list of addresses may be wrong. */
export class UnheldValues {
  #unheld: ValueTest[];
  #seen = 0;

  /** The filters must be valid. */
  constructor(filters: readonly FilterInput[], schema: ContactSchema, locale: Locale, targets: FilterTargets) {
    this.#unheld = filters.flatMap((filter): ValueTest[] => {
      const { field = "", value, values = [] } = filter;
      const all = value === undefined ? values : [value, ...values];
      if (all.length < 2) return [];
      const testOf = (one: (typeof all)[number]) => filterPredicate([{ ...filter, value: one, values: undefined }], schema, locale, targets);
      const { operator, negated } = parseOperator(filter.operator, attributeOrPart(field, schema), "local");
      const isPlain = !negated && ["equal", "contains", "hasWords"].includes(operator);
      const words = isPlain
        ? { before: "has", after: ` in ${field}` }
        : { before: `passes ${field} ${negated ? NEGATION : ""}${operator}`, after: "" };
      return all.map((one) => ({ ...words, value: String(one), passes: testOf(one) }));
    });
  }

  /** How many values are still to be found. */
  get size(): number {
    return this.#unheld.length;
  }

  /** Takes a chosen contact into account. */
  see(contact: WireContact): void {
    this.#seen += 1;
    if (this.size > 0) this.#unheld = this.#unheld.filter(({ passes }) => passes?.(contact) === false);
  }

  /** `None of these contacts has "CEO", "CIO" in title.`: a sentence for each field and operator; none if no contact was seen. */
  notes(): string[] {
    if (this.#seen === 0) return [];
    return [...groupBy(this.#unheld, ({ before, after }) => before + after).values()].map((tests) => {
      const [{ before, after } = { before: "", after: "" }] = tests;
      const values = tests.map(({ value }) => quote(value));
      return `None of these contacts ${before} ${firstOf(values, MOST_NAMED)}${after}.`;
    });
  }
}

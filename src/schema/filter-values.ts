import type { WireContact } from "../api/wire.ts";
import type { Locale } from "../fields/index.ts";
import { firstOf } from "../text/first-of.ts";
import { quote } from "../text/quote.ts";
import type { ContactSchema } from "./contact-schema.ts";
import { type ContactPredicate, type FilterInput, filterPredicate } from "./filters.ts";
import type { FilterTargets } from "./link-target.ts";

/** How many values of one filter are named. */
const MOST_NAMED = 20;

/** One of several values of a filter, and whether a contact has it. */
interface ValueTest {
  readonly field: string;
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
      return all.map((one) => ({ field, value: String(one), passes: testOf(one) }));
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

  /** "None of these contacts has title "CEO", "CIO".": a sentence for each field; none if no contact was seen. */
  notes(): string[] {
    if (this.#seen === 0) return [];
    return [...new Set(this.#unheld.map(({ field }) => field))].map((field) => {
      const values = this.#unheld.flatMap((one) => (one.field === field ? [quote(one.value)] : []));
      return `None of these contacts has ${field} ${firstOf(values, MOST_NAMED)}.`;
    });
  }
}

import type { Rejection } from "./rejection.ts";

const MOST_SHOWN = 5;

/** The values of a column that are left out while the rest of their rows is kept: each reason once, with how often. */
export class LeftOut {
  readonly #reasons = new Map<string, number>();

  add({ problemWithNearest: reason }: Rejection): void {
    this.#reasons.set(reason, (this.#reasons.get(reason) ?? 0) + 1);
  }

  notes(): string[] {
    if (this.#reasons.size === 0) return [];
    const shown = [...this.#reasons].slice(0, MOST_SHOWN).map(([reason, count]) => `${reason.replace(/\.$/, "")} (${count})`);
    const more = this.#reasons.size - shown.length;
    return [`left out (the rest of the row is kept): ${shown.join("; ")}${more > 0 ? `; and ${more} more` : ""}`];
  }
}

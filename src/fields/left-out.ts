import { firstOf } from "../text/first-of.ts";
import { decodeJsonString } from "./json.ts";
import { Rejection } from "./rejection.ts";

const MOST_SHOWN = 5;

/** The values of a column that are left out while the rest of their rows is kept: each reason once, with its count. */
export class LeftOut {
  readonly #reasons = new Map<string, number>();

  /** Whether a value can be encoded. Otherwise it counts as left out. */
  takes(encode: () => unknown): boolean {
    try {
      encode();
      return true;
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      const { problemWithNearest: reason } = error;
      this.#reasons.set(reason, (this.#reasons.get(reason) ?? 0) + 1);
      return false;
    }
  }

  /** A cell without those of its values that cannot be encoded; undefined if none can. */
  without(cell: unknown, encode: (value: unknown) => unknown): unknown {
    const values = [decodeJsonString(cell)].flat();
    const kept = values.filter((value) => this.takes(() => encode(value)));
    if (kept.length === values.length) return cell;
    return kept.length > 0 ? kept : undefined;
  }

  notes(): string[] {
    if (this.#reasons.size === 0) return [];
    const reasons = [...this.#reasons].map(([reason, count]) => `${reason.replace(/\.$/, "")} (${count})`);
    return [`left out: ${firstOf(reasons, MOST_SHOWN, "; ", "; and ")}`];
  }
}

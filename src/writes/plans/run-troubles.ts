import type { OpenRow } from "./row-attempt.ts";

/** How often a row is attempted in one run if the API fails. Each attempt has repeated its requests already. */
const ROW_ATTEMPTS = 2;

/** After so many rows in a row that could not be written, the API is left alone. */
const MOST_IN_A_ROW = 5;

/** What has kept a run from writing rows, and whether it ends because of that. */
export class RunTroubles {
  /** By the index of a row that is still open. */
  readonly #rows = new Map<number, { readonly reason: string | undefined; readonly attempts: number }>();
  #inARow = 0;
  #stops = new Map<NonNullable<OpenRow["stop"]>, string | undefined>();

  /** Whether no further row is begun. */
  get isOver(): boolean {
    return this.#stops.size > 0;
  }

  /** Takes note of a row that stays open. Returns whether it is attempted once more. */
  met(row: number, { reason, stop }: OpenRow): boolean {
    if (stop !== undefined) {
      this.stop(reason, stop);
      return false;
    }
    const attempts = 1 + (this.#rows.get(row)?.attempts ?? 0);
    this.#rows.set(row, { reason, attempts });
    this.#inARow += 1;
    if (this.#inARow >= MOST_IN_A_ROW) this.stop(reason);
    return attempts < ROW_ATTEMPTS;
  }

  /** Takes note of a row that has ended. */
  overcame(row: number): void {
    this.#inARow = 0;
    this.#rows.delete(row);
  }

  /** Lets no further row begin. */
  stop(reason: string | undefined, kind: NonNullable<OpenRow["stop"]> = "other"): void {
    this.#stops.set(kind, this.#stops.get(kind) ?? reason);
  }

  /**
   * Why the run did not write all rows, a sentence; undefined if there is nothing to report.
   *
   * @param isAtLimit whether the session may write no more
   * @param isFruitless whether no row has ended: only then running out of time is mentioned
   */
  reason(isAtLimit: boolean, isFruitless: boolean): string | undefined {
    const [trouble] = this.#rows.values();
    const limit = isAtLimit ? this.#stops.get("limit") : undefined;
    return this.#stops.get("other") ?? this.#stops.get("no-merge") ?? limit ?? trouble?.reason ?? (isFruitless ? this.#stops.get("time") : undefined);
  }

  /** Whether the deployment has no merge. */
  get lacksMerge(): boolean {
    return this.#stops.has("no-merge");
  }

  /** Whether the session's limit has kept a row from being written. */
  get metLimit(): boolean {
    return this.#stops.has("limit");
  }
}

import { createRandom } from "./data/random.ts";

/** What can go wrong on purpose. */
export type FaultKind = "429" | "500" | "502" | "503" | "504" | "reset-before" | "reset-after" | "bad-json" | "truncated" | "slow";

/** Which requests fail, and how. */
export interface FaultPlan {
  /** Every n-th of the requests that `only` selects fails; default 1, all of them. */
  every?: number;
  /** Instead of `every`: the probability that a request fails, by seeded chance. */
  probability?: number;
  /** Taken in turns. */
  kinds: readonly FaultKind[];
  /** How long, in ms, a "slow" request waits before it is carried out; default 1000. */
  slowMs?: number;
  /** Default "all". */
  only?: "reads" | "writes" | "all";
}

/** A fault that is due. */
export interface Fault {
  readonly kind: FaultKind;
  readonly slowMs: number;
  /** Counts the faults from 0. Faults with two forms take turns by it. */
  readonly turn: number;
}

/** Decides for one request after the other whether it fails. */
export class FaultSource {
  readonly #plan: FaultPlan;
  readonly #random;
  #seen = 0;
  #turns = 0;

  constructor(plan: FaultPlan, seed: number) {
    this.#plan = plan;
    this.#random = createRandom(seed);
  }

  /** The fault of the next request, if any. */
  next(method: string): Fault | undefined {
    const { kinds, every = 1, probability, only = "all", slowMs = 1000 } = this.#plan;
    const group = method === "GET" ? "reads" : "writes";
    if (only !== "all" && only !== group) return undefined;
    this.#seen++;
    const due = probability === undefined ? this.#seen % every === 0 : this.#random.chance(probability);
    const kind = kinds[this.#turns % kinds.length];
    if (!due || kind === undefined) return undefined;
    return { kind, slowMs, turn: this.#turns++ };
  }
}

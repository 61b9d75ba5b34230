import { createHash, randomUUID } from "node:crypto";
import type { WriteOutcome } from "./errors/call-error.ts";

/** How long Lightfield remembers a key. */
const KEY_LIFE_MS = 24 * 60 * 60 * 1000;

/** More lost answers than this in a session are not remembered; the oldest go first. */
const MAX_KEPT = 1_000;

/** One intended write. */
export interface Intent {
  /** UUID v4, for the `Idempotency-Key` header. */
  readonly key: string;
  /** The key was sent before, for the same payload, and what became of it is not known. */
  readonly reused: boolean;
  /** To be called once, with what is known in the end. */
  settle(outcome: WriteOutcome): void;
}

interface KeptKey {
  readonly key: string;
  readonly firstUsedAt: number;
  readonly path: string;
  readonly fingerprint: string;
}

/**
 * Gives every write its idempotency key. A key belongs to one intent: equal writes at the same time, or after a definite outcome, are new
 * intents and get new keys. Only where the outcome stayed unknown is the key kept for the next write of the same payload, so that repeating
 * it cannot write twice.
 */
export class IdempotencyKeys {
  /** Oldest first. None of them is in use: a key leaves the list when it is given out. */
  #kept: KeptKey[] = [];

  /**
   * @param operation the keys are separate per operation type, as they are at the API
   * @param payload what is sent; the order of its keys makes no difference
   */
  claim(operation: string, path: string, payload: unknown): Intent {
    const oldest = performance.now() - KEY_LIFE_MS;
    this.#kept = this.#kept.filter(({ firstUsedAt }) => firstUsedAt > oldest);
    const fingerprint = createHash("sha256")
      .update(JSON.stringify([operation, path, payload], sortedKeys))
      .digest("base64");
    const known = this.#kept.find((kept) => kept.fingerprint === fingerprint);
    this.#kept = this.#kept.filter((kept) => kept !== known);
    const mine = known ?? { key: randomUUID(), firstUsedAt: performance.now(), path, fingerprint };
    return { key: mine.key, reused: known !== undefined, settle: (outcome) => this.#settle(operation, mine, outcome) };
  }

  #settle(operation: string, mine: KeptKey, outcome: WriteOutcome): void {
    if (outcome === "unknown") {
      this.#kept = [...this.#kept, mine].slice(-MAX_KEPT);
    } else if (outcome === "accepted" && operation === "update") {
      // The record has moved on: a kept key of an earlier change would now only replay that change's old answer.
      this.#kept = this.#kept.filter(({ path }) => path !== mine.path);
    }
  }
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return value;
  }
  // fromEntries defines properties, so that a key such as __proto__ stays one.
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

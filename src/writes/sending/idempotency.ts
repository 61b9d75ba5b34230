import { createHash, randomUUID } from "node:crypto";
import type { WriteOutcome } from "../../api/index.ts";
import { added, type Change, removed } from "../../schema/change.ts";

/** How long Lightfield remembers a key. */
const KEY_LIFE_MS = 24 * 60 * 60 * 1000;

/** More lost answers than this in a session are not remembered; the oldest go first. */
const MOST_KEPT = 1000;

/** One intended write. */
export interface Intent {
  /** UUID v4. */
  readonly key: string;
  /** The key was sent before, for the same change, and what became of it is not known. */
  readonly sentBefore: boolean;
  /** When it was first sent, in ms, or is about to be. */
  readonly since: number;
  /** To be called once, with what is known in the end. */
  settle(outcome: WriteOutcome): void;
}

interface KeptKey {
  readonly key: string;
  /** In ms of `performance.now()`, which no corrected clock moves. */
  readonly firstUsedAt: number;
  readonly since: number;
  readonly contact: string | undefined;
  readonly fingerprint: string;
}

/** What a change makes of what, in whatever order it was given. A contact that somebody has changed since is another intent. */
export function fingerprintOf(contact: string | undefined, { fields, links }: Change): string {
  const asked = [
    ...fields.map(({ field, before, after }) => JSON.stringify([field.apiKey, before, after], sortedKeys)),
    ...links.map((one) => JSON.stringify([one.relationship.apiKey, added(one).sort(), removed(one).sort()])),
  ];
  return createHash("sha256")
    .update(JSON.stringify([contact ?? null, ...asked.sort()]))
    .digest("base64url");
}

/**
 * Gives every write its idempotency key. A key belongs to one intent: equal writes at the same time, or after a definite outcome, are new
 * intents and get new keys. Only where the outcome stayed unknown is the key kept for the next write of the same change, so that repeating
 * it cannot write twice.
 */
export class IdempotencyKeys {
  /** Oldest first. None of them is in use: a key leaves the list when it is given out. */
  #kept: KeptKey[] = [];
  readonly #now: () => number;

  /** @param now clock in ms */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Whether the same write was sent before, with an outcome that is not known. */
  isKept(contact: string | undefined, change: Change): boolean {
    const fingerprint = fingerprintOf(contact, change);
    return this.#kept.some((kept) => kept.fingerprint === fingerprint);
  }

  /** @param contact ID of the contact to change; absent for a create */
  claim(contact: string | undefined, change: Change): Intent {
    const oldest = performance.now() - KEY_LIFE_MS;
    this.#kept = this.#kept.filter(({ firstUsedAt }) => firstUsedAt > oldest);
    const fingerprint = fingerprintOf(contact, change);
    const known = this.#kept.find((kept) => kept.fingerprint === fingerprint);
    this.#kept = this.#kept.filter((kept) => kept !== known);
    const mine = known ?? { key: randomUUID(), firstUsedAt: performance.now(), since: this.#now(), contact, fingerprint };
    return { key: mine.key, sentBefore: known !== undefined, since: mine.since, settle: (outcome) => this.#settle(mine, outcome) };
  }

  #settle(mine: KeptKey, outcome: WriteOutcome): void {
    if (outcome === "unknown") {
      this.#kept = [...this.#kept, mine].slice(-MOST_KEPT);
    } else if (outcome === "accepted" && mine.contact !== undefined) {
      // The contact has moved on: a kept key of an earlier change would now only replay that change's old answer.
      this.#kept = this.#kept.filter(({ contact }) => contact !== mine.contact);
    }
  }
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  // fromEntries defines properties, so that a key such as __proto__ stays one.
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

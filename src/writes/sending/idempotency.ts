import { createHash, randomUUID } from "node:crypto";
import type { WriteOutcome } from "../../api/index.ts";
import { added, type Change, removed } from "../../schema/change.ts";
import { type Cache, noCache } from "../../storage/index.ts";
import { KEY_LIFE_MS, StoredKeys } from "./stored-keys.ts";

/** How many lost answers a session remembers. The oldest go first. */
const MOST_KEPT = 1000;

/** The idempotency key of one write that is about to be sent. */
export interface ClaimedKey {
  /** UUID v4. */
  readonly key: string;
  /** The key was sent before, for the same change, and the outcome is not known. */
  readonly sentBefore: boolean;
  /** When it was first sent, in ms, or is about to be. */
  readonly since: number;
  /** IDs of contacts that existed before the key was first sent, if they were noted: the create made none of them. */
  readonly lookalikes?: ReadonlySet<string> | undefined;
  /**
   * Call this before a create is sent: the next process then has its key, and which similar contacts existed
   * before (`lookalikes`). Absent for keys of a plan, and for updates, which read the contact first. Never rejects.
   *
   * @returns whether a later session has it, once the disk has answered
   */
  keep?(lookalikes: ReadonlySet<string> | undefined): Promise<boolean>;
  /** Call this once, with the final outcome. */
  conclude(outcome: WriteOutcome): void;
}

/** A key that was sent, and when it was first sent. */
export interface SentKey extends Pick<ClaimedKey, "key" | "since"> {
  /** A call with `allow_duplicate` sent it. */
  readonly allowsDuplicate: boolean;
}

interface KeptKey {
  readonly key: string;
  /** In ms of `performance.now()`, which a corrected clock does not move. */
  readonly firstUsedAt: number;
  readonly since: number;
  readonly contact: string | undefined;
  readonly fingerprint: string;
  lookalikes: ReadonlySet<string> | undefined;
  allowsDuplicate: boolean;
}

/** Equal for equal changes of a contact in the same state, in whatever order they were given. */
export function fingerprintOf(contact: string | undefined, { fields, links }: Change): string {
  const asked = [
    ...fields.map(({ field, before, after, salutation }) =>
      JSON.stringify([field.apiKey, before, after, ...(salutation === undefined ? [] : [salutation])], sortedKeys),
    ),
    ...links.map((one) => JSON.stringify([one.relationship.apiKey, added(one).sort(), removed(one).sort()])),
  ];
  return createHash("sha256")
    .update(JSON.stringify([contact ?? null, ...asked.sort()]))
    .digest("base64url");
}

/**
 * Gives every write its idempotency key. A key belongs to one intent: equal writes at the same time, or after a
 * definite outcome, are new intents and get new keys. If the outcome stays unknown, the key is kept for the next write
 * of the same change, so that a repeated call cannot write twice; the key of a create is kept for the next session,
 * too.
 */
export class IdempotencyKeys {
  /** Oldest first. A key leaves the list while it is in use. */
  #kept: KeptKey[] = [];
  readonly #now: () => number;
  readonly #stored: StoredKeys;

  /** @param now clock in ms since 1970 */
  constructor(now: () => number = Date.now, cache: Cache = noCache) {
    this.#now = now;
    this.#stored = new StoredKeys(cache, now);
  }

  /**
   * The key with which the same create was sent before, in this session or an earlier one, if its outcome is not known.
   * It stays kept. Call this before `claim`.
   */
  async keptKey(change: Change): Promise<SentKey | undefined> {
    this.#forgetOld();
    const fingerprint = fingerprintOf(undefined, change);
    const known = this.#kept.find((kept) => kept.fingerprint === fingerprint);
    if (known) return known;
    const stored = await this.#stored.read(fingerprint);
    if (!stored) return undefined;
    const firstUsedAt = performance.now() - Math.max(0, this.#now() - stored.since);
    const { allowsDuplicate = false, lookalikes } = stored;
    const kept = { ...stored, allowsDuplicate, firstUsedAt, contact: undefined, lookalikes: new Set(lookalikes) };
    this.#keep(kept);
    return kept;
  }

  /** @param contact ID of the contact to change; absent for a create */
  claim(contact: string | undefined, change: Change, allowsDuplicate = false): ClaimedKey {
    this.#forgetOld();
    const fingerprint = fingerprintOf(contact, change);
    const known = this.#kept.find((kept) => kept.fingerprint === fingerprint);
    this.#kept = this.#kept.filter((kept) => kept !== known);
    const mine = known ?? {
      key: randomUUID(),
      firstUsedAt: performance.now(),
      since: this.#now(),
      contact,
      fingerprint,
      lookalikes: undefined,
      allowsDuplicate,
    };
    // Another call settles it too, but its own call, which may be repeated, must not create the contact again.
    const isOthers = mine.allowsDuplicate && !allowsDuplicate;
    mine.allowsDuplicate ||= allowsDuplicate;
    return {
      key: mine.key,
      sentBefore: known !== undefined,
      since: mine.since,
      lookalikes: mine.lookalikes,
      ...(contact === undefined ? { keep: (lookalikes) => this.#store(mine, lookalikes) } : {}),
      conclude: (outcome) => this.#conclude(mine, isOthers ? "unknown" : outcome),
    };
  }

  #store(mine: KeptKey, lookalikes: ReadonlySet<string> | undefined): Promise<boolean> {
    mine.lookalikes ??= lookalikes;
    const { fingerprint, key, since, allowsDuplicate } = mine;
    return this.#stored.write({ fingerprint, key, since, allowsDuplicate, lookalikes: [...(mine.lookalikes ?? [])] });
  }

  #conclude(mine: KeptKey, outcome: WriteOutcome): void {
    if (outcome === "unknown") {
      this.#keep(mine);
    } else if (mine.contact === undefined) {
      this.#stored.remove(mine);
    } else if (outcome === "accepted") {
      this.forget(mine.contact);
    }
  }

  /** Call this when a contact has changed since: a kept key of an earlier change would only replay its old answer. */
  forget(id: string): void {
    this.#kept = this.#kept.filter(({ contact }) => contact !== id);
  }

  #keep(one: KeptKey): void {
    this.#kept = [...this.#kept, one].slice(-MOST_KEPT);
  }

  #forgetOld(): void {
    const oldest = performance.now() - KEY_LIFE_MS;
    this.#kept = this.#kept.filter(({ firstUsedAt }) => firstUsedAt > oldest);
  }
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  // fromEntries defines properties, so a key such as __proto__ stays a key.
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

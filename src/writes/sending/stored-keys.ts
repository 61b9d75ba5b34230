import { z } from "zod/v3";
import { type Cache, JsonEntries } from "../../storage/index.ts";

/** How long, in ms, Lightfield remembers a key. */
export const KEY_LIFE_MS = 24 * 60 * 60 * 1000;

const MOST_STORED = 1000;

const storedKey = z.object({
  /** Of what is sent with the key. */
  fingerprint: z.string(),
  key: z.string().uuid(),
  /** When the key was first sent, in ms since 1970. */
  since: z.number().finite(),
  /** IDs of contacts that existed before: the create has made none of them. */
  lookalikes: z.array(z.string()),
  /** Whether a call with `allow_duplicate` sent it. Absent: no. */
  allowsDuplicate: z.boolean().optional(),
});

/** The key of a create that may have been sent. */
type StoredKey = z.infer<typeof storedKey>;

/**
 * The keys of creates whose outcome is not known yet, in the encrypted cache: a process that continues after this
 * one sends the same keys. Each key has an entry of its own, so that servers that share the cache do not lose
 * each other's.
 */
export class StoredKeys {
  readonly #entries: JsonEntries<StoredKey>;
  readonly #now: () => number;
  /** Keys whose outcome this process knows: an entry that is still there is out of date. */
  readonly #settled = new Set<string>();

  /** @param now clock in ms since 1970 */
  constructor(cache: Cache, now: () => number) {
    this.#entries = new JsonEntries({ cache, prefix: "create", form: storedKey, lifeMs: KEY_LIFE_MS, most: MOST_STORED });
    this.#now = now;
  }

  /** The key of a create, as long as the API remembers it. */
  async read(fingerprint: string): Promise<StoredKey | undefined> {
    const stored = await this.#entries.read(fingerprint);
    if (stored === undefined || stored === "unreadable" || stored.fingerprint !== fingerprint) return undefined;
    return this.#settled.has(stored.key) || this.#isOld(stored.since) ? undefined : stored;
  }

  /** Resolves to whether the key is on disk now. Never rejects. */
  async write(one: StoredKey): Promise<boolean> {
    await this.#entries.write(one.fingerprint, one);
    const stored = await this.read(one.fingerprint);
    void this.#entries.prune();
    return stored?.key === one.key;
  }

  /** Call this once the outcome of the create is known. */
  remove({ fingerprint, key }: Pick<StoredKey, "fingerprint" | "key">): void {
    const [oldest] = this.#settled;
    if (oldest !== undefined && this.#settled.size >= MOST_STORED) this.#settled.delete(oldest);
    this.#settled.add(key);
    void this.#entries.remove(fingerprint);
  }

  #isOld(since: number): boolean {
    // A time far in the future comes from a wrong clock.
    return Math.abs(this.#now() - since) >= KEY_LIFE_MS;
  }
}

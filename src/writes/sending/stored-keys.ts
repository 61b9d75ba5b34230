import { createHash } from "node:crypto";
import { z } from "zod/v3";
import { within } from "../../async/waiting.ts";
import type { Cache } from "../../storage/index.ts";

/** How long, in ms, Lightfield remembers a key. */
export const KEY_LIFE_MS = 24 * 60 * 60 * 1000;

/** More keys than this are not on disk; the oldest go first. */
const MOST_STORED = 1000;

/** No create waits longer, in ms, for a disk that does not answer. */
export const PATIENCE_MS = 1000;

const storedKey = z.object({
  fingerprint: z.string(),
  key: z.string().uuid(),
  since: z.number().finite(),
  twins: z.array(z.string()),
});

/** The key of a create that may have been sent. */
export interface StoredKey {
  /** Of what was sent with it. */
  readonly fingerprint: string;
  readonly key: string;
  /** When it was first sent, in ms since 1970. */
  readonly since: number;
  /** IDs of contacts that were there before: it has made none of them. */
  readonly twins: readonly string[];
}

/** Entry, key, and since when, in ms. */
const storedList = z.array(z.tuple([z.string(), z.string(), z.number()]));

/** The entry that lists the others, since a cache cannot. */
const LIST = "creates";

/** Names of cache entries can be seen by whoever can list the folder. */
const entryOf = (fingerprint: string) => `create-${createHash("sha256").update(fingerprint).digest("hex").slice(0, 40)}`;

const bytesOf = (value: unknown) => Buffer.from(JSON.stringify(value));

/** What an entry holds; undefined where it is none of ours. */
function parsed<T>(bytes: Uint8Array | undefined, form: z.ZodType<T>): T | undefined {
  try {
    return bytes && form.safeParse(JSON.parse(Buffer.from(bytes).toString())).data;
  } catch {
    return undefined;
  }
}

/**
 * The keys of creates of which it is not known yet whether they were made, in the encrypted cache: whoever goes on after this process sends the same.
 * Each has an entry of its own, so that servers which share the cache do not lose each other's.
 */
export class StoredKeys {
  readonly #cache: Cache;
  readonly #now: () => number;
  /** Keys whose outcome became known here: should their entry still be there, it is of the past. */
  readonly #ended = new Set<string>();
  #listing: Promise<void> = Promise.resolve();

  /** @param now clock in ms since 1970 */
  constructor(cache: Cache, now: () => number) {
    this.#cache = cache;
    this.#now = now;
  }

  /** The key of a create, as long as the API remembers it. */
  async read(fingerprint: string): Promise<StoredKey | undefined> {
    const stored = parsed(await within(PATIENCE_MS, this.#cache.read(entryOf(fingerprint)), undefined), storedKey);
    return stored?.fingerprint !== fingerprint || this.#ended.has(stored.key) || this.#isOld(stored.since) ? undefined : stored;
  }

  /** Resolves to whether it is there now. Never rejects. */
  async write(one: StoredKey): Promise<boolean> {
    const written = this.#cache.write(entryOf(one.fingerprint), bytesOf(one)).then(() => this.read(one.fingerprint));
    // Nobody waits for the list: an entry that is not in it is only never tidied up.
    this.#listing = this.#listing.then(() => this.#list(one));
    return (await within(PATIENCE_MS, written, undefined))?.key === one.key;
  }

  /** To be called where it is known what became of the create. */
  remove({ fingerprint, key }: Pick<StoredKey, "fingerprint" | "key">): void {
    const [oldest] = this.#ended;
    if (oldest !== undefined && this.#ended.size >= MOST_STORED) this.#ended.delete(oldest);
    this.#ended.add(key);
    void this.#cache.remove(entryOf(fingerprint));
  }

  #isOld(since: number): boolean {
    // A time that lies far ahead comes from a clock that was wrong.
    return Math.abs(this.#now() - since) >= KEY_LIFE_MS;
  }

  /** Lists a key, and deletes those that are too old or too many. */
  async #list({ fingerprint, key, since }: StoredKey): Promise<void> {
    const entry = entryOf(fingerprint);
    const listed = parsed(await this.#cache.read(LIST), storedList) ?? [];
    const others = listed.filter(([other, itsKey]) => other !== entry && !this.#ended.has(itsKey));
    const recent = [...others.filter(([, , at]) => !this.#isOld(at)), [entry, key, since] as const].slice(-MOST_STORED);
    for (const [other] of others.filter((one) => !recent.includes(one))) void this.#cache.remove(other);
    await this.#cache.write(LIST, bytesOf(recent));
  }
}

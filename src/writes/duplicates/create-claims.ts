import { randomUUID } from "node:crypto";
import { z } from "zod/v3";
import { type Api, type CallOptions, isNotFound } from "../../api/index.ts";
import { coalesced } from "../../async/coalesced.ts";
import { identityAfter } from "../../identity/identity.ts";
import { identifiers } from "../../identity/value-keys.ts";
import { getOrInsert } from "../../maps.ts";
import { LIST_LAG_MS } from "../../replica/sync/index.ts";
import { type Cache, JsonEntries, noCache } from "../../storage/index.ts";
import type { Journal } from "../journal/journal.ts";
import type { WriteRecord } from "../journal/write-record.ts";

/** How long, in ms, an entry can matter after it was last written; after a day its process is gone. */
const OF_USE_MS = 10 * LIST_LAG_MS;
const DAY_MS = 24 * 3_600_000;

const createClaim = z.object({
  /** The ID of the write. */
  id: z.string(),
  name: z.string(),
  /** In ms since 1970. */
  at: z.number().finite(),
  /** The idempotency keys that the create was sent with. */
  keys: z.array(z.string()),
  identifiers: z.array(z.string()),
  /** ID; absent while the outcome of the create is not known. */
  contact: z.string().optional(),
});

/** A create of a process that shares the cache. */
type CreateClaim = z.infer<typeof createClaim>;

interface CreateClaimsOptions {
  readonly cache: Cache;
  readonly journal: Pick<Journal, "records">;
  readonly api: Pick<Api, "retrieve">;
  /** Clock in ms. */
  readonly now: () => number;
}

/**
 * The creates of the last minute, which the API's lists may not show yet. Each process writes its creates into an entry
 * of its own in the cache, and reads the entries of the others. If a process writes a create before it releases the
 * person's lock, the next process that takes the lock knows the create.
 */
export class CreateClaims {
  readonly #options: CreateClaimsOptions;
  readonly #entries: JsonEntries<CreateClaim[]>;
  /** The ID of the entry of this process. */
  readonly #own = randomUUID();
  readonly #claims = new WeakMap<WriteRecord, CreateClaim>();
  #others: readonly CreateClaim[] = [];
  /** How many reads of the cache have begun, and which of them filled `#others`. */
  #readings = 0;
  #othersFrom = 0;
  /** IDs of the writes that are not told. */
  #untold: ReadonlySet<string> = new Set();
  readonly #writeInTurn = coalesced(() => this.#write());

  constructor(options: CreateClaimsOptions) {
    this.#options = options;
    this.#entries = new JsonEntries({ cache: options.cache, prefix: "made", form: z.array(createClaim), lifeMs: DAY_MS });
  }

  /** Call this when the API refuses the key. Creates that are under way leave nothing on disk. */
  forget(): void {
    this.#others = [];
    this.#untold = new Set(this.#options.journal.records.map(({ id }) => id));
  }

  /**
   * Writes the creates of the journal into the cache, for other processes. Call this before a create is sent, and when
   * its outcome is known. Resolves once the disk has answered. Never rejects.
   */
  async tell(): Promise<void> {
    if (this.#options.cache !== noCache) await this.#writeInTurn();
  }

  async #write(): Promise<void> {
    const { journal } = this.#options;
    const isTold = ({ id, action, at, outcome }: WriteRecord) =>
      action === "create" && outcome !== "not-written" && this.#isRecent(at) && !this.#untold.has(id);
    const claims = journal.records.filter(isTold).map((record) => this.#claimOf(record));
    if (claims.length > 0) await this.#entries.write(this.#own, claims);
    else await this.#entries.remove(this.#own);
  }

  #claimOf(record: WriteRecord): CreateClaim {
    const { id, name, at, idempotencyKeys, change, contact } = record;
    const make = () => ({ id, name, at, keys: [...idempotencyKeys], identifiers: identifiers(identityAfter(change)), contact });
    return getOrInsert(this.#claims, record, make);
  }

  /** Finds creates of the same person in other processes, and reads their contacts into the index. @throws as `retrieve` */
  async learn(wanted: readonly string[], call: CallOptions): Promise<void> {
    const { api } = this.#options;
    this.#readings += 1;
    const reading = this.#readings;
    const read = await this.#entries.recent(OF_USE_MS, this.#own);
    if (reading === 1) void this.#entries.prune();
    // A read that began later is at least as complete.
    if (reading > this.#othersFrom) {
      this.#others = read.flat().filter(({ at }) => this.#isRecent(at));
      this.#othersFrom = reading;
    }
    await Promise.all(
      this.withOneOf(wanted).map((id) =>
        api.retrieve(id, call).catch((error: unknown) => {
          // It was deleted since, so it is not a duplicate.
          if (!isNotFound(error)) throw error;
        }),
      ),
    );
  }

  /** IDs of the contacts that other processes created with one of the identifiers. */
  withOneOf(wanted: readonly string[]): string[] {
    return this.#alike(wanted).flatMap(({ contact }) => contact ?? []);
  }

  /** A create of another process with one of the identifiers but not this key, whose outcome is not known. */
  open(wanted: readonly string[], own?: string): Pick<CreateClaim, "id" | "name"> | undefined {
    const { records } = this.#options.journal;
    // This process may have sent the same create again, and know its outcome.
    const isKnown = (key: string) =>
      key === own || records.some(({ idempotencyKeys, outcome }) => idempotencyKeys.includes(key) && outcome !== "unknown");
    return this.#alike(wanted).find(({ contact, keys }) => contact === undefined && !keys.some(isKnown));
  }

  #alike(wanted: readonly string[]): CreateClaim[] {
    return this.#others.filter(({ at, identifiers }) => this.#isRecent(at) && identifiers.some((one) => wanted.includes(one)));
  }

  #isRecent(at: number): boolean {
    // A time far in the future comes from a wrong clock.
    return Math.abs(this.#options.now() - at) < LIST_LAG_MS;
  }
}

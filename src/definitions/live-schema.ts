import { type Api, ApiError, type CallOptions, Deadline, type Definitions } from "../api/index.ts";
import { ageMs } from "../async/age.ts";
import { Listeners } from "../async/listeners.ts";
import { buildSchema, type ContactSchema, type PreviousSchema } from "../schema/contact-schema.ts";
import type { ContactRecord } from "../schema/record.ts";
import { type Cache, noCache } from "../storage/cache.ts";
import { definitionsText, parseDefinitions, readDefinitions, writeDefinitions } from "./stored-definitions.ts";

const FRESH_MS = 10 * 60_000;

/** The age, in ms, of definitions that may lack what the user has just added. */
const RECENT_MS = 10_000;

/** Milliseconds that a call waits for newer definitions before it uses the old ones, and then until another call tries. */
const REFRESH_PATIENCE_MS = 2000;
const REFRESH_PAUSE_MS = 60_000;

interface LiveSchemaOptions {
  readonly api: Pick<Api, "definitions">;
  /** Keys of fields to hide. */
  readonly hidden: readonly string[];
  /** Keeps the {@link LiveSchema.definitions} for the next session. */
  readonly cache?: Cache;
  /** Clock in ms. */
  readonly now?: () => number;
}

/**
 * The current definitions. They are fetched when first needed, and again after 10 minutes of use or when the API says
 * that they changed. Agent keys that an earlier session has stored stay with their fields.
 */
export class LiveSchema {
  /** Notified of every change of the schema, including the first one. */
  readonly changed = new Listeners();
  readonly #api: Pick<Api, "definitions">;
  readonly #hidden: readonly string[];
  readonly #cache: Cache;
  readonly #now: () => number;
  readonly #timesSet = new Map<string, number>();
  #current: ContactSchema | undefined;
  /** What stays of the last session's schema. */
  #previous: PreviousSchema | undefined;
  #restored: Promise<void> | undefined;
  /** The definitions of `#current` as JSON. An equal answer changes nothing. */
  #json = "";
  #fetchedAt = Number.NEGATIVE_INFINITY;
  /** When the API was last asked without success. */
  #pausedAt = Number.NEGATIVE_INFINITY;

  constructor({ api, hidden, cache = noCache, now = Date.now }: LiveSchemaOptions) {
    this.#api = api;
    this.#hidden = hidden;
    this.#cache = cache;
    this.#now = now;
  }

  /** The last fetched schema, however old; undefined before the first answer. */
  get current(): ContactSchema | undefined {
    return this.#current;
  }

  /** Whether the API has sent definitions, so that the schema is not only that of an earlier session. */
  get isFetched(): boolean {
    return Number.isFinite(this.#fetchedAt);
  }

  /** The definitions and agent keys as text, for {@link restore}; "" before the first answer. */
  get definitions(): string {
    return this.#current ? definitionsText({ agentKeys: this.#current.agentKeys, json: this.#json }) : "";
  }

  /**
   * Uses the definitions of the last session until the API is asked, and its agent keys for good. Invalid ones are
   * ignored. Never rejects.
   *
   * @param stored the definitions; without them, what was stored is read. Only the first call counts
   */
  restore(stored?: string): Promise<void> {
    this.#restored ??= this.#restore(stored);
    return this.#restored;
  }

  async #restore(stored: string | undefined): Promise<void> {
    const text = await (stored ?? readDefinitions(this.#cache));
    if (text === undefined) return;
    try {
      const { agentKeys, json } = parseDefinitions(text);
      this.#previous = { agentKeys };
      this.#take(JSON.parse(json) as Definitions, json);
    } catch {
      // The entry has another form. The API will send the definitions.
    }
  }

  /** How many of the contacts seen so far have each field set, by API key. */
  get timesSet(): ReadonlyMap<string, number> {
    return this.#timesSet;
  }

  /** The schema. It is older than `maxAge`, in ms, only if newer definitions did not arrive within 2 seconds. */
  async get(options?: CallOptions, maxAge = FRESH_MS): Promise<ContactSchema> {
    const known = this.#current;
    if (!known) return this.refresh(options);
    const now = this.#now();
    if (ageMs(this.#fetchedAt, now) < maxAge || ageMs(this.#pausedAt, now) < REFRESH_PAUSE_MS) return known;
    const deadline = options?.deadline?.within(REFRESH_PATIENCE_MS) ?? Deadline.after(REFRESH_PATIENCE_MS);
    try {
      return await this.refresh({ deadline });
    } catch (error) {
      // With a key that is no longer accepted, the data that it gave access to must not be used.
      if (error instanceof ApiError && error.status === 401) throw error;
      if (deadline.totalMs === REFRESH_PATIENCE_MS) this.#pausedAt = this.#now();
      return known;
    }
  }

  /** As {@link get}, but at most 10 seconds old: for what is new to the known definitions. */
  recent(options: CallOptions): Promise<ContactSchema> {
    return this.get(options, RECENT_MS);
  }

  /** Fetches the definitions now. */
  async refresh(options?: CallOptions): Promise<ContactSchema> {
    // Keys are given only when those that agents may know already have been read.
    const [definitions] = await Promise.all([this.#api.definitions(options), this.restore()]);
    this.#fetchedAt = this.#now();
    const json = JSON.stringify(definitions);
    if (this.#current && json === this.#json) return this.#current;
    const schema = this.#take(definitions, json);
    void writeDefinitions(this.#cache, this.definitions);
    return schema;
  }

  #take(definitions: Definitions, json: string): ContactSchema {
    this.#current = buildSchema(definitions, this.#hidden, this.#current ?? this.#previous);
    this.#json = json;
    this.changed.tell();
    return this.#current;
  }

  /** Counts which fields a contact has set. */
  sawContact(contact: ContactRecord): void {
    for (const { field, raw } of contact.fields) {
      if (field.type.isSet(raw)) this.#timesSet.set(field.apiKey, (this.#timesSet.get(field.apiKey) ?? 0) + 1);
    }
  }
}

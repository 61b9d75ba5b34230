import { type Api, ApiError, type CallOptions, Deadline, type Definitions } from "../api/index.ts";
import { Listeners } from "../async/listeners.ts";
import { buildSchema, type ContactSchema } from "../schema/contact-schema.ts";
import type { ContactRecord } from "../schema/record.ts";

const FRESH_MS = 10 * 60_000;

/** How long, in ms, a call waits for newer definitions before it makes do with those it has, and how soon another tries again. */
const REFRESH_PATIENCE_MS = 2000;
const REFRESH_PAUSE_MS = 60_000;

export interface LiveSchemaOptions {
  readonly api: Pick<Api, "definitions">;
  /** Keys of fields to hide. */
  readonly hidden: readonly string[];
  /** Clock in ms. */
  readonly now?: () => number;
}

/** The workspace as its definitions are now: fetched when first needed, and again after 10 minutes of use or when the API says that they changed. */
export class LiveSchema {
  /** Told whenever the schema has changed, the first time included. */
  readonly changed = new Listeners();
  readonly #api: Pick<Api, "definitions">;
  readonly #hidden: readonly string[];
  readonly #now: () => number;
  readonly #timesSet = new Map<string, number>();
  #current: ContactSchema | undefined;
  /** The definitions of `#current` as JSON: an equal answer leaves the workspace, and all that hangs on it, as it is. */
  #definitions = "";
  #fetchedAt = Number.NEGATIVE_INFINITY;
  #pausedUntil = Number.NEGATIVE_INFINITY;

  constructor({ api, hidden, now = Date.now }: LiveSchemaOptions) {
    this.#api = api;
    this.#hidden = hidden;
    this.#now = now;
  }

  /** The workspace as last fetched, however old; undefined before the first answer. */
  get current(): ContactSchema | undefined {
    return this.#current;
  }

  /** The definitions as JSON, "" before the first answer: what {@link restore} takes. */
  get definitions(): string {
    return this.#definitions;
  }

  /** Takes definitions of an earlier session, to be used until the API is asked. What is none is ignored. */
  restore(json: string): void {
    if (this.#current) return;
    try {
      this.#take(JSON.parse(json) as Definitions, json);
    } catch {
      // Of another form: the API has them in ours.
    }
  }

  /** On how many of the contacts seen so far each field was set, by API key. */
  get timesSet(): ReadonlyMap<string, number> {
    return this.#timesSet;
  }

  /** The workspace, not older than 10 minutes unless newer definitions cannot be had within 2 seconds. */
  async get(options?: CallOptions): Promise<ContactSchema> {
    const known = this.#current;
    if (!known) return this.refresh(options);
    const now = this.#now();
    if (now - this.#fetchedAt < FRESH_MS || now < this.#pausedUntil) return known;
    try {
      return await this.refresh({ deadline: options?.deadline?.within(REFRESH_PATIENCE_MS) ?? Deadline.after(REFRESH_PATIENCE_MS) });
    } catch (error) {
      // Whoever holds a key that is no longer accepted must not go on with what it gave access to.
      if (error instanceof ApiError && error.status === 401) throw error;
      this.#pausedUntil = this.#now() + REFRESH_PAUSE_MS;
      return known;
    }
  }

  /** Fetches the definitions now. */
  async refresh(options?: CallOptions): Promise<ContactSchema> {
    const definitions = await this.#api.definitions(options);
    this.#fetchedAt = this.#now();
    const json = JSON.stringify(definitions);
    if (this.#current && json === this.#definitions) return this.#current;
    return this.#take(definitions, json);
  }

  #take(definitions: Definitions, json: string): ContactSchema {
    this.#current = buildSchema(definitions, this.#hidden, this.#current);
    this.#definitions = json;
    this.changed.tell();
    return this.#current;
  }

  /** Takes note of which fields a contact has. */
  sawContact(contact: ContactRecord): void {
    for (const { field, raw } of contact.fields) {
      if (field.type.isSet(raw)) this.#timesSet.set(field.apiKey, (this.#timesSet.get(field.apiKey) ?? 0) + 1);
    }
  }
}

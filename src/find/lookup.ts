import type { Api, ApiError, CallOptions } from "../api/index.ts";
import { orAborted, withTimeLimit } from "../async/waiting.ts";
import { LiveSchema } from "../definitions/live-schema.ts";
import type { Locale } from "../fields/index.ts";
import { ApiContactFinder } from "../names/contact-finder.ts";
import { NameDirectory } from "../names/name-directory.ts";
import { ContactIndex } from "../replica/contact-index.ts";
import { type Coverage, isWhole, searchCoverage } from "../replica/coverage.ts";
import { IndexCache } from "../replica/index-cache.ts";
import { guardedApi, observedApi } from "../replica/observed-api.ts";
import { Sync } from "../replica/sync/index.ts";
import { keepYoungGeneration } from "../replica/young-generation.ts";
import type { ContactSchema } from "../schema/contact-schema.ts";
import type { Cache } from "../storage/index.ts";
import { ContactSearch } from "./find-contacts.ts";
import { KnownContacts } from "./known-contacts.ts";
import { ContactLister } from "./list-contacts.ts";

export interface LookupOptions {
  readonly api: Api;
  /** Keys of fields to hide. */
  readonly hidden: readonly string[];
  readonly locale: Locale;
  /** E-mail address of the member that "me" means. */
  readonly me: string | undefined;
  readonly cache: Cache;
  /** Clock in ms. */
  readonly now?: () => number;
  log(line: string): void;
}

/** What says which fields contacts are kept without. While an entry of the hidden list matches nothing, that is also all that is not defined. */
const hiddenOf = ({ hiddenBy, unmatchedHidden, fields, relationships }: ContactSchema): string =>
  JSON.stringify([
    [...new Set([...hiddenBy.keys(), ...[...hiddenBy.values()].flatMap((keys) => [...keys])])].sort(),
    unmatchedHidden.length > 0 ? [...fields, ...relationships].map(({ apiKey }) => apiKey) : [],
  ]);

/** All that knows contacts, definitions and names: put together here, and kept from one session to the next. */
export class Lookup {
  /** The API, through which every contact that is seen or written reaches the index. */
  readonly api: Api;
  readonly live: LiveSchema;
  readonly names: NameDirectory;
  readonly index: ContactIndex;
  readonly lister: ContactLister;
  readonly search: ContactSearch;
  readonly #options: LookupOptions;
  /** The API as it is used here: it forgets everything when the key is refused. */
  readonly #guarded: Api;
  readonly #indexCache: IndexCache;
  #sync: Sync | undefined;
  #loaded: Promise<void> | undefined;
  /** With what the API last refused the key: another one each time. */
  #refusal: ApiError | undefined;

  constructor(options: LookupOptions) {
    const { hidden, locale, me, cache, now = Date.now } = options;
    const api = guardedApi(options.api, (refusal) => this.#refused(refusal));
    this.#options = options;
    this.#guarded = api;
    this.live = new LiveSchema({ api, hidden, now });
    // What they read of contacts goes into the index, which needs them.
    const shown: Api = { ...api, list: (...args) => this.api.list(...args), retrieve: (...args) => this.api.retrieve(...args) };
    const contacts = new KnownContacts({
      index: () => this.index,
      api: () => this.api,
      locale,
      isWhole: () => this.#sync !== undefined && this.#sync.due === undefined && isWhole(searchCoverage(this.#sync.coverage, this.index.unindexed)),
      others: new ApiContactFinder(shown, this.live, locale),
    });
    this.names = new NameDirectory({ api: shown, live: this.live, locale, me, now, contacts });
    this.index = new ContactIndex({ live: this.live, names: this.names, now });
    this.api = observedApi(api, () => this.index.observer(), now);
    this.lister = new ContactLister(this.api, this.live, locale, this.names, this.index);
    this.search = new ContactSearch({
      api: this.api,
      live: this.live,
      names: this.names,
      index: this.index,
      lister: this.lister,
      locale,
      now,
      sync: () => this.#startedSync(),
      unlessRefused: (work) => this.#unlessRefused(work),
    });
    this.#indexCache = new IndexCache({
      cache,
      index: this.index,
      names: this.names,
      madeWith: () => this.live.current && { hidden: hiddenOf(this.live.current), definitions: this.live.definitions },
    });
    this.live.onChange(() => void cache.write("definitions", Buffer.from(this.live.definitions)));
  }

  /** Takes the definitions of the last session, so that the first list of tools need not wait for the network. */
  async restoreDefinitions(): Promise<void> {
    if (this.live.current) return;
    const bytes = await this.#options.cache.read("definitions");
    if (bytes) this.live.restore(Buffer.from(bytes).toString());
  }

  /**
   * Takes the contacts of the last session, or reads them where they are not all known, so that the index finds them. What others have changed in the last
   * minute is not waited for.
   *
   * @param mostMs how long to wait, in ms; no longer than half of the call's time
   */
  async awaitContacts({ deadline, signal: outer }: CallOptions, mostMs: number): Promise<Coverage> {
    const sync = await this.#startedSync();
    const ms = Math.min(mostMs, (deadline?.remainingMs ?? Number.POSITIVE_INFINITY) / 2);
    await withTimeLimit({ ms, reason: new Error("No time left for waiting") }, outer, async (signal) => {
      if (sync.coverage.complete) void sync.run({ urgent: false });
      else await sync.run({ urgent: true, signal });
      // Only the signal can reject this.
      await orAborted(this.index.indexed(), signal).catch(() => undefined);
    });
    return searchCoverage({ ...sync.coverage, known: this.index.size }, this.index.unindexed);
  }

  /** Forgets every contact, on disk too. */
  async #refused(refusal: ApiError): Promise<void> {
    this.#refusal = refusal;
    this.#sync?.stop();
    this.#sync = undefined;
    this.#loaded = undefined;
    this.index.clear();
    this.names.clear();
    await this.#indexCache.wipe();
  }

  /** Stores what has changed and not been stored yet. */
  async save(): Promise<void> {
    await this.#indexCache.save();
  }

  /** The result of the work. Where the key was refused meanwhile, whoever learned of it, that is what the work ends with: what it still found may not be shown. */
  async #unlessRefused<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#refusal;
    const result = await work().catch((error: unknown) => {
      throw this.#refusalSince(before) ?? error;
    });
    const refusal = this.#refusalSince(before);
    if (refusal) throw refusal;
    return result;
  }

  #refusalSince(before: ApiError | undefined): ApiError | undefined {
    return this.#refusal === before ? undefined : this.#refusal;
  }

  /** Nothing is read before the first call that needs it. */
  async #startedSync(): Promise<Sync> {
    keepYoungGeneration();
    this.#loaded ??= this.#startSync();
    await this.#loaded;
    if (!this.#sync) throw this.#refusal ?? new Error("The sync was not started");
    return this.#sync;
  }

  async #startSync(): Promise<void> {
    const { now, log } = this.#options;
    const before = this.#refusal;
    const sink = this.index.observer();
    /** One whose contacts were forgotten reads no others. */
    const unlessOver =
      <A extends unknown[], R>(method: (...args: A) => Promise<R>) =>
      async (...args: A): Promise<R> => {
        const refusal = this.#refusalSince(before);
        if (refusal) throw refusal;
        return method(...args);
      };
    await this.#indexCache.load();
    const known = await this.index.idSet();
    if (this.#refusalSince(before)) return;
    const sync = new Sync({
      api: { list: unlessOver(this.#guarded.list), retrieve: unlessOver(this.#guarded.retrieve) },
      sink,
      live: this.live,
      now,
      state: this.#indexCache.state,
      known,
      log,
    });
    sync.saved.add((state) => {
      // One that was stopped speaks of contacts that are forgotten.
      if (this.#sync === sync) this.#indexCache.keep(state);
    });
    this.#sync = sync;
  }
}

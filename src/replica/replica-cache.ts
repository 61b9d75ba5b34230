import { createHash, randomUUID } from "node:crypto";
import { z } from "zod/v3";
import type { LiveSchema } from "../definitions/live-schema.ts";
import type { NameDirectory } from "../names/name-directory.ts";
import type { ContactSchema } from "../schema/contact-schema.ts";
import { type Cache, noCache } from "../storage/index.ts";
import { readJson } from "../storage/read-json.ts";
import { readContacts, removeContacts, writeContacts } from "./contacts/stored-contacts.ts";
import type { ContactIndex } from "./index/contact-index.ts";
import { readSearch, removeSearch, serialiseSearch, writeSearch } from "./index/stored-search.ts";
import type { Replica } from "./replica.ts";
import { doubted, type SyncState, syncState } from "./sync/index.ts";

/** How many contacts may change before the search index is stored again. */
const MOST_STALE = 2000;

const SAVE_DELAY_MS = 2000;

const metaForm = z
  .object({
    /** A hash of the fields without which the contacts were stored. */
    hidden: z.string(),
    /** Stamps of the entries with contacts. */
    entries: z.array(z.string()).readonly(),
    /** The stored search index, and a hash of the definitions that it was made with. */
    search: z.object({ entries: z.number(), stamp: z.string(), definitions: z.string() }).readonly().optional(),
    state: syncState.optional(),
    /** Contacts that changed after the search index was stored. */
    stale: z.array(z.string()).readonly(),
  })
  .readonly();

/** Describes the entries that belong together. Written last, so that these exist. */
type Meta = z.infer<typeof metaForm>;

interface ReplicaCacheOptions {
  readonly cache: Cache;
  readonly live: LiveSchema;
  readonly replica: Replica;
  readonly index: ContactIndex;
  readonly names: NameDirectory;
}

const hash = (text: string) => createHash("sha256").update(text).digest("hex");

/** A hash of the keys that are not kept. While a hidden entry matches nothing, only defined keys are kept. */
const hashOfHidden = ({ hiddenBy, unmatchedHidden, fields, relationships }: ContactSchema): string =>
  hash(
    JSON.stringify([
      [...new Set([...hiddenBy.keys(), ...[...hiddenBy.values()].flatMap((keys) => [...keys])])].sort(),
      unmatchedHidden.length > 0 ? [...fields, ...relationships].map(({ apiKey }) => apiKey) : [],
    ]),
  );

/** Keeps contacts, search index and names from one session to the next. */
export class ReplicaCache {
  readonly #options: ReplicaCacheOptions;
  /** Contacts that have changed since the search index was stored. */
  readonly #stale = new Set<string>();
  #search: Meta["search"];
  #state: SyncState | undefined;
  /** As {@link Meta.hidden}, for the session. If later definitions hide more, the next session reads all again. */
  #hidden: string | undefined;
  #loaded: Promise<void> | undefined;
  #wipes = 0;
  #timer: NodeJS.Timeout | undefined;
  #saving: Promise<void> = Promise.resolve();
  #wiping: Promise<void> = Promise.resolve();

  constructor(options: ReplicaCacheOptions) {
    this.#options = options;
    if (options.cache === noCache) return;
    options.index.changed.add((id) => {
      this.#stale.add(id);
      this.#saveLater();
    });
    options.index.caughtUp.add(() => this.#saveLater());
  }

  /** The state of the sync that read the contacts; undefined if they have to be read again. */
  get state(): SyncState | undefined {
    return this.#state;
  }

  /** Reads the entries of an earlier session, if usable; once, when the definitions are known. Never rejects. */
  async load(): Promise<void> {
    if (!this.#options.live.current) return;
    // Entries that are being deleted must not be read.
    this.#loaded ??= this.#wiping.then(() => this.#restore()).catch(() => undefined);
    await this.#loaded;
  }

  /** Stores the state of the sync with the contacts. */
  keep(state: SyncState): void {
    this.#state = state;
    this.#saveLater();
  }

  /** A burst of changes costs one write. */
  #saveLater(): void {
    if (this.#options.cache === noCache) return;
    this.#timer ??= setTimeout(() => void this.save(), SAVE_DELAY_MS).unref();
  }

  /** Stores what has changed. Never rejects. */
  async save(): Promise<void> {
    if (this.#options.cache === noCache) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#saving = this.#saving.then(() => this.#write()).catch(() => undefined);
    await this.#saving;
  }

  /** Forgets everything, on disk too. */
  async wipe(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#wipes += 1;
    this.#stale.clear();
    this.#search = undefined;
    this.#state = undefined;
    this.#hidden = undefined;
    this.#loaded = undefined;
    // A save that is under way stops after its present entry, which is deleted with the others.
    this.#wiping = this.#options.cache.wipe();
    await this.#wiping;
  }

  async #restore(): Promise<void> {
    const { cache, live, replica, index, names } = this.#options;
    const isOver = this.#untilWiped();
    const metaBytes = await cache.read("index");
    const { current, definitions } = live;
    if (!current) return;
    const hidden = hashOfHidden(current);
    this.#hidden = hidden;
    const stored = readJson(metaBytes, metaForm);
    // Fields that were hidden then are missing, and fields that are hidden now must not come back.
    const meta = stored?.hidden === hidden ? stored : undefined;
    const store = replica.emptyStore();
    const [{ foreign, isDoubtful }, storedSearch, pending] = await Promise.all([
      readContacts(cache, store, meta?.entries ?? [], hidden),
      meta?.search?.definitions === hash(definitions) ? readSearch(cache, meta.search) : undefined,
      names.restore(cache),
    ]);
    if (isOver()) return;
    if (store.size === 0 && (isDoubtful || !meta)) {
      // They may contain fields that are hidden now, and deleted contacts.
      await Promise.all([removeContacts(cache), removeSearch(cache, 0)]);
      return;
    }
    // Otherwise names that are missing from the index would stay missing.
    const search = pending && storedSearch;
    for (const id of [...(meta?.stale ?? []), ...foreign]) this.#stale.add(id);
    this.#search = search && meta?.search;
    this.#state = isDoubtful ? doubted(meta?.state, store.size) : meta?.state;
    if (isDoubtful) await search?.keepOnly((id) => store.has(id));
    if (isOver()) return;
    const seen = replica.restore(store);
    index.restore(search, new Set([...this.#stale, ...seen]));
    index.pendingNames.restore(pending ?? []);
  }

  async #write(): Promise<void> {
    const { cache, replica, index, names } = this.#options;
    const isOver = this.#untilWiped();
    await replica.settled();
    // A session without contacts leaves the entries as they are. Another adds its contacts to the stored ones.
    if (!this.#loaded && this.#stale.size === 0) return;
    await this.load();
    const hidden = this.#hidden;
    if (isOver() || hidden === undefined) return;
    // Read first, because it must not describe contacts that are not stored yet.
    const state = this.#state;
    await writeContacts(cache, replica.blocks, () => ({ stamp: randomUUID(), savedAt: Date.now(), hidden }), isOver);
    const isNews = !this.#search || this.#stale.size > MOST_STALE || this.#isOfOtherDefinitions;
    if (!isOver() && isNews) await this.#writeSearch(isOver);
    if (isOver()) return;
    // A block that was added meanwhile is stored by the next save.
    const entries = replica.blocks.flatMap(({ stamp }) => stamp?.stamp ?? []);
    const meta: Meta = { hidden, entries, search: this.#search, state, stale: [...this.#stale] };
    await names.store(cache, index.pendingNames.records, isOver);
    if (!isOver()) await cache.write("index", Buffer.from(JSON.stringify(meta)));
  }

  /** If the index changes while it is serialised, the stored one stays unchanged, and a later save tries again. */
  async #writeSearch(isOver: () => boolean): Promise<void> {
    const { cache, index } = this.#options;
    const { whole, changes: before } = index;
    // It is stored together with the index.
    if (!whole) return;
    const serialised = await serialiseSearch(whole.search, () => index.changes !== before);
    if (!serialised) return this.#saveLater();
    // Later changes are missing from the stored index.
    this.#search = { ...serialised.stored, definitions: hash(whole.definitions) };
    this.#stale.clear();
    await writeSearch(cache, serialised.entries, isOver);
  }

  get #isOfOtherDefinitions(): boolean {
    const { whole } = this.#options.index;
    return whole !== undefined && this.#search?.definitions !== hash(whole.definitions);
  }

  /** Returns a function that says whether everything was forgotten after this call. */
  #untilWiped(): () => boolean {
    const wipes = this.#wipes;
    return () => wipes !== this.#wipes;
  }
}

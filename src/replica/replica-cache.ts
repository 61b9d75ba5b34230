import { createHash, randomUUID } from "node:crypto";
import type { LiveSchema } from "../definitions/live-schema.ts";
import type { NameDirectory } from "../names/name-directory.ts";
import type { ContactSchema } from "../schema/contact-schema.ts";
import { type Cache, noCache } from "../storage/index.ts";
import { readContacts, removeContacts, writeContacts } from "./contacts/stored-contacts.ts";
import type { ContactIndex } from "./index/contact-index.ts";
import { readSearch, removeSearch, type StoredSearch, takeApart, writeSearch } from "./index/stored-search.ts";
import type { Replica } from "./replica.ts";
import { doubted, type SyncState } from "./sync/index.ts";

/** Contacts that may have changed since the search index was stored before it is stored anew. */
const MOST_STALE = 2000;

const SAVE_DELAY_MS = 2000;

/** The stored search index, and a hash of the definitions that it was made with. */
interface MadeSearch extends StoredSearch {
  readonly definitions: string;
}

/** What says how the other entries fit together; written last, so that what it names is there. */
interface Meta {
  /** A hash of what was hidden from the contacts. */
  readonly hidden: string;
  /** Stamps of the entries with contacts. */
  readonly entries: readonly string[];
  readonly search?: MadeSearch | undefined;
  readonly state?: SyncState | undefined;
  /** Contacts that changed after the search index was stored. */
  readonly stale: readonly string[];
}

export interface ReplicaCacheOptions {
  readonly cache: Cache;
  readonly live: LiveSchema;
  readonly replica: Replica;
  readonly index: ContactIndex;
  readonly names: NameDirectory;
}

const hash = (text: string) => createHash("sha256").update(text).digest("hex");

/** A hash of the keys without which contacts are kept. While an entry of the setting matches nothing, only what is defined is kept. */
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
  #search: MadeSearch | undefined;
  #state: SyncState | undefined;
  /** As {@link Meta.hidden}, of the whole session: where definitions hide something else later, the next session reads everything again. */
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

  /** The sync's state that belongs to the contacts; undefined where they have to be read anew. */
  get state(): SyncState | undefined {
    return this.#state;
  }

  /** Reads what an earlier session stored, if that fits; once, when the definitions are known. Never rejects. */
  async load(): Promise<void> {
    if (!this.#options.live.current) return;
    // What is about to be deleted must not come back.
    this.#loaded ??= this.#wiping.then(() => this.#restore()).catch(() => undefined);
    await this.#loaded;
  }

  /** Stores the sync's state with the contacts. */
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
    // What is being written ends with the entry it is at, which goes with the others.
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
    const stored = metaOf(metaBytes);
    // What was hidden then is missing, and what is hidden now may not come back.
    const meta = stored?.hidden === hidden ? stored : undefined;
    const store = replica.emptyStore();
    const [{ foreign, isDoubtful }, search, pending] = await Promise.all([
      readContacts(cache, store, meta?.entries ?? [], hidden),
      meta?.search?.definitions === hash(definitions) ? readSearch(cache, meta.search) : undefined,
      names.restore(cache),
    ]);
    if (isOver()) return;
    if (store.size === 0 && (isDoubtful || !meta)) {
      // What is hidden now may be in them, and who has been deleted since.
      await Promise.all([removeContacts(cache, store.blocks.length), removeSearch(cache, 0)]);
      return;
    }
    for (const id of [...(meta?.stale ?? []), ...foreign]) this.#stale.add(id);
    this.#search = search && meta?.search;
    this.#state = isDoubtful ? doubted(meta?.state, store.size) : meta?.state;
    if (isDoubtful) await search?.keepOnly((id) => store.has(id));
    if (isOver()) return;
    const seen = replica.restore(store);
    index.restore(search, new Set([...this.#stale, ...seen]));
    index.pendingNames.restore(pending);
  }

  async #write(): Promise<void> {
    const { cache, replica, index, names } = this.#options;
    const isOver = this.#untilWiped();
    // A session that has seen nobody leaves everything as it is; one that has adds to what is stored.
    if (!this.#loaded && this.#stale.size === 0) return;
    await this.load();
    const hidden = this.#hidden;
    if (isOver() || hidden === undefined) return;
    // Taken before the contacts: it must not know of more than they do.
    const state = this.#state;
    await writeContacts(cache, replica.blocks, () => ({ stamp: randomUUID(), savedAt: Date.now(), hidden }), isOver);
    const isNews = !this.#search || this.#stale.size > MOST_STALE || this.#isOfOtherDefinitions;
    if (!isOver() && isNews) await this.#writeSearch(isOver);
    if (isOver()) return;
    // One that has come since is stored by the next save.
    const entries = replica.blocks.flatMap(({ stamp }) => stamp?.stamp ?? []);
    const meta: Meta = { hidden, entries, search: this.#search, state, stale: [...this.#stale] };
    await names.store(cache, index.pendingNames.records, isOver);
    if (!isOver()) await cache.write("index", Buffer.from(JSON.stringify(meta)));
  }

  /** The search index must not change while it is taken apart: where it does, the stored one stays as it is, and a later save tries again. */
  async #writeSearch(isOver: () => boolean): Promise<void> {
    const { cache, index } = this.#options;
    const { whole, changes: before } = index;
    // Stored once it is.
    if (!whole) return;
    const apart = await takeApart(whole.search, () => index.changes !== before);
    if (!apart) return this.#saveLater();
    // From here on, what changes is missing from what is stored.
    this.#search = { ...apart.stored, definitions: hash(whole.definitions) };
    this.#stale.clear();
    await writeSearch(cache, apart.entries, isOver);
  }

  get #isOfOtherDefinitions(): boolean {
    const { whole } = this.#options.index;
    return whole !== undefined && this.#search?.definitions !== hash(whole.definitions);
  }

  /** Tells whether everything was forgotten since. */
  #untilWiped(): () => boolean {
    const wipes = this.#wipes;
    return () => wipes !== this.#wipes;
  }
}

function metaOf(bytes: Uint8Array | undefined): Meta | undefined {
  if (!bytes) return undefined;
  try {
    return JSON.parse(Buffer.from(bytes).toString());
  } catch {
    return undefined;
  }
}

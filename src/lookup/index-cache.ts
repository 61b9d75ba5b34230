import { createHash, randomUUID } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import { type Cache, noCache } from "./cache/index.ts";
import type { ContactIndex } from "./contact-index.ts";
import type { NameDirectory } from "./names/name-directory.ts";
import { SearchIndex } from "./search/index.ts";
import type { SyncState } from "./sync/index.ts";

/** Contacts in one entry of the cache: about a megabyte. */
const ROWS_AN_ENTRY = 2000;

/** Contacts that may have changed since the search index was stored before it is stored anew. */
const MOST_STALE = 2000;

const SEARCH_ENTRY_BYTES = 4 * 1024 * 1024;

const SAVE_DELAY_MS = 2000;

/**
 * What says how the other entries fit together; written last, so that what it names is there. Each entry begins with its stamp, which tells
 * what another server, or one that was killed, has written besides.
 */
interface Meta {
  /** Hashes of what contacts and search index were made with. */
  readonly hidden: string;
  readonly definitions: string;
  /** Stamps of the entries with contacts. */
  readonly entries: readonly string[];
  readonly search?: StoredSearch | undefined;
  readonly state?: SyncState | undefined;
  /** Contacts that changed after the search index was stored. */
  readonly stale: readonly string[];
}

interface StoredSearch {
  readonly entries: number;
  readonly stamp: string;
}

export interface IndexCacheOptions {
  readonly cache: Cache;
  readonly index: ContactIndex;
  readonly names: NameDirectory;
  /** What the index is made with, as text: which fields are hidden, and the definitions. */
  readonly madeWith: () => { readonly hidden: string; readonly definitions: string };
}

const json = (value: unknown) => Buffer.from(JSON.stringify(value));

const STAMP_BYTES = 36;

const stamped = (stamp: string, bytes: Uint8Array) => Buffer.concat([Buffer.from(stamp), bytes]);

/** What an entry holds behind its stamp; undefined where it bears another. */
function unstamped(stamp: string | undefined, entry: Uint8Array | undefined): Buffer | undefined {
  if (entry === undefined) return undefined;
  const bytes = Buffer.from(entry.buffer, entry.byteOffset, entry.byteLength);
  return bytes.subarray(0, STAMP_BYTES).toString() === stamp ? bytes.subarray(STAMP_BYTES) : undefined;
}

const hash = (text: string) => createHash("sha256").update(text).digest("hex");

/** Keeps contacts, names and search index from one session to the next. */
export class IndexCache {
  readonly #options: IndexCacheOptions;
  /** Entries whose rows have changed since they were stored. */
  readonly #dirty = new Set<number>();
  /** Where each contact's row is: a place in an entry. Those of removed contacts stay empty until the next session. */
  readonly #slots = new Map<string, number>();
  #nextSlot = 0;
  readonly #stale = new Set<string>();
  #stamps: string[] = [];
  #search: StoredSearch | undefined;
  #state: SyncState | undefined;
  #loaded: Promise<void> | undefined;
  #wipes = 0;
  #timer: NodeJS.Timeout | undefined;
  #saving: Promise<void> = Promise.resolve();

  constructor(options: IndexCacheOptions) {
    this.#options = options;
    if (options.cache === noCache) return;
    options.index.onchange = (id) => {
      this.#changed(id);
      this.later();
    };
  }

  /** The sync's state that belongs to the contacts; undefined where they have to be read anew. */
  get state(): SyncState | undefined {
    return this.#state;
  }

  /** Brings back what an earlier session stored, where that fits; once. Never rejects. */
  load(): Promise<void> {
    this.#loaded ??= this.#restore().catch(() => undefined);
    return this.#loaded;
  }

  /** Stores the sync's state with the contacts. */
  keep(state: SyncState): void {
    this.#state = state;
    this.later();
  }

  /** Stores what has changed, a moment later, so that a burst of changes costs one write. */
  later(): void {
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
    for (const known of [this.#dirty, this.#slots, this.#stale]) known.clear();
    this.#nextSlot = 0;
    this.#stamps = [];
    this.#search = undefined;
    this.#state = undefined;
    this.#loaded = undefined;
    // What is being written ends with the entry it is at; what fails is tried again with the next change.
    await this.#saving;
    await this.#options.cache.wipe();
  }

  async #restore(): Promise<void> {
    const { cache, index, names, madeWith } = this.#options;
    const wipes = this.#wipes;
    const [metaBytes, nameBytes] = await Promise.all([cache.read("index"), cache.read("names")]);
    if (nameBytes && wipes === this.#wipes) names.restore(nameBytes);
    const meta = metaBytes && (JSON.parse(Buffer.from(metaBytes).toString()) as Meta);
    const { hidden, definitions } = madeWith();
    // What is hidden now may not come back, and what was hidden is not there.
    if (!meta || meta.hidden !== hash(hidden)) return;
    const rows: (readonly [string, string])[] = [];
    const slots: (readonly [string, number])[] = [];
    let nextSlot = 0;
    for (const [entry, stamp] of meta.entries.entries()) {
      const bytes = unstamped(stamp, await cache.read(`contacts-${entry}`));
      // Without one of its parts the whole is read anew: the state would call it complete.
      if (!bytes) return;
      nextSlot = entry * ROWS_AN_ENTRY;
      for (const line of bytes.toString().split("\n")) {
        const at = line.indexOf("\t");
        if (at <= 0) continue;
        rows.push([line.slice(0, at), line.slice(at + 1)]);
        slots.push([line.slice(0, at), nextSlot]);
        nextSlot += 1;
      }
      await nextTurn();
    }
    const search = meta.definitions === hash(definitions) ? await this.#readSearch(meta.search) : undefined;
    if (wipes !== this.#wipes) return;
    // Seen in this session already.
    const seen = [...this.#slots.keys()];
    for (const known of [this.#slots, this.#dirty]) known.clear();
    for (const [id, slot] of slots) this.#slots.set(id, slot);
    this.#nextSlot = nextSlot;
    for (const id of [...meta.stale, ...seen]) this.#stale.add(id);
    for (const id of seen) this.#changed(id);
    this.#stamps = [...meta.entries];
    this.#search = search && meta.search;
    this.#state = meta.state;
    // Places and contacts of a hundred thousand would be too much for one turn.
    await nextTurn();
    if (wipes === this.#wipes) await index.restore(rows, search, meta.stale);
  }

  #changed(id: string): void {
    let slot = this.#slots.get(id);
    if (slot === undefined) {
      slot = this.#nextSlot++;
      this.#slots.set(id, slot);
    }
    this.#dirty.add(Math.floor(slot / ROWS_AN_ENTRY));
    this.#stale.add(id);
  }

  async #write(): Promise<void> {
    const { cache, index, names, madeWith } = this.#options;
    const wipes = this.#wipes;
    // A session that has seen nobody leaves everything as it is; one that has adds to what is stored.
    if (!this.#loaded && this.#dirty.size === 0) return;
    await this.load();
    if (wipes !== this.#wipes) return;
    // Taken before the contacts: it must not know of more than they do.
    const state = this.#state;
    const dirty = new Set(this.#dirty);
    this.#dirty.clear();
    const lines = new Map([...dirty].map((entry) => [entry, [] as string[]]));
    for (const [id, slot] of this.#slots) {
      const row = dirty.has(Math.floor(slot / ROWS_AN_ENTRY)) ? index.row(id) : undefined;
      if (row !== undefined) lines.get(Math.floor(slot / ROWS_AN_ENTRY))?.push(`${id}\t${row}`);
    }
    for (const [entry, rows] of lines) {
      const stamp = randomUUID();
      this.#stamps[entry] = stamp;
      await cache.write(`contacts-${entry}`, stamped(stamp, Buffer.from(rows.join("\n"))));
      await nextTurn();
      if (wipes !== this.#wipes) return;
    }
    if (!this.#search || this.#stale.size > MOST_STALE) await this.#writeSearch(wipes);
    if (wipes !== this.#wipes) return;
    const { hidden, definitions } = madeWith();
    const made = { hidden: hash(hidden), definitions: hash(definitions) };
    const meta: Meta = { ...made, entries: this.#stamps, search: this.#search, state, stale: [...this.#stale] };
    await cache.write("names", names.snapshot());
    if (wipes === this.#wipes) await cache.write("index", json(meta));
  }

  async #readSearch(stored: StoredSearch | undefined): Promise<SearchIndex | undefined> {
    if (!stored) return undefined;
    const entries = await Promise.all(Array.from({ length: stored.entries }, (_, entry) => this.#options.cache.read(`search-${entry}`)));
    const pieces = entries.map((entry) => unstamped(stored.stamp, entry)).filter((piece) => piece !== undefined);
    if (pieces.length < stored.entries) return undefined;
    return SearchIndex.restore(pieces, () => nextTurn()).catch(() => undefined);
  }

  /** The search index must not change while it is taken apart: where it does, the stored one stays as it is, and a later save tries again. */
  async #writeSearch(wipes: number): Promise<void> {
    const { cache, index } = this.#options;
    const before = index.changes;
    const stamp = randomUUID();
    const entries: Buffer[] = [];
    let pieces: Uint8Array[] = [];
    let bytes = 0;
    const close = () => {
      entries.push(stamped(stamp, Buffer.concat(pieces)));
      pieces = [];
      bytes = 0;
    };
    for (const piece of index.searchIndex.serialise()) {
      pieces.push(piece);
      bytes += piece.length;
      if (bytes > SEARCH_ENTRY_BYTES) close();
      await nextTurn();
      // Asked for the next piece, it would throw.
      if (index.changes !== before) return this.later();
    }
    close();
    // From here on, what changes is missing from what is stored.
    this.#search = { entries: entries.length, stamp };
    this.#stale.clear();
    for (const [entry, buffer] of entries.entries()) {
      if (wipes !== this.#wipes) return;
      await cache.write(`search-${entry}`, buffer);
    }
  }
}

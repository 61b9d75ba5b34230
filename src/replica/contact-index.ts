import { setImmediate as nextTurn } from "node:timers/promises";
import type { WireContact } from "../api/index.ts";
import type { LiveSchema } from "../definitions/live-schema.ts";
import type { NameDirectory } from "../names/name-directory.ts";
import { linkedRecords } from "../names/targets.ts";
import type { ContactSchema } from "../schema/contact-schema.ts";
import type { ContactPredicate } from "../schema/filters.ts";
import { type ContactRecord, decodeContact } from "../schema/record.ts";
import { type Labels, SearchIndex, type SearchResult } from "../search/index.ts";
import { type SearchDocument, searchDocument } from "../search/search-document.ts";
import { Backlog } from "./backlog.ts";
import type { Block } from "./contacts/block.ts";
import { ContactStore } from "./contacts/contact-store.ts";
import { LateNames } from "./late-names.ts";
import type { ContactObserver } from "./observed-api.ts";
import type { RecentWrites } from "./recent-writes.ts";
import { RenewingIndex } from "./renewing-index.ts";
import { type ContactSink, LIST_LAG_MS } from "./sync/index.ts";

/** Contacts indexed by their late names, and IDs taken, between two pauses. */
const INDEXED_AT_ONCE = 50;
const IDS_AT_ONCE = 10_000;

/** How long, in ms, a scan or the building of an index works between two pauses. */
const TURN_MS = 8;

/** How long, in ms, retrieves are remembered: a page of a list may have been asked for a while before it came. */
const KEPT_MS = 3 * LIST_LAG_MS;

export interface ContactIndexOptions {
  readonly live: LiveSchema;
  readonly names: Pick<NameDirectory, "nameOf" | "ensure" | "owed" | "owedBefore" | "onrename">;
  /** Clock in ms. */
  readonly now?: () => number;
}

/** Every contact that was seen, to be searched and filtered without the API. */
export class ContactIndex implements ContactSink {
  readonly #live: LiveSchema;
  readonly #names: ContactIndexOptions["names"];
  readonly #now: () => number;
  #store: ContactStore;
  readonly #search: RenewingIndex;
  /** The workspace with which all search documents were made, once the backlog is worked off, and its definitions. */
  #madeWith: { readonly schema: ContactSchema; readonly definitions: string } | undefined;
  readonly #backlog: Backlog;
  /** When we wrote a contact or learned that it is gone, so that no older answer takes its place. */
  readonly #writtenAt = new Map<string, number>();
  readonly #created = new Set<string>();
  /** When a contact was last retrieved, which no lagging list undoes; the latest last. */
  readonly #retrievedAt = new Map<string, number>();
  readonly #lateNames: LateNames;
  #changes = 0;
  /** Counts how often everything was forgotten. */
  #clears = 0;

  /** Called with the ID whenever a contact came, changed or went. */
  onchange?: (id: string) => void;
  /** Called whenever all contacts are indexed that had to be, and so after {@link searchIndex} has become one that may be stored. */
  onindexed?: () => void;

  constructor({ live, names, now = Date.now }: ContactIndexOptions) {
    this.#live = live;
    this.#names = names;
    this.#now = now;
    this.#lateNames = new LateNames({
      names,
      now,
      linkedTo: (records) => this.filter(({ relationships }) => [...relationships.values()].some(({ ids }) => ids.some((id) => records.has(id)))),
      index: (contacts) => this.#indexWithNames(contacts),
    });
    this.#search = new RenewingIndex({
      ids: () => this.#store.ids(),
      document: (id) => {
        const record = this.get(id);
        return record && this.#document(record);
      },
      pause: () => nextTurn(),
      turnMs: TURN_MS,
      onrenewed: () => {
        this.#changes += 1;
      },
    });
    this.#backlog = new Backlog({
      index: (id) => {
        const contact = this.#store.get(id);
        if (contact) this.#index(contact);
      },
      pause: () => nextTurn(),
      turnMs: TURN_MS,
      ondone: () => this.onindexed?.(),
    });
    this.#store = this.emptyStore();
  }

  /** A store that keeps of contacts what may be kept. */
  emptyStore(): ContactStore {
    return new ContactStore((key) => this.#live.current?.isHidden(key) ?? false);
  }

  get size(): number {
    return this.#store.size;
  }

  /** A contact as an answer showed it. Before the definitions are known, nothing tells which of its fields are hidden. */
  put(contact: WireContact, seenAt: number): void {
    if (!this.#live.current) return;
    if ((this.#writtenAt.get(contact.id) ?? Number.NEGATIVE_INFINITY) > seenAt) return;
    if ((this.#retrievedAt.get(contact.id) ?? Number.NEGATIVE_INFINITY) > seenAt && !this.#isChangedSince(contact)) return;
    this.#retrieved(contact.id, seenAt);
    if (this.#store.put(contact)) this.#changed(contact);
  }

  /** A contact as the answer to a write of ours showed it: newer than whatever lists show for a while. */
  wrote(contact: WireContact, isNew: boolean): void {
    this.#writtenAt.set(contact.id, this.#now());
    if (isNew) this.#created.add(contact.id);
    if (this.#store.put(contact)) this.#changed(contact);
  }

  remove(id: string): void {
    this.#store.remove(id);
    this.#search.remove(id);
    this.#backlog.remove(id);
    this.#writtenAt.set(id, this.#now());
    this.#created.delete(id);
    this.#changes += 1;
    this.onchange?.(id);
  }

  clear(): void {
    this.#clears += 1;
    this.#store = this.emptyStore();
    this.#search.replace(new SearchIndex());
    for (const known of [this.#writtenAt, this.#created, this.#retrievedAt, this.#lateNames, this.#backlog]) known.clear();
    this.#madeWith = undefined;
    this.#changes += 1;
  }

  /** Takes the answers to what is asked from now on. Once everything was forgotten it takes none: a page that was on its way then does not come back. */
  observer(): ContactObserver & ContactSink {
    const clears = this.#clears;
    const unlessOver = (step: () => void) => {
      if (clears === this.#clears) step();
    };
    return {
      put: (contact, seenAt) => unlessOver(() => this.put(contact, seenAt)),
      wrote: (contact, isNew) => unlessOver(() => this.wrote(contact, isNew)),
      remove: (id) => unlessOver(() => this.remove(id)),
      ids: () => this.ids(),
    };
  }

  ids(): Iterable<string> {
    return this.#store.ids();
  }

  /** The IDs of all contacts. Others get their turn in between. */
  async idSet(): Promise<Set<string>> {
    const store = this.#store;
    const ids = new Set<string>();
    for (const id of store.ids()) {
      ids.add(id);
      if (ids.size % IDS_AT_ONCE === 0) await nextTurn();
    }
    await nextTurn();
    // Forgotten meanwhile, all of them.
    return store === this.#store ? ids : this.idSet();
  }

  get(id: string): ContactRecord | undefined {
    const contact = this.#store.get(id);
    const schema = this.#live.current;
    return contact && schema ? decodeContact(contact, schema) : undefined;
  }

  /** What we wrote so lately that the API's lists may not show it yet. */
  get recentWrites(): RecentWrites {
    const since = this.#now() - LIST_LAG_MS;
    const recent = [...this.#writtenAt].filter(([, at]) => at > since).sort(([, a], [, b]) => b - a);
    return { contacts: recent.flatMap(([id]) => this.#store.get(id) ?? []), isNew: (id) => this.#created.has(id), isGone: (id) => this.#isGone(id) };
  }

  /** Finds contacts in one go, which at many contacts takes tens of milliseconds. */
  search(query: string, limit: number): SearchResult {
    return this.#search.current.search(query, { limit });
  }

  /** Finds contacts that have the words as they are written, in a fraction of that time. */
  searchAsWritten(text: string, limit: number): SearchResult {
    return this.#search.current.search(text, { limit, asWritten: true });
  }

  /**
   * Finds contacts, with turns for others in between. While contacts are {@link unindexed}, nobody stands out: another may be meant.
   *
   * @param among the contacts to look among; absent: all
   */
  async searchInTurns(query: string, { limit, offset = 0 }: { limit: number; offset?: number }, among?: ReadonlySet<string>): Promise<SearchResult> {
    const allow = among && ((id: string) => among.has(id));
    const options = { limit, offset, labels: this.#labels, ...(allow ? { allow } : {}) };
    const found = await this.#search.current.searchInTurns(query, options, () => nextTurn());
    return this.unindexed > 0 ? { ...found, clear: undefined } : found;
  }

  /** What attributes are called, by their agent keys. */
  get #labels(): Labels {
    const { fields = [], relationships = [] } = this.#live.current ?? {};
    return new Map([...fields, ...relationships].map(({ agentKey, label }) => [agentKey, label]));
  }

  /** How many contacts a search may miss, as they are still to be indexed, or to be indexed with the definitions as they are now. */
  get unindexed(): number {
    return this.#isOfNow ? this.#backlog.size : this.size;
  }

  /** The IDs of all contacts that pass, in the order in which they came. Others get their turn in between. */
  async filter(passes: ContactPredicate): Promise<string[]> {
    const found: string[] = [];
    let pauseAt = performance.now() + TURN_MS;
    for (const id of [...this.#store.ids()]) {
      const contact = this.#store.get(id);
      if (contact && passes(contact)) found.push(id);
      if (performance.now() < pauseAt) continue;
      await nextTurn();
      pauseAt = performance.now() + TURN_MS;
    }
    return found;
  }

  /** Resolves once the contacts are indexed with the names of what they are linked to, as far as these can be had. Rejects when the signal is aborted and only names are left. */
  async settled(signal?: AbortSignal): Promise<void> {
    await this.indexed();
    await this.#lateNames.settled(signal);
  }

  /** Resolves once all contacts are indexed, with the definitions as they are now and the names that are known. */
  async indexed(): Promise<void> {
    while (!this.#isOfNow || this.#backlog.size > 0) {
      // After the definitions changed, labels and hidden fields may have.
      if (!this.#isOfNow) this.#indexAnew(this.#store.ids());
      await this.#backlog.settled();
    }
  }

  /** What the contacts are kept in, for the cache. */
  get blocks(): readonly Block[] {
    return this.#store.blocks;
  }

  /** Counts up with every change of what is indexed. */
  get changes(): number {
    return this.#changes;
  }

  /**
   * Takes the contacts of an earlier session. Whoever has to be indexed anew is so behind the scenes: see {@link indexed}.
   *
   * @param store an {@link emptyStore} that was filled with them; becomes the index's own
   * @param search its search index; absent where it has to be made anew
   * @param stale contacts that may have changed or gone after that index was stored
   */
  restore(store: ContactStore, search: SearchIndex | undefined, stale: ReadonlySet<string>): void {
    // What this session has seen already is newer.
    const seen = [...this.#store.ids()];
    for (const id of seen) {
      const contact = this.#store.get(id);
      if (contact) store.put(contact);
    }
    for (const id of this.#writtenAt.keys()) if (this.#isGone(id)) store.remove(id);
    this.#store = store;
    this.#search.replace(search ?? new SearchIndex());
    this.#changes += 1;
    for (const id of [...stale, ...this.#writtenAt.keys()]) if (!store.has(id)) this.#search.remove(id);
    this.#lateNames.restored();
    this.#indexAnew(search ? new Set([...stale, ...seen]) : store.ids());
  }

  /** The search index and the definitions that it was made with, as {@link LiveSchema.definitions}; undefined while a part of it was made with others. */
  get whole(): { readonly search: SearchIndex; readonly definitions: string } | undefined {
    const { definitions } = this.#madeWith ?? {};
    return definitions === undefined || this.unindexed > 0 ? undefined : { search: this.#search.current, definitions };
  }

  /** Whether the search index was begun with the definitions as they are now. */
  get #isOfNow(): boolean {
    return this.#madeWith?.schema === this.#live.current;
  }

  /** Whether the contact was changed after the state of it that is known. */
  #isChangedSince({ id, updatedAt }: WireContact): boolean {
    const known = this.#store.get(id)?.updatedAt;
    return updatedAt !== undefined && (known === undefined || Date.parse(updatedAt) > Date.parse(known));
  }

  /** Takes note of what is too new to come from a list. */
  #retrieved(id: string, seenAt: number): void {
    const now = this.#now();
    if (seenAt <= now - LIST_LAG_MS) return;
    this.#retrievedAt.delete(id);
    this.#retrievedAt.set(id, seenAt);
    for (const [other, at] of this.#retrievedAt) {
      if (at > now - KEPT_MS) break;
      this.#retrievedAt.delete(other);
    }
  }

  #isGone(id: string): boolean {
    return this.#writtenAt.has(id) && !this.#store.has(id);
  }

  #changed(contact: WireContact): void {
    const record = this.#index(contact);
    if (record) this.#live.sawContact(record);
    this.onchange?.(contact.id);
  }

  #document(record: ContactRecord): SearchDocument {
    return searchDocument(record, this.#names.nameOf);
  }

  #index(contact: WireContact): ContactRecord | undefined {
    this.#changes += 1;
    const schema = this.#live.current;
    // What comes before the definitions is indexed with them.
    if (!schema) return undefined;
    this.#madeWith ??= { schema, definitions: this.#live.definitions };
    // One that comes after the definitions changed is still indexed again, with all the others.
    if (this.#isOfNow) this.#backlog.remove(contact.id);
    const record = decodeContact(contact, schema);
    this.#search.put(this.#document(record));
    for (const linked of linkedRecords(record.relationships)) {
      if (linked.objectType === "contact" || this.#names.nameOf(linked.objectType, linked.id) !== undefined) continue;
      this.#lateNames.lacks(contact.id, linked);
    }
    return record;
  }

  #indexAnew(ids: Iterable<string>): void {
    const schema = this.#live.current;
    this.#madeWith = schema && { schema, definitions: this.#live.definitions };
    this.#backlog.add(ids);
  }

  async #indexWithNames(ids: Iterable<string>): Promise<void> {
    let done = 0;
    for (const id of [...ids]) {
      const record = this.get(id);
      if (!record) continue;
      this.#search.put(this.#document(record));
      this.onchange?.(id);
      this.#changes += 1;
      done += 1;
      if (done % INDEXED_AT_ONCE === 0) await nextTurn();
    }
  }
}

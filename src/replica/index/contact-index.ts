import { Listeners } from "../../async/listeners.ts";
import { TimeSlices } from "../../async/time-slices.ts";
import type { LiveSchema } from "../../definitions/live-schema.ts";
import type { NameDirectory } from "../../names/name-directory.ts";
import { linkedRecords } from "../../names/record-reference.ts";
import type { ContactSchema } from "../../schema/contact-schema.ts";
import type { ContactRecord } from "../../schema/record.ts";
import { type Labels, SearchIndex, type SearchResult } from "../../search/index.ts";
import type { IndexKind } from "../../search/kinds.ts";
import { type PartKind, searchDocument } from "../../search/search-document.ts";
import type { Replica } from "../replica.ts";
import { Backlog } from "./backlog.ts";
import { PendingNames } from "./pending-names.ts";
import { RenewingIndex } from "./renewing-index.ts";

export interface ContactIndexOptions {
  readonly live: LiveSchema;
  readonly replica: Replica;
  readonly names: Pick<NameDirectory, "nameOf" | "ensure" | "renamed">;
  /** Clock in ms. */
  readonly now?: () => number;
}

/** The search index of the local contacts. Follows their changes, the definitions, and the names of linked records. */
export class ContactIndex {
  /** Tells the ID of a contact whose part of the index has changed. */
  readonly changed = new Listeners<string>();
  /** Told when the backlog is empty. Then {@link whole} may have an index that can be stored. */
  readonly caughtUp = new Listeners();
  readonly pendingNames: PendingNames;
  readonly #live: LiveSchema;
  readonly #replica: Replica;
  readonly #names: ContactIndexOptions["names"];
  readonly #search: RenewingIndex;
  readonly #backlog: Backlog;
  /** The schema, and its definitions, with which all contacts are indexed once the backlog is empty. */
  #madeWith: { readonly schema: ContactSchema; readonly definitions: string } | undefined;
  #changes = 0;

  constructor({ live, replica, names, now = Date.now }: ContactIndexOptions) {
    this.#live = live;
    this.#replica = replica;
    this.#names = names;
    this.pendingNames = new PendingNames({ names, replica, now, reindex: (ids) => this.#reindex(ids) });
    this.#search = new RenewingIndex({
      ids: () => replica.ids(),
      document: (id) => {
        const record = replica.get(id);
        return record && searchDocument(record, names.nameOf);
      },
    });
    this.#search.renewed.add(() => {
      this.#changes += 1;
    });
    this.#backlog = new Backlog((id) => {
      const record = replica.get(id);
      if (record) this.#index(record);
    });
    this.#backlog.emptied.add(() => this.caughtUp.tell());
    replica.changed.add(({ id, record }) => {
      // A contact that comes before the definitions is indexed with them.
      if (record) this.#index(record);
      this.#tell(id);
    });
    replica.removed.add((id) => {
      this.#search.remove(id);
      this.#backlog.remove(id);
      this.#tell(id);
    });
    replica.cleared.add(() => this.#clear());
  }

  /** Finds contacts in one go, which takes tens of milliseconds if there are many contacts. */
  search(query: string, limit: number): SearchResult {
    this.#replica.settle();
    return this.#search.current.search(query, { limit });
  }

  /** Finds contacts that have the words as they are written, in a fraction of that time. */
  searchAsWritten(text: string, limit: number): SearchResult {
    this.#replica.settle();
    return this.#search.current.search(text, { limit, asWritten: true });
  }

  /** Finds contacts in time slices. While some are {@link unindexed}, none is `clear`. @param among default: all */
  async searchInTurns(query: string, { limit, offset = 0 }: { limit: number; offset?: number }, among?: ReadonlySet<string>): Promise<SearchResult> {
    const allow = among && ((id: string) => among.has(id));
    const options = { limit, offset, labels: this.#labels, ...(allow ? { allow } : {}) };
    await this.#replica.settled();
    const found = await this.#search.current.searchInTurns(query, options);
    return this.unindexed > 0 ? { ...found, clear: undefined } : found;
  }

  /** How many times contacts have the folded word in one of these kinds of text. */
  count(folded: string, kinds: readonly IndexKind[]): number {
    return this.#search.current.count(folded, kinds);
  }

  /** The contacts in which each word of the text begins a word, in one of these kinds of text. Texts that begin with its first word come first. */
  beginningWith(text: string, kinds: readonly PartKind[]): string[] {
    this.#replica.settle();
    return this.#search.current.beginningWith(text, kinds);
  }

  /** Whether {@link beginningWith} finds a contact. */
  hasBeginningWith(text: string, kinds: readonly PartKind[]): boolean {
    this.#replica.settle();
    return this.#search.current.hasBeginningWith(text, kinds);
  }

  /** What attributes are called, by their agent keys. */
  get #labels(): Labels {
    const { fields = [], relationships = [] } = this.#live.current ?? {};
    return new Map([...fields, ...relationships].map(({ agentKey, label }) => [agentKey, label]));
  }

  /** How many contacts a search may miss, because they are still to be indexed with the present definitions. */
  get unindexed(): number {
    return this.#isOfNow ? this.#backlog.size : this.#replica.size;
  }

  /** Resolves when all contacts are indexed, with the present definitions and the names that are known. */
  async indexed(): Promise<void> {
    await this.#replica.settled();
    while (!this.#isOfNow || this.#backlog.size > 0) {
      // With the definitions, labels and hidden fields may have changed.
      if (!this.#isOfNow) this.#indexAll(this.#replica.ids());
      await this.#backlog.settled();
    }
  }

  /** Resolves when contacts are {@link indexed} with all readable names. Rejects on the signal while names are missing. */
  async settled(signal?: AbortSignal): Promise<void> {
    await this.indexed();
    await this.pendingNames.settled(signal);
  }

  /** Counts up with every change of the index. */
  get changes(): number {
    this.#replica.settle();
    return this.#changes;
  }

  /** The search index and the JSON of its definitions; undefined while parts of it were made with others. */
  get whole(): { readonly search: SearchIndex; readonly definitions: string } | undefined {
    this.#replica.settle();
    const { definitions } = this.#madeWith ?? {};
    return definitions === undefined || this.unindexed > 0 ? undefined : { search: this.#search.current, definitions };
  }

  /**
   * Takes the index of an earlier session, whose contacts the replica has already. What is missing from it is indexed
   * in the background: see {@link indexed}.
   *
   * @param search undefined if the index has to be made again
   * @param stale contacts that may have changed or gone after the index was stored
   */
  restore(search: SearchIndex | undefined, stale: ReadonlySet<string>): void {
    this.#search.replace(search ?? new SearchIndex());
    this.#changes += 1;
    for (const id of stale) if (!this.#replica.has(id)) this.#search.remove(id);
    this.#indexAll(search ? stale : this.#replica.ids());
  }

  /** Whether the search index was begun with the present definitions. */
  get #isOfNow(): boolean {
    return this.#madeWith?.schema === this.#live.current;
  }

  #tell(id: string): void {
    this.#changes += 1;
    this.changed.tell(id);
  }

  #clear(): void {
    this.#search.replace(new SearchIndex());
    this.#backlog.clear();
    this.pendingNames.clear();
    this.#madeWith = undefined;
    this.#changes += 1;
  }

  #index(record: ContactRecord): void {
    this.#changes += 1;
    this.#madeWith ??= this.#present;
    // If the definitions have changed meanwhile, all contacts are still to be indexed again.
    if (this.#isOfNow) this.#backlog.remove(record.id);
    this.#search.put(searchDocument(record, this.#names.nameOf));
    for (const linked of linkedRecords(record.relationships)) {
      if (linked.objectType === "contact" || this.#names.nameOf(linked.objectType, linked.id) !== undefined) continue;
      this.pendingNames.add(linked, record.id);
    }
  }

  #indexAll(ids: Iterable<string>): void {
    this.#madeWith = this.#present;
    this.#backlog.add(ids);
  }

  get #present() {
    const { current: schema, definitions } = this.#live;
    return schema && { schema, definitions };
  }

  /** Indexes contacts with the names as they are now. */
  async #reindex(ids: Iterable<string>): Promise<void> {
    const slices = new TimeSlices();
    for (const id of ids) {
      const record = this.#replica.get(id);
      if (!record) continue;
      this.#search.put(searchDocument(record, this.#names.nameOf));
      this.#tell(id);
      if (slices.isOver) await slices.next();
    }
  }
}

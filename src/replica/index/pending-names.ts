import { RateShare } from "../../api/index.ts";
import { nextTurn } from "../../async/loop-turns.ts";
import { filterInSlices, mapInSlices } from "../../async/time-slices.ts";
import { orAborted } from "../../async/waiting.ts";
import type { NameDirectory } from "../../names/name-directory.ts";
import type { RecordReference } from "../../names/record-reference.ts";
import type { Replica } from "../replica.ts";

/** How soon, in ms, a name that could not be read is asked for again. */
const NAME_PAUSE_MS = 31_000;

/** The part of a rate limit that names take while no call waits for them: contacts go first. */
const WHEN_NOBODY_WAITS = 1 / 6;

interface PendingNamesOptions {
  readonly names: Pick<NameDirectory, "nameOf" | "ensure" | "renamed">;
  readonly replica: Pick<Replica, "filter">;
  /** Clock in ms. */
  readonly now: () => number;
  /** Indexes contacts with the names as they are now. */
  reindex(contacts: Iterable<string>): Promise<void>;
}

/** Names of linked records that the search index lacks: not known yet, or changed. Fetches and indexes them. */
export class PendingNames {
  readonly #options: PendingNamesOptions;
  readonly #share = new RateShare(WHEN_NOBODY_WAITS);
  /** Records whose present names are missing from the index, by ID. Kept from one session to the next. */
  readonly #records = new Map<string, RecordReference>();
  /** The contacts that were indexed without a record's name, by its ID. No entry for a pending record: all linked to it. */
  readonly #contacts = new Map<string, Set<string>>();
  /** Records for the next round of requests. */
  readonly #due = new Map<string, RecordReference>();
  #waiters = 0;
  #askedAt = Number.NEGATIVE_INFINITY;
  #working: Promise<void> | undefined;

  constructor(options: PendingNamesOptions) {
    this.#options = options;
    options.names.renamed.add((record) => this.#addForAll(record));
  }

  get records(): readonly RecordReference[] {
    return [...this.#records.values()];
  }

  /** Adds a record without whose name a contact was indexed. */
  add(record: RecordReference, contact: string): void {
    const contacts = this.#contacts.get(record.id);
    if (contacts) contacts.add(contact);
    else if (!this.#records.has(record.id)) this.#contacts.set(record.id, new Set([contact]));
    this.#add(record);
  }

  /** Adds records that were pending in an earlier session, whose contacts are here. */
  restore(records: readonly RecordReference[]): void {
    for (const record of records) this.#addForAll(record);
  }

  /** Resolves when contacts are indexed with all names that can be read. Rejects on the signal; the work continues. */
  async settled(signal: AbortSignal | undefined): Promise<void> {
    if (!this.#working && this.#options.now() - this.#askedAt > NAME_PAUSE_MS) for (const record of this.records) this.#add(record);
    this.#wait(1);
    try {
      while (this.#working) await orAborted(this.#working, signal);
    } finally {
      this.#wait(-1);
    }
  }

  #wait(more: number): void {
    this.#waiters += more;
    this.#share.part = this.#waiters > 0 ? 1 : WHEN_NOBODY_WAITS;
  }

  clear(): void {
    for (const known of [this.#records, this.#contacts, this.#due]) known.clear();
  }

  #addForAll(record: RecordReference): void {
    this.#contacts.delete(record.id);
    this.#add(record);
  }

  #add(record: RecordReference): void {
    this.#records.set(record.id, record);
    this.#due.set(record.id, record);
    this.#begin();
  }

  #begin(): void {
    // Contacts that are not found by a linked name are a loss, but no failure.
    this.#working ??= this.#work()
      .catch(() => undefined)
      .finally(() => {
        this.#working = undefined;
        if (this.#due.size > 0) this.#begin();
      });
  }

  /** Fetches the names and has the contacts indexed. Names that cannot be read now stay pending for a later time. */
  async #work(): Promise<void> {
    const { names, now, reindex } = this.#options;
    // The records of a whole page come together.
    await nextTurn();
    while (this.#due.size > 0) {
      const round = [...this.#due.values()];
      this.#due.clear();
      await names.ensure(round, { share: this.#share });
      this.#askedAt = now();
      const named = await filterInSlices(round, ({ objectType, id }) => names.nameOf(objectType, id) !== undefined);
      const ofAll = new Set<string>();
      const contacts = new Set<string>();
      await mapInSlices(named, ({ id }) => {
        const known = this.#contacts.get(id);
        if (known) for (const contact of known) contacts.add(contact);
        else ofAll.add(id);
        for (const taken of [this.#contacts, this.#due]) taken.delete(id);
      });
      if (ofAll.size > 0) for (const contact of await this.#linkedTo(ofAll)) contacts.add(contact);
      await reindex(contacts);
      await mapInSlices(named, ({ id }) => {
        if (!this.#due.has(id)) this.#records.delete(id);
      });
    }
  }

  #linkedTo(records: ReadonlySet<string>): Promise<string[]> {
    return this.#options.replica.filter(({ relationships }) => [...relationships.values()].some(({ ids }) => ids.some((id) => records.has(id))));
  }
}

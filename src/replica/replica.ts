import type { WireContact } from "../api/index.ts";
import { Listeners } from "../async/listeners.ts";
import { TimeSlices } from "../async/time-slices.ts";
import type { LiveSchema } from "../definitions/live-schema.ts";
import type { ContactPredicate } from "../schema/filters.ts";
import { type ContactRecord, decodeContact } from "../schema/record.ts";
import type { Block } from "./contacts/block.ts";
import { ContactStore } from "./contacts/contact-store.ts";
import { Freshness } from "./freshness.ts";
import type { ContactObserver } from "./observed-api.ts";
import type { RecentWrites } from "./recent-writes.ts";
import type { ContactSink } from "./sync/index.ts";

export interface ReplicaOptions {
  readonly live: LiveSchema;
  /** Clock in ms. */
  readonly now?: () => number;
}

/** A contact that was added or has changed; without a record while the definitions are not known. */
export interface ContactChange {
  readonly id: string;
  readonly record: ContactRecord | undefined;
}

/** The local copy of the contacts: each in the state in which it was last seen. */
export class Replica implements ContactSink {
  readonly changed = new Listeners<ContactChange>();
  /** Tells the ID of a contact that is gone. */
  readonly removed = new Listeners<string>();
  readonly cleared = new Listeners();
  readonly #live: LiveSchema;
  readonly #freshness: Freshness;
  #store: ContactStore;
  #clears = 0;

  constructor({ live, now = Date.now }: ReplicaOptions) {
    this.#live = live;
    this.#freshness = new Freshness(now);
    this.#store = this.emptyStore();
  }

  /** A store that keeps no hidden fields. */
  emptyStore(): ContactStore {
    return new ContactStore((key) => this.#live.current?.isHidden(key) ?? false);
  }

  get size(): number {
    return this.#store.size;
  }

  has(id: string): boolean {
    return this.#store.has(id);
  }

  ids(): Iterable<string> {
    return this.#store.ids();
  }

  get(id: string): ContactRecord | undefined {
    const contact = this.#store.get(id);
    const schema = this.#live.current;
    return contact && schema ? decodeContact(contact, schema) : undefined;
  }

  /**
   * A contact as an answer showed it. Before the definitions are known it is not taken, since nothing says which of its
   * fields are hidden.
   */
  put(contact: WireContact, seenAt: number): void {
    if (!this.#live.current) return;
    if (!this.#freshness.isCurrent(contact, seenAt, () => this.#store.get(contact.id)?.updatedAt)) return;
    this.#freshness.saw(contact.id, seenAt);
    this.#put(contact);
  }

  /** A contact as the answer to a write of ours showed it: for a while, newer than any list. */
  wrote(contact: WireContact, isNew: boolean): void {
    this.#freshness.wrote(contact.id, isNew);
    this.#put(contact);
  }

  #put(contact: WireContact): void {
    if (!this.#store.put(contact)) return;
    const schema = this.#live.current;
    const record = schema && decodeContact(contact, schema);
    if (record) this.#live.sawContact(record);
    this.changed.tell({ id: contact.id, record });
  }

  remove(id: string): void {
    this.#store.remove(id);
    this.#freshness.removed(id);
    this.removed.tell(id);
  }

  clear(): void {
    this.#clears += 1;
    this.#store = this.emptyStore();
    this.#freshness.clear();
    this.cleared.tell();
  }

  /**
   * Takes the answers to what is asked from now on. After {@link clear} it takes none, so that a page that was on its
   * way does not come back.
   */
  observer(): ContactObserver & ContactSink {
    const clears = this.#clears;
    const unlessCleared = (step: () => void) => {
      if (clears === this.#clears) step();
    };
    return {
      put: (contact, seenAt) => unlessCleared(() => this.put(contact, seenAt)),
      wrote: (contact, isNew) => unlessCleared(() => this.wrote(contact, isNew)),
      remove: (id) => unlessCleared(() => this.remove(id)),
      ids: () => this.ids(),
    };
  }

  /** Our own writes that the API's lists may not show yet. */
  get recentWrites(): RecentWrites {
    return {
      contacts: this.#freshness.recentlyWritten().flatMap((id) => this.#store.get(id) ?? []),
      isNew: (id) => this.#freshness.isNew(id),
      isGone: (id) => this.#isGone(id),
    };
  }

  /** The IDs of all contacts that pass, in the order in which they came. Works in time slices. */
  async filter(passes: ContactPredicate): Promise<string[]> {
    const found: string[] = [];
    const slices = new TimeSlices();
    for (const id of [...this.#store.ids()]) {
      const contact = this.#store.get(id);
      if (contact && passes(contact)) found.push(id);
      if (slices.isOver) await slices.next();
    }
    return found;
  }

  /** The IDs of all contacts. Works in time slices. */
  async idSet(): Promise<Set<string>> {
    const store = this.#store;
    const ids = new Set<string>();
    const slices = new TimeSlices();
    for (const id of store.ids()) {
      ids.add(id);
      if (slices.isOver) await slices.next();
    }
    await slices.next();
    // After a clear, none of them is known any more.
    return store === this.#store ? ids : this.idSet();
  }

  /** The buffers with the contacts, to be stored. */
  get blocks(): readonly Block[] {
    return this.#store.blocks;
  }

  /**
   * Takes the contacts of an earlier session.
   *
   * @param store an {@link emptyStore} that was filled with them; becomes the replica's own
   * @returns the contacts that this session has seen or written, whose state may differ from that of the earlier
   *   session
   */
  restore(store: ContactStore): ReadonlySet<string> {
    // The states that this session has seen are newer.
    const seen = [...this.#store.ids()];
    for (const id of seen) {
      const contact = this.#store.get(id);
      if (contact) store.put(contact);
    }
    const written = [...this.#freshness.writtenIds()];
    for (const id of written) if (this.#isGone(id)) store.remove(id);
    this.#store = store;
    return new Set([...seen, ...written]);
  }

  #isGone(id: string): boolean {
    return this.#freshness.isWritten(id) && !this.#store.has(id);
  }
}

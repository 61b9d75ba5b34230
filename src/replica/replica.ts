import type { WireContact } from "../api/index.ts";
import { Listeners } from "../async/listeners.ts";
import { TimeSlices } from "../async/time-slices.ts";
import type { LiveSchema } from "../definitions/live-schema.ts";
import type { Attribute } from "../schema/contact-schema.ts";
import type { ContactPredicate } from "../schema/filters.ts";
import { type ContactRecord, decodeContact } from "../schema/record.ts";
import { Arrivals } from "./arrivals.ts";
import type { Block } from "./contacts/block.ts";
import { ContactStore } from "./contacts/contact-store.ts";
import type { Outline, Projection } from "./contacts/row-part.ts";
import { Freshness } from "./freshness.ts";
import type { ContactObserver } from "./observed-api.ts";
import type { RecentWrites } from "./recent-writes.ts";
import type { ContactSink } from "./sync/index.ts";

interface ReplicaOptions {
  readonly live: LiveSchema;
  /** Clock in ms. */
  readonly now?: () => number;
}

/** A contact that was added or has changed; without a record while the definitions are not known. */
interface ContactChange {
  readonly id: string;
  readonly record: ContactRecord | undefined;
}

interface ScanOptions {
  /** By default all. */
  readonly ids?: Iterable<string> | undefined;
  /** Which of them are visited; by default all. */
  readonly passes?: ContactPredicate | undefined;
  /** The attributes that the test and the visit read; by default all. */
  readonly reads?: readonly Attribute[] | undefined;
}

/** To find more IDs than this in the bytes of all rows takes longer than to read each row. */
const MOST_SOUGHT = 6;

const projectionOf = (reads: readonly Attribute[]): Projection => ({
  fields: new Set(reads.filter(({ kind }) => kind === "field").map(({ apiKey }) => apiKey)),
  relationships: new Set(reads.filter(({ kind }) => kind === "relationship").map(({ apiKey }) => apiKey)),
});

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
  /** Everything that reads or changes the store settles these before. */
  readonly #arrivals = new Arrivals(
    (contact, seenAt) => this.#takeSeen(contact, seenAt),
    (id, seenAt) => this.#freshness.isLatest(id, seenAt),
  );

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
    this.#arrivals.settleAll();
    return this.#store.size;
  }

  has(id: string): boolean {
    this.#arrivals.settle(id);
    return this.#store.has(id);
  }

  ids(): Iterable<string> {
    this.#arrivals.settleAll();
    return this.#store.ids();
  }

  get(id: string): ContactRecord | undefined {
    const contact = this.#wire(id);
    const schema = this.#live.current;
    return contact && schema ? decodeContact(contact, schema) : undefined;
  }

  #wire(id: string): WireContact | undefined {
    this.#arrivals.settle(id);
    return this.#store.get(id);
  }

  /** Takes a contact from an answer, but only once the definitions are known: they say which fields are hidden. */
  put(contact: WireContact, seenAt: number): void {
    if (!this.#live.current) return;
    this.#arrivals.settleAll();
    this.#takeSeen(contact, seenAt);
  }

  /** Like {@link put}, but the work waits until the calls pause, or somebody reads the contact. */
  putLater(contact: WireContact, seenAt: number): void {
    if (this.#live.current) this.#arrivals.add(contact, seenAt);
  }

  /** Resolves when every contact that was seen before is taken. Works in time slices. */
  settled(): Promise<void> {
    return this.#arrivals.settled();
  }

  /** Takes every contact that was seen before. */
  settle(): void {
    this.#arrivals.settleAll();
  }

  #takeSeen(contact: WireContact, seenAt: number): void {
    if (!this.#freshness.isCurrent(contact, seenAt, () => this.#store.outline(contact.id))) return;
    this.#freshness.saw(contact.id, seenAt);
    this.#put(contact);
  }

  /** Takes a contact from the answer to our own write. For a while, it is newer than any list. */
  wrote(contact: WireContact, isNew: boolean): void {
    this.#arrivals.settleAll();
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
    this.#arrivals.drop(id);
    this.#store.remove(id);
    this.#freshness.removed(id);
    this.removed.tell(id);
  }

  clear(): void {
    this.#clears += 1;
    this.#arrivals.clear();
    this.#store = this.emptyStore();
    this.#freshness.clear();
    this.cleared.tell();
  }

  /** Takes the answers to requests from now on; none after {@link clear}: a late page must not bring contacts back. */
  observer(): ContactObserver & ContactSink {
    const clears = this.#clears;
    const unlessCleared = (step: () => void) => {
      if (clears === this.#clears) step();
    };
    return {
      put: (contact, seenAt) => unlessCleared(() => this.put(contact, seenAt)),
      putLater: (contact, seenAt) => unlessCleared(() => this.putLater(contact, seenAt)),
      wrote: (contact, isNew) => unlessCleared(() => this.wrote(contact, isNew)),
      remove: (id) => unlessCleared(() => this.remove(id)),
      ids: () => this.ids(),
      has: (id) => this.has(id),
    };
  }

  /** Our own writes that the API's lists may not show yet. */
  get recentWrites(): RecentWrites {
    return {
      contacts: this.#freshness.recentlyWritten().flatMap((id) => this.#wire(id) ?? []),
      isNew: (id) => this.#freshness.isNew(id),
      isGone: (id) => this.#isGone(id),
    };
  }

  /** The IDs of all contacts that pass, in order. Works in time slices. @param reads what the test reads; default: all */
  async filter(passes: ContactPredicate, reads?: readonly Attribute[]): Promise<string[]> {
    const found: string[] = [];
    await this.scan(({ id }) => void found.push(id), { passes, reads });
    return found;
  }

  /** Visits contacts in the order in which they came. Works in time slices. */
  async scan(visit: (contact: WireContact) => void, { ids, passes, reads }: ScanOptions = {}): Promise<void> {
    await this.settled();
    const slices = new TimeSlices();
    const projection = reads && projectionOf(reads);
    const needs = passes?.needs?.filter(({ size }) => size <= MOST_SOUGHT) ?? [];
    for (const id of ids ?? (needs.length > 0 ? this.#store.holding(needs) : [...this.#store.ids()])) {
      const contact = projection ? this.#store.getPart(id, projection) : this.#store.get(id);
      if (contact && passes?.(contact) !== false) visit(contact);
      if (slices.isOver) await slices.next();
    }
  }

  /** Reads nothing but some attributes of a contact. */
  reader(reads: readonly Attribute[]): (id: string) => WireContact | undefined {
    const projection = projectionOf(reads);
    return (id) => {
      this.#arrivals.settle(id);
      return this.#store.getPart(id, projection);
    };
  }

  /** The outline of a contact. Its values would take ten times as long to read. */
  outline(id: string): Outline | undefined {
    this.#arrivals.settle(id);
    return this.#store.outline(id);
  }

  /** The IDs of all contacts. Works in time slices. */
  async idSet(): Promise<Set<string>> {
    await this.settled();
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
    this.#arrivals.settleAll();
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
    this.#arrivals.settleAll();
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
    return this.#freshness.isWritten(id) && !this.has(id);
  }
}

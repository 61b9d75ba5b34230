import { setImmediate as nextTurn } from "node:timers/promises";
import { Share } from "../api/index.ts";
import { orAborted } from "../async/waiting.ts";
import type { NameDirectory, RecordReference } from "../names/name-directory.ts";

/** How soon, in ms, a name that could not be had is asked for again. */
const NAME_PAUSE_MS = 31_000;

/** The part of a rate limit that they take while nobody waits for them: contacts go first. */
const WHEN_NOBODY_WAITS = 1 / 6;

export interface LateNamesOptions {
  readonly names: Pick<NameDirectory, "nameOf" | "ensure" | "owed" | "owedBefore" | "onrename">;
  /** Clock in ms. */
  readonly now: () => number;
  /** The contacts that are linked to one of the records. */
  linkedTo(records: ReadonlySet<string>): Promise<Iterable<string>>;
  /** Indexes contacts with the names as they are now. */
  index(contacts: Iterable<string>): Promise<void>;
}

/** Sees to it that contacts are found by the names of what they are linked to, although these come late or change. */
export class LateNames {
  readonly #options: LateNamesOptions;
  readonly #share = new Share(WHEN_NOBODY_WAITS);
  #waiters = 0;
  /** Who was indexed without a record's name, by the record's ID. Where the record is owed and not here: everybody who is linked to it. */
  readonly #waiting = new Map<string, Set<string>>();
  /** Records that are looked at in the next round. */
  readonly #due = new Map<string, RecordReference>();
  #askedAt = Number.NEGATIVE_INFINITY;
  #working: Promise<void> | undefined;

  constructor(options: LateNamesOptions) {
    this.#options = options;
    options.names.onrename = (record) => this.#oweToAll(record);
  }

  /** Takes note that the contacts of an earlier session are here. */
  restored(): void {
    for (const record of this.#options.names.owedBefore.splice(0)) this.#oweToAll(record);
  }

  /** Takes note that a contact was indexed without the name of a record. */
  lacks(contact: string, record: RecordReference): void {
    const waiting = this.#waiting.get(record.id);
    if (waiting) waiting.add(contact);
    else if (!this.#options.names.owed.has(record.id)) this.#waiting.set(record.id, new Set([contact]));
    this.#owe(record);
  }

  /** Resolves once the contacts are indexed with all the names that can be had. Rejects when the signal is aborted, which ends the waiting and not the work. */
  async settled(signal: AbortSignal | undefined): Promise<void> {
    const { names, now } = this.#options;
    if (!this.#working && now() - this.#askedAt > NAME_PAUSE_MS) for (const record of [...names.owed.values()]) this.#owe(record);
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
    this.#waiting.clear();
    this.#due.clear();
  }

  #oweToAll(record: RecordReference): void {
    this.#waiting.delete(record.id);
    this.#owe(record);
  }

  #owe(record: RecordReference): void {
    this.#options.names.owed.set(record.id, record);
    this.#due.set(record.id, record);
    this.#begin();
  }

  #begin(): void {
    // Names that cannot be had are a loss, and no more.
    this.#working ??= this.#work()
      .catch(() => undefined)
      .finally(() => {
        this.#working = undefined;
        if (this.#due.size > 0) this.#begin();
      });
  }

  /** Fetches the names that are missing and indexes anew who is linked to them. What cannot be had now stays owed, and is asked for again later. */
  async #work(): Promise<void> {
    const { names, now, linkedTo, index } = this.#options;
    // Those of a whole page come together.
    await nextTurn();
    while (this.#due.size > 0) {
      const round = [...this.#due.values()];
      this.#due.clear();
      await names.ensure(round, { share: this.#share });
      this.#askedAt = now();
      const named = round.filter(({ objectType, id }) => names.nameOf(objectType, id) !== undefined);
      const ofAll = new Set(named.flatMap(({ id }) => (this.#waiting.has(id) ? [] : [id])));
      const contacts = new Set(named.flatMap(({ id }) => [...(this.#waiting.get(id) ?? [])]));
      for (const { id } of named) for (const taken of [this.#waiting, this.#due]) taken.delete(id);
      if (ofAll.size > 0) for (const contact of await linkedTo(ofAll)) contacts.add(contact);
      await index(contacts);
      for (const { id } of named) if (!this.#due.has(id)) names.owed.delete(id);
    }
  }
}

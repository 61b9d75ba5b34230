import { ApiError, type CallOptions, Deadline, InvalidIdError, isNotFound, type NamedPage } from "../api/index.ts";
import { ageMs } from "../async/age.ts";
import { mapConcurrently } from "../async/pool.ts";
import { filterInSlices } from "../async/time-slices.ts";
import { within } from "../async/waiting.ts";
import { counted } from "../text/plural.ts";
import { type NameSource, PAGE } from "./name-source.ts";
import type { NameStore } from "./name-store.ts";

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** A name is shown for a day before it is read again. */
const FRESH_MS = DAY_MS;

/** For this long, in ms, after all records were listed, a missing one does not cause another list. */
const JUST_LISTED_MS = MINUTE_MS;

/** A missing scope is asked for again after an hour, another failure after half a minute. */
const REFUSED_MS = 60 * MINUTE_MS;
const FAILED_MS = 30 * SECOND_MS;

/** How long an answer waits for names, in ms. It can do without them. */
const PATIENCE_MS = 8 * SECOND_MS;

/** The most records that are read one by one for one answer. */
const MOST_SINGLE = 50;

/** Requests at a time: as many as the API allows in a second. More would only wait while their time runs. */
const AT_ONCE = 25;

/** For fewer IDs than this, asking how many records there are costs more than it saves. */
const WORTH_A_LOOK = 3;

const pagesOf = (total: number) => Math.ceil(total / PAGE);

/** Fetches the names of one type of record in as few requests as possible. */
export class NameLoader {
  readonly #source: NameSource;
  readonly #store: NameStore;
  readonly #now: () => number;
  /** Records read one by one since all were last listed. When they have cost as much as a list, all are listed. */
  #singles = 0;
  /** The list request under way. Later callers wait for it too. */
  #listing: Promise<unknown> | undefined;
  #pause: { readonly until: number; readonly note: string; readonly refused: boolean } | undefined;

  constructor(source: NameSource, store: NameStore, now: () => number) {
    this.#source = source;
    this.#store = store;
    this.#now = now;
  }

  /** Whether the key is known to lack the scope. */
  get isRefused(): boolean {
    return this.#pause?.refused === true && this.#now() < this.#pause.until;
  }

  /** Whether the name has to be read. @param freshMs how old, in ms, a known name may be */
  isMissing(id: string, freshMs = FRESH_MS): boolean {
    return !(this.#age(this.#store.readAt(id)) < freshMs);
  }

  /**
   * Reads the names that are not known. For a call with a deadline, it takes at most 8 seconds and reads at most 50
   * names one by one. Resolves to a note if some stay unknown; never rejects.
   *
   * @param freshMs how old, in ms, known names may be
   */
  async load(ids: readonly string[], call: CallOptions, freshMs = FRESH_MS): Promise<string | undefined> {
    const missing = () => filterInSlices(ids, (id) => this.isMissing(id, freshMs));
    if ((await missing()).length === 0) return undefined;
    if (this.#pause && this.#now() < this.#pause.until) return this.#pause.note;
    const isAwaited = call.deadline !== undefined;
    const patient = call.deadline ? { ...call, deadline: Deadline.after(Math.min(PATIENCE_MS, call.deadline.remainingMs / 2)) } : call;
    try {
      if (this.#listing) await within(patient.deadline?.remainingMs ?? PATIENCE_MS, this.#listing, undefined);
      const unlisted = (await missing()).length;
      if (unlisted === 0) return undefined;
      if (this.#mayList(unlisted)) await this.list(patient, (pages) => this.#isWorth(pages, unlisted, isAwaited));
      const unread = await missing();
      const single = unread.slice(0, isAwaited ? MOST_SINGLE : undefined);
      const left = unread.length - single.length;
      await mapConcurrently(single, AT_ONCE, (id) => this.#single(id, patient));
      return left > 0
        ? `${counted(left, `${this.#source.objectType} name was`, `${this.#source.objectType} names were`)} not read; ${left === 1 ? "its ID is" : "their IDs are"} shown.`
        : undefined;
    } catch (error) {
      // The failure of a cancelled call says nothing about the API.
      return call.signal?.aborted ? undefined : this.failed(error);
    }
  }

  /**
   * Lists all records, unless that takes more pages than `isWorth` accepts. It is asked again after the first page,
   * which says how many records there are. Resolves to whether all are known now. Rejects with the errors of `api/`.
   */
  async list(call: CallOptions, isWorth: (pages: number) => boolean): Promise<boolean> {
    const list = this.#list(call, isWorth);
    const listing = list.catch(() => undefined);
    this.#listing = listing;
    try {
      return await list;
    } finally {
      if (this.#listing === listing) this.#listing = undefined;
    }
  }

  async #list(call: CallOptions, isWorth: (pages: number) => boolean): Promise<boolean> {
    const [source, store] = [this.#source, this.#store];
    if (store.total !== undefined && !isWorth(pagesOf(store.total))) return false;
    const ids = new Set<string>();
    const keep = (page: NamedPage) => this.#keep(page, ids);
    const first = keep(await source.page(0, call));
    const total = first.totalCount ?? (first.records.length < PAGE ? first.records.length : Number.POSITIVE_INFINITY);
    store.total = total;
    const more = Math.max(0, pagesOf(total) - 1);
    if (more > 0 && !isWorth(more)) return false;
    const offsets = Array.from({ length: more }, (_, at) => (at + 1) * PAGE);
    await mapConcurrently(offsets, AT_ONCE, async (offset) => keep(await source.page(offset, call)));
    // Records were added or deleted meanwhile, which has shifted the pages.
    if (ids.size < total) return false;
    store.settle(ids, this.#now());
    this.#singles = 0;
    return true;
  }

  /** Remembers a failure, so that not every answer waits for another attempt. Returns the note for the answer. */
  failed(error: unknown): string {
    const { objectType, scope } = this.#source;
    const names = `${objectType[0]?.toUpperCase()}${objectType.slice(1)} names`;
    const refused = error instanceof ApiError && error.status === 403;
    const note = refused ? `${names} need the scope ${scope}.` : `${names} could not be read just now; IDs are shown.`;
    this.#pause = { until: this.#now() + (refused ? REFUSED_MS : FAILED_MS), note, refused };
    return note;
  }

  #mayList(missing: number): boolean {
    if (this.#age(this.#store.listedAt) < JUST_LISTED_MS) return false;
    return this.#source.few || this.#store.total !== undefined || missing + this.#singles >= WORTH_A_LOOK;
  }

  #isWorth(pages: number, missing: number, isAwaited: boolean): boolean {
    const { few, mostPages } = this.#source;
    if (pages <= missing) return true;
    const untilNow = few && this.#age(this.#store.listedAt) >= FRESH_MS ? mostPages : this.#singles + missing;
    return pages <= (isAwaited ? Math.min(untilNow, mostPages) : untilNow);
  }

  async #single(id: string, call: CallOptions): Promise<void> {
    this.#singles += 1;
    try {
      this.#store.put(await this.#source.record(id, call), this.#now());
    } catch (error) {
      const gone = isNotFound(error) || error instanceof InvalidIdError;
      if (!gone) throw error;
      this.#store.put({ id, name: this.#store.get(id)?.name ?? "" }, this.#now());
    }
  }

  /** @param ids gets those of the records */
  #keep(page: NamedPage, ids: Set<string>): NamedPage {
    for (const record of page.records) {
      this.#store.put(record, this.#now());
      ids.add(record.id);
    }
    return page;
  }

  #age(at: number): number {
    return ageMs(at, this.#now());
  }
}

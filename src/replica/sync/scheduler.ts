import type { Api, RateShare } from "../../api/index.ts";
import { Listeners } from "../../async/listeners.ts";
import { filterInSlices } from "../../async/time-slices.ts";
import type { LiveSchema } from "../../definitions/live-schema.ts";
import type { Checkpoint } from "./checkpoint.ts";
import type { ContactSink } from "./contact-sink.ts";
import { dropVanished } from "./drop-vanished.ts";
import type { ListOrder } from "./list-order.ts";
import { OffsetRefused, type PageReader } from "./page-reader.ts";
import { readAll } from "./read-all.ts";
import { readModified, readNewcomers } from "./read-changes.ts";
import { reconcile } from "./reconcile.ts";
import { Sweep } from "./sweep.ts";
import type { SyncState } from "./sync-state.ts";

const DAY_MS = 24 * 3_600_000;
/** The time between two sweeps for which a call can wait. */
const SWEEP_MS = 5 * 60_000;
/** Pages for which a call can wait: about 1,200 contacts, which are read in two seconds at 25 requests a second. */
const QUICK_SWEEP = 50;
/** Pages overlap by one contact. */
const NEW_A_PAGE = 24;
/** The time between two looks at what has changed. */
const REFRESH_MS = 60_000;
/** The same, if a question was about somebody who is not known: a person who was just added. */
const AGAIN_MS = 5_000;
/** How long the pages of a failed sweep are used. */
const UNFINISHED_MS = 3_600_000;
/** Pages between two saved states. */
const PAGES_A_STATE = 40;

/** What a run begins with: a look at what has changed, usually a few requests, or a sweep of everything. */
export type Due = "look" | "sweep";

interface SchedulerOptions {
  readonly api: Pick<Api, "retrieve">;
  readonly sink: ContactSink;
  readonly live: Pick<LiveSchema, "current">;
  readonly reader: PageReader;
  readonly checkpoint: Checkpoint;
  readonly share: RateShare;
  /** Clock in ms. */
  readonly now: () => number;
}

/** Decides what the sync does when, one job at a time. */
export class Scheduler {
  /** Told after everything that may have changed the coverage. */
  readonly progressed = new Listeners();
  readonly #options: SchedulerOptions;
  readonly #reader: PageReader;
  readonly #checkpoint: Checkpoint;
  #unfinished: { readonly sweep: Sweep; readonly startedAt: number; readonly resumed: boolean } | undefined;
  /** The list in the order in which it was last seen, if all of it could be listed. */
  #order: ListOrder | undefined;
  /** Contacts that the list had at the last look, and the sink did not. */
  #lost: ReadonlySet<string> = new Set();
  /** Whether a sweep of this session has finished: if the counts still differ, another would not help. */
  #hasSwept = false;
  /** Whether a look of this session counts: another session saw only its own writes. */
  #hasLooked = false;
  /** Whether the API refuses a filter by the last-modified date. */
  #unfilterable = false;
  #pages = 0;
  /** How many pages the last sweep of this session has read: many, if the list changes its order. */
  #sweptPages = 0;

  constructor(options: SchedulerOptions) {
    this.#options = options;
    this.#checkpoint = options.checkpoint;
    this.#reader = options.reader;
    this.#reader.pages.add(({ total, filters }) => this.#sawPage(filters.length === 0 ? total : undefined));
  }

  /** Does what is due. Throws the error that ended it early. */
  async run(): Promise<void> {
    this.#reader.start();
    try {
      const sufficed = this.due !== "look" || (await this.#refresh());
      if (!sufficed || this.due === "sweep") await this.#sweep();
      this.#hasLooked = true;
    } finally {
      if (this.#unfinished) this.#checkpoint.update({ resume: this.#resume() });
      this.#checkpoint.save();
    }
  }

  /** What `run` does or would begin with; undefined if the contacts are up to date. */
  get due(): Due | undefined {
    const { complete, isDoubtful, lastFullSweepAt = 0 } = this.#checkpoint.state;
    if (!complete || isDoubtful || (!this.#isFollowed && !this.#checkpoint.isWithin(this.#sweepEveryMs, lastFullSweepAt))) return "sweep";
    return this.#hasLooked && this.#checkpoint.isWithin(REFRESH_MS, this.#lookedAt) ? undefined : "look";
  }

  /** When new contacts were last looked for, in ms. */
  get #lookedAt(): number {
    return this.#checkpoint.state.lastIncrementalAt ?? 0;
  }

  /** Makes a look due, unless the last one was some seconds ago or everything is about to be read. Returns whether it did. */
  expire(): boolean {
    if (this.due !== undefined || this.#checkpoint.isWithin(AGAIN_MS, this.#lookedAt)) return false;
    this.#hasLooked = false;
    return true;
  }

  /** Whether a call can wait for a sweep. */
  get isQuick(): boolean {
    const { known, state } = this.#checkpoint;
    const pages = Math.max(known.size, state.total ?? 0) / NEW_A_PAGE;
    return state.notCovered === undefined && Math.max(pages, this.#sweptPages) <= QUICK_SWEEP;
  }

  /** The time between two sweeps, if changes are not noticed between them. */
  get #sweepEveryMs(): number {
    return this.isQuick && !this.#canFilter ? SWEEP_MS : DAY_MS;
  }

  /** Whether the API can filter by the last-modified date, and contacts have one. */
  get #canFilter(): boolean {
    const { modifiedField, state } = this.#checkpoint;
    return !this.#unfilterable && modifiedField !== undefined && state.modifiedUntil !== undefined;
  }

  /** The moment, in ms, up to which all changes are known, if there is one. */
  get asOf(): number | undefined {
    return (this.#isFollowed ? this.#lookedAt : this.#checkpoint.state.lastFullSweepAt) || undefined;
  }

  /** Whether the API lists all contacts, so that new and deleted ones are noticed between sweeps. */
  get seesWholeList(): boolean {
    return this.#checkpoint.state.refusedAt === undefined;
  }

  /** Whether changes are noticed between sweeps: edits by the last-modified date, deletes by the count. */
  get #isFollowed(): boolean {
    const { known, state } = this.#checkpoint;
    return this.#canFilter && known.size === state.total;
  }

  async #sweep(): Promise<void> {
    const { live, now } = this.#options;
    const before = this.#pages;
    const { sweep, startedAt, resumed } = this.#begin();
    // A sweep is a look too: otherwise, once the clock is set back, an earlier look would seem to be the later one.
    const whole = { complete: true, isDoubtful: undefined, lastFullSweepAt: startedAt, lastIncrementalAt: startedAt };
    if (resumed && (await this.#finishResumed(sweep))) {
      this.#checkpoint.update(whole);
    } else {
      const { refusedAt } = this.#checkpoint.state;
      const read = await readAll({ reader: this.#reader, schema: live.current, sweep: resumed ? new Sweep(this.#reader) : sweep, refusedAt, now });
      this.#order = read.order;
      const { notCovered, refusedAt: refused } = read;
      this.#checkpoint.update({ ...whole, notCovered, refusedAt: refused });
      this.progressed.tell();
      if (notCovered === undefined) await this.#dropUnseen(read.seen, this.#options.sink.ids());
    }
    this.#unfinished = undefined;
    this.#hasSwept = true;
    this.#sweptPages = this.#pages - before;
    this.#checkpoint.update({ resume: undefined });
  }

  #begin() {
    const { resume } = this.#checkpoint.state;
    const known = this.#unfinished;
    const usableMs = this.#checkpoint.state.complete ? Math.min(UNFINISHED_MS, this.#sweepEveryMs) : UNFINISHED_MS;
    if (known && this.#checkpoint.isWithin(usableMs, known.startedAt)) return known;
    const begun = resume
      ? { sweep: new Sweep(this.#reader, [], resume), startedAt: resume.startedAt, resumed: true }
      : { sweep: new Sweep(this.#reader), startedAt: this.#options.now(), resumed: false };
    this.#unfinished = begun;
    return begun;
  }

  /** Reads the rest of an earlier session's sweep and what came at the ends since. Returns if the list is complete. */
  async #finishResumed(sweep: Sweep): Promise<boolean> {
    const { hasGap, refusedAt } = await sweep.run();
    if (hasGap || refusedAt !== undefined) return false;
    const total = await readNewcomers(this.#reader);
    return total === undefined || this.#checkpoint.known.size >= total;
  }

  /** Looks at what has changed. Returns whether that sufficed. */
  async #refresh(): Promise<boolean> {
    const startedAt = this.#options.now();
    const { state, modifiedField } = this.#checkpoint;
    if (!this.#unfilterable && modifiedField && state.modifiedUntil !== undefined) {
      const isRead = await readModified(this.#reader, modifiedField, state.modifiedUntil);
      this.#unfilterable = isRead === undefined;
      if (isRead === false) return false;
    }
    if (this.seesWholeList) {
      if (!(await this.#readEnds())) return false;
    } else {
      // Its count shows whether contacts were deleted.
      await this.#reader.read(0);
    }
    this.#checkpoint.update({ lastIncrementalAt: startedAt });
    return true;
  }

  /** Finds contacts that were added and, if the order of the list is known, those that were deleted. */
  async #readEnds(): Promise<boolean> {
    try {
      if (this.#order === undefined) {
        const total = await readNewcomers(this.#reader);
        return this.#hasSwept || !this.#countDiffers(total);
      }
      if (!(await reconcile(this.#order, this.#reader))) return false;
      await this.#dropUnseen(this.#order.members, this.#checkpoint.known);
      await this.#readLost(this.#order.members);
      return true;
    } catch (error) {
      if (error instanceof OffsetRefused) return false;
      throw error;
    }
  }

  /** Whether more contacts are known than the API counts, or fewer. Fewer are expected if it counts unlisted ones. */
  #countDiffers(total: number | undefined): boolean {
    const { known, state } = this.#checkpoint;
    return total !== undefined && (known.size > total || (known.size < total && state.notCovered === undefined));
  }

  async #dropUnseen(seen: ReadonlySet<string>, among: Iterable<string>): Promise<void> {
    const { api, sink, share, now } = this.#options;
    const { known } = this.#checkpoint;
    const unseen = await filterInSlices(among, (id) => !seen.has(id));
    const gone = await dropVanished(unseen, { api, sink, share, now, signal: this.#reader.signal });
    for (const id of unseen) known.add(id);
    for (const id of gone) known.delete(id);
    this.progressed.tell();
  }

  /** Reads contacts that the sink has lost, at the next look: by then, the list lacks those that were just deleted. */
  async #readLost(listed: ReadonlySet<string>): Promise<void> {
    const { sink } = this.#options;
    const lost = new Set(await filterInSlices(listed, (id) => !sink.has(id)));
    const before = [...lost].filter((id) => this.#lost.has(id));
    this.#lost = lost;
    if (before.length > 0) await this.#dropUnseen(new Set(), before);
  }

  #sawPage(total: number | undefined): void {
    if (total !== undefined && total !== this.#checkpoint.state.total) this.#checkpoint.update({ total });
    this.progressed.tell();
    if (++this.#pages % PAGES_A_STATE === 0 && this.#unfinished && !this.#checkpoint.state.complete) {
      this.#checkpoint.update({ resume: this.#resume() });
      this.#checkpoint.save();
    }
  }

  /** Only a first sweep is resumed by the next session. A later one can start again without loss. */
  #resume(): SyncState["resume"] {
    const anchor = this.#checkpoint.state.complete ? undefined : this.#unfinished?.sweep.anchor;
    return anchor && this.#unfinished ? { offset: anchor.offset, ids: anchor.ids, startedAt: this.#unfinished.startedAt } : undefined;
  }
}

import { setMaxListeners } from "node:events";
import type { Api, CallError, Share } from "../../api/index.ts";
import type { ContactSchema } from "../../schema/contact-schema.ts";
import type { Chain } from "./chain.ts";
import type { ContactSink } from "./contact-sink.ts";
import { coverAll } from "./cover.ts";
import { Memory } from "./memory.ts";
import { readNewcomers } from "./newcomers.ts";
import { OffsetRefused, PageReader } from "./page-reader.ts";
import { reconcile } from "./reconcile.ts";
import { readModified } from "./refresh.ts";
import type { SyncState } from "./state.ts";
import { Sweep } from "./sweep.ts";
import type { SyncProgress } from "./sync.ts";
import { dropVanished } from "./vanished.ts";

const DAY_MS = 24 * 3_600_000;
/** Between two looks at what has changed. */
const REFRESH_MS = 60_000;
/** What a failed sweep has read is used for this long. */
const UNFINISHED_MS = 3_600_000;
/** Pages between two states that are handed out. */
const PAGES_A_STATE = 40;

/** What a run begins with: a look at what has changed, as a rule a few requests, or a sweep of everything. */
export type Due = "look" | "sweep";

interface JobsOptions {
  readonly api: Pick<Api, "list" | "retrieve">;
  readonly sink: ContactSink;
  readonly schema: () => ContactSchema | undefined;
  readonly now: () => number;
  readonly state: SyncState;
  readonly known?: Set<string> | undefined;
  readonly share: Share;
  onState(state: SyncState): void;
  onPage(): void;
  /** Is told why a page cannot be read just now; it is asked for again. */
  onTrouble(trouble: CallError): void;
  log(line: string): void;
}

/** What the sync does when, and what it remembers of it. One job at a time. */
export class Jobs {
  readonly #options: JobsOptions;
  readonly #reader: PageReader;
  readonly #memory: Memory;
  #controller = aController();
  #unfinished: { readonly sweep: Sweep; readonly startedAt: number; readonly resumed: boolean } | undefined;
  /** The list as it was last seen, where it could be had as one. */
  #chain: Chain | undefined;
  /** Whether a sweep of this session has come to its end: where the counts still differ, another would not help. */
  #hasSwept = false;
  /** Whether the API takes no filter by the last-modified date. */
  #unfilterable = false;
  #pages = 0;

  constructor(options: JobsOptions) {
    this.#options = options;
    this.#memory = new Memory(options);
    this.#reader = new PageReader({
      ...options,
      signal: () => this.#controller.signal,
      isKnown: (id) => this.#memory.known.has(id),
      put: (contact, seenAt) => this.#memory.put(contact, seenAt),
      onPage: ({ total }, filters) => this.#sawPage(filters.length === 0 ? total : undefined),
    });
  }

  get progress(): SyncProgress {
    return this.#memory.progress;
  }

  /** Does what is due. Throws what ended it early. */
  async run(): Promise<void> {
    if (this.#controller.signal.aborted) this.#controller = aController();
    try {
      const sufficed = this.due !== "look" || (await this.#refresh());
      if (!sufficed || this.due === "sweep") await this.#sweep();
    } finally {
      if (this.#unfinished) this.#memory.update({ resume: this.#resume() });
      this.#memory.store();
    }
  }

  stop(): void {
    this.#controller.abort();
  }

  get due(): Due | undefined {
    const { complete, isDoubtful, lastIncrementalAt = 0, lastFullSweepAt = 0 } = this.#memory.state;
    if (!complete || isDoubtful || (!this.#isFollowed && !this.#memory.isWithin(DAY_MS, lastFullSweepAt))) return "sweep";
    return this.#memory.isWithin(REFRESH_MS, Math.max(lastIncrementalAt, lastFullSweepAt)) ? undefined : "look";
  }

  /** The moment, in ms, whose contacts are surely known, if there is one; what has changed since may not be. */
  get asOf(): number | undefined {
    const { lastIncrementalAt = 0, lastFullSweepAt = 0 } = this.#memory.state;
    return (this.#isFollowed ? Math.max(lastIncrementalAt, lastFullSweepAt) : lastFullSweepAt) || undefined;
  }

  /** A last-modified date tells of everything but of who has vanished; the counts do. */
  get #isFollowed(): boolean {
    return !this.#unfilterable && this.#memory.modifiedField !== undefined && this.#memory.known.size === this.#memory.state.total;
  }

  async #sweep(): Promise<void> {
    const { schema, now } = this.#options;
    const { sweep, startedAt, resumed } = this.#begin();
    if (resumed && (await this.#finishResumed(sweep))) {
      this.#memory.update({ complete: true, isDoubtful: undefined, lastFullSweepAt: startedAt });
    } else {
      const { refusedAt } = this.#memory.state;
      const whole = resumed ? new Sweep(this.#reader) : sweep;
      const covered = await coverAll({ reader: this.#reader, schema: schema(), sweep: whole, refusedAt, now });
      this.#chain = covered.chain;
      const { notCovered, refusedAt: refused } = covered;
      this.#memory.update({ complete: true, isDoubtful: undefined, lastFullSweepAt: startedAt, notCovered, refusedAt: refused });
      this.#options.onPage();
      if (covered.notCovered === undefined) await this.#dropUnseen(covered.seen, this.#options.sink.ids());
    }
    this.#unfinished = undefined;
    this.#hasSwept = true;
    this.#memory.update({ resume: undefined });
  }

  #begin() {
    const { resume } = this.#memory.state;
    const known = this.#unfinished;
    if (known && this.#memory.isWithin(UNFINISHED_MS, known.startedAt)) return known;
    const begun = resume
      ? { sweep: new Sweep(this.#reader, [], resume), startedAt: resume.startedAt, resumed: true }
      : { sweep: new Sweep(this.#reader), startedAt: this.#options.now(), resumed: false };
    this.#unfinished = begun;
    return begun;
  }

  /** The rest of an earlier session's sweep, and what has come since at the ends of the list. Says whether that makes a whole. */
  async #finishResumed(sweep: Sweep): Promise<boolean> {
    const { torn, refusedAt } = await sweep.run();
    if (torn || refusedAt !== undefined) return false;
    const total = await readNewcomers(this.#reader);
    return total === undefined || this.#memory.known.size >= total;
  }

  /** Looks at what has changed. Says whether that sufficed. */
  async #refresh(): Promise<boolean> {
    const startedAt = this.#options.now();
    const field = this.#unfilterable ? undefined : this.#memory.modifiedField;
    if (field && this.#memory.state.modifiedUntil !== undefined) {
      const had = await readModified(this.#reader, field, this.#memory.state.modifiedUntil);
      this.#unfilterable = had === undefined;
      if (had === false) return false;
    }
    if (this.#memory.state.refusedAt === undefined && !(await this.#readEnds())) return false;
    this.#memory.update({ lastIncrementalAt: startedAt });
    return true;
  }

  /** Finds who has come and, where the list is known, who has gone. */
  async #readEnds(): Promise<boolean> {
    try {
      if (this.#chain === undefined) {
        const total = await readNewcomers(this.#reader);
        return this.#hasSwept || !this.#countsOthers(total);
      }
      if (!(await reconcile(this.#chain, this.#reader))) return false;
      await this.#dropUnseen(new Set(this.#chain.ids), this.#memory.known);
      return true;
    } catch (error) {
      if (error instanceof OffsetRefused) return false;
      throw error;
    }
  }

  /** Whether a count shows that others are known than the API has. Fewer are, where it counts some that it does not list. */
  #countsOthers(total: number | undefined): boolean {
    const { known, state } = this.#memory;
    return total !== undefined && (known.size > total || (known.size < total && state.notCovered === undefined));
  }

  async #dropUnseen(seen: ReadonlySet<string>, among: Iterable<string>): Promise<void> {
    const unseen = [...among].filter((id) => !seen.has(id));
    const gone = await dropVanished(unseen, { ...this.#options, signal: this.#controller.signal });
    for (const id of unseen) this.#memory.known.add(id);
    for (const id of gone) this.#memory.known.delete(id);
    this.#options.onPage();
  }

  #sawPage(total: number | undefined): void {
    if (total !== undefined && total !== this.#memory.state.total) this.#memory.update({ total });
    this.#options.onPage();
    if (++this.#pages % PAGES_A_STATE === 0 && this.#unfinished && !this.#memory.state.complete) {
      this.#memory.update({ resume: this.#resume() });
      this.#memory.store();
    }
  }

  /** A sweep of what is complete already begins anew in the next session: what it had is no loss. */
  #resume(): SyncState["resume"] {
    const anchor = this.#memory.state.complete ? undefined : this.#unfinished?.sweep.anchor;
    return anchor && this.#unfinished ? { offset: anchor.offset, ids: anchor.ids, startedAt: this.#unfinished.startedAt } : undefined;
  }
}

/** Every page in flight listens to its signal. */
function aController(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}

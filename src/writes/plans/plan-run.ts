import { setMaxListeners } from "node:events";
import { setImmediate as nextTurn } from "node:timers/promises";
import { ApiError, CallError, CancelledError, Deadline, DeadlineError, Share } from "../../api/index.ts";
import type { LiveSchema } from "../../definitions/live-schema.ts";
import { choicesInstead } from "../../names/choices-instead.ts";
import type { NameDirectory } from "../../names/name-directory.ts";
import type { Change } from "../../schema/change.ts";
import type { ContactSchema } from "../../schema/contact-schema.ts";
import type { ContactRecord } from "../../schema/record.ts";
import { changeFrom } from "../../schema/stored-change.ts";
import type { Consent, WriteCall } from "../consent.ts";
import { UnsearchedError } from "../duplicates/duplicates.ts";
import { AuditLogError } from "../journal/audit-log.ts";
import type { Journal } from "../journal/journal.ts";
import { shortId } from "../journal/write-record.ts";
import { LockedError } from "../locked-error.ts";
import { WriteLimitError, WriteRefused } from "../refusal.ts";
import type { RowWriter } from "../row-writer.ts";
import { unloggedText } from "../sending/write-result.ts";
import { endOf, type Tried } from "./attempt.ts";
import { isOfRow, keyFor, type Plan, type PlanProgress, type PlanRow, type RowEnd } from "./plan.ts";
import type { KeptPlan, PlanStore } from "./plan-store.ts";
import { plannedRecord } from "./planned-record.ts";
import { type PlanRun, restAtLimit } from "./run-result.ts";

/** Rows under way at once: enough to keep the API's limits of reads and of writes both used up, 25 a second each. */
const LANES = 60;

/** No row is begun when less time than this, in ms, is left of the call, or a part of its time where that is little. */
const LAST_BEGIN_MS = 6000;
const LAST_BEGIN_PART = 0.5;

/** How often, in ms, progress goes to disk at most. What is not there yet is found out again, with the same keys. */
const SAVE_EVERY_MS = 250;

/** So many rows at once are said, on disk, to be sent soon. */
const BEGUN_AT_ONCE = 100;

/** With more creates than this, each is searched for by the API once, by what says most, and by everything in the local index: a search takes as long as a write. */
const MOST_SEARCHED = 50;

/** How often a row is tried in one run where the API fails, which it has done several times a try. */
const ROW_TRIES = 2;

/** So many rows one after the other that could not be done, and the API is left alone. */
const MOST_TROUBLES = 5;

/** What plans are run with. */
export interface PlanRunOptions {
  readonly live: LiveSchema;
  readonly names: Pick<NameDirectory, "choices">;
  readonly plans: PlanStore;
  readonly rows: RowWriter;
  readonly consent: Consent;
  readonly journal: Journal;
}

/** One run of one plan. */
export class Run {
  readonly #options: PlanRunOptions;
  readonly #plan: Plan;
  readonly #onDisk: boolean;
  readonly #before: number;
  readonly #ends: Map<number, RowEnd>;
  readonly #begun: Set<number>;
  readonly #call: WriteCall;
  /** Aborted with the call, or when the run is stopped. */
  readonly #stopping = new AbortController();
  /** Makes several rows give way to persons, whichever tool runs them. */
  readonly #share: Share | undefined;
  readonly #deadline: Deadline;
  readonly #onProgress: (ended: number, of: number) => void;
  readonly #mostSearches: number | undefined;
  /** Rows to be done, by index. */
  readonly #open: number[];
  /** Why open rows could not be done, and how often that was tried. */
  readonly #troubles = new Map<number, { readonly reason: string; readonly tries: number }>();
  #troublesInARow = 0;
  #begunOnDisk = 0;
  #begins: Promise<void> = Promise.resolve();
  #unsaved = new Map<number, RowEnd>();
  #saving: Promise<void> = Promise.resolve();
  #savedAt = performance.now();
  #isOver = false;
  /** What there was no time for. */
  #late: string | undefined;
  #stoppedBy: string | undefined;
  #limit: WriteLimitError | undefined;

  constructor(
    options: PlanRunOptions,
    { plan, onDisk }: KeptPlan,
    progress: PlanProgress,
    begun: Set<number>,
    call: WriteCall,
    onProgress: (ended: number, of: number) => void,
  ) {
    this.#options = options;
    this.#plan = plan;
    this.#onDisk = onDisk;
    this.#ends = new Map(progress.ends);
    this.#before = progress.ends.size;
    this.#open = [...plan.rows.keys()].filter((index) => !progress.ends.has(index));
    this.#begun = begun;
    this.#call = call;
    // Dozens of rows wait for it at once.
    setMaxListeners(0, this.#stopping.signal);
    this.#share = call.share ?? (plan.rows.length > 1 ? new Share(1) : undefined);
    this.#deadline = call.deadline ?? Deadline.after(60_000);
    this.#onProgress = onProgress;
    this.#mostSearches = plan.rows.filter(({ contact }) => contact === undefined).length > MOST_SEARCHED ? 1 : undefined;
  }

  /** Ends the run between rows: those that were sent are brought to their end, those that wait are not sent. */
  readonly stop = (): void => this.#stopping.abort();

  async finished(): Promise<PlanRun> {
    const { signal } = this.#call;
    if (signal?.aborted) this.stop();
    signal?.addEventListener("abort", this.stop);
    try {
      return await this.#finished();
    } finally {
      signal?.removeEventListener("abort", this.stop);
    }
  }

  async #finished(): Promise<PlanRun> {
    const lane = async () => {
      for (let index = this.#next(); index !== undefined; index = this.#next()) await this.#row(index);
    };
    const [first] = this.#open;
    if (first !== undefined) await this.#saidToBegin(first);
    const lanes: Promise<void>[] = [];
    const failures: unknown[] = [];
    const failed = (error: unknown) => {
      failures.push(error);
      this.#leaveOff(undefined);
    };
    for (let count = Math.min(LANES, this.#open.length); count > 0; count--) {
      lanes.push(lane().catch(failed));
      await nextTurn();
    }
    await Promise.all(lanes);
    await this.#save();
    await this.#options.plans.stopped(this.#plan.id, this.#begun);
    if (failures.length > 0) throw failures[0];
    const [trouble] = [...this.#troubles.values()];
    const endedNow = this.#ends.size - this.#before;
    const limit = this.#options.journal.left({ undoes: this.#plan.rows[0]?.undoes }) === 0 ? this.#limit : undefined;
    const why = this.#stoppedBy ?? limit?.problem ?? trouble?.reason;
    // That time is up is nobody's failure, unless it was not enough for anything.
    const stoppedBy = why ?? (endedNow === 0 ? this.#late : undefined);
    return { plan: this.#plan, ends: this.#ends, endedNow, stoppedBy, rest: limit ? restAtLimit(this.#onDisk) : "next-call" };
  }

  #next(): number | undefined {
    const { totalMs } = this.#deadline;
    const hasTime = this.#deadline.fits(Math.min(LAST_BEGIN_MS, totalMs * LAST_BEGIN_PART));
    return this.#isOver || this.#stopping.signal.aborted || !hasTime ? undefined : this.#open.shift();
  }

  async #row(index: number): Promise<void> {
    await this.#saidToBegin(index);
    const tried = await this.#tried(index);
    if (tried.state === "over") {
      this.#leaveOff(tried.reason);
      return;
    }
    if (tried.state === "limit") {
      this.#limit = tried.limit;
      this.#leaveOff(undefined);
      return;
    }
    if (tried.state === "again") {
      const tries = 1 + (this.#troubles.get(index)?.tries ?? 0);
      this.#troubles.set(index, { reason: tried.reason, tries });
      this.#troublesInARow += 1;
      if (this.#troublesInARow >= MOST_TROUBLES) this.#leaveOff(tried.reason);
      if (tries < ROW_TRIES) this.#open.push(index);
      return;
    }
    this.#troublesInARow = 0;
    this.#troubles.delete(index);
    this.#ends.set(index, tried);
    this.#unsaved.set(index, tried);
    this.#begun.delete(index);
    this.#onProgress(this.#ends.size, this.#plan.rows.length);
    // Whoever stops a run may not wait for its last row.
    if (this.#stopping.signal.aborted || performance.now() - this.#savedAt > SAVE_EVERY_MS) void this.#save();
  }

  #leaveOff(reason: string | undefined): void {
    this.#isOver = true;
    this.#stoppedBy ??= reason;
  }

  /** Before a row is sent it is on disk that it may be. */
  async #saidToBegin(index: number): Promise<void> {
    if (index >= this.#begunOnDisk) {
      this.#begunOnDisk = index + BEGUN_AT_ONCE;
      this.#begins = this.#options.plans.begins(this.#plan.id, this.#begunOnDisk);
    }
    await this.#begins;
  }

  async #tried(index: number): Promise<Tried> {
    const row = this.#plan.rows[index];
    if (!row) return { state: "unchanged" };
    const { live, names, rows, journal } = this.#options;
    // What is sent is brought to its end, whatever becomes of the call.
    const call = { deadline: this.#deadline, signal: this.#stopping.signal, share: this.#share };
    const sentBefore = this.#begun.has(index);
    try {
      const schema = await live.get(call);
      const { change, whole } = changeFrom(row.change, schema);
      const holds = row.holds && changeFrom(row.holds, schema);
      if (!whole || holds?.whole === false)
        return { state: "skipped", reason: "a field of it is gone from the workspace, or cannot be written any more" };
      const { tool, batch } = this.#plan;
      const intent = (remaining: Change) => ({
        key: keyFor(row, remaining),
        sentBefore,
        since: sentBefore ? this.#plan.madeAt : journal.now(),
        settle: () => undefined,
      });
      this.#begun.add(index);
      const applied = await rows.write(
        {
          contact: row.contact,
          deletes: row.deletes ?? false,
          change,
          holds: holds?.change,
          name: row.name,
          allowDuplicate: row.allowDuplicate,
          mostSearches: this.#mostSearches,
          intent,
        },
        { tool, batch, undoes: row.undoes },
        call,
      );
      if (applied.kind === "waiting" && !sentBefore) this.#begun.delete(index);
      if (applied.kind === "sent" && applied.result.unlogged !== undefined)
        this.#leaveOff(unloggedText(`the write ${applied.result.record.id}`, applied.result.unlogged));
      const isDone = applied.kind === "unchanged" || (applied.kind === "gone" && row.deletes === true);
      if (!isDone || !sentBefore) return endOf(applied);
      return await this.#foundMade(row, applied.kind === "unchanged" ? applied.contact : undefined, schema);
    } catch (error) {
      // It was not sent, or refused for certain.
      const isKnown = this.#isCancelled(error) || [CallError, WriteRefused, AuditLogError].some((kind) => error instanceof kind);
      if (!sentBefore && isKnown) this.#begun.delete(index);
      const tried = this.#failed(error, row, sentBefore);
      const choices = tried.state === "failed" ? await choicesInstead(error, live.current, names, call) : "";
      return choices === "" || tried.state !== "failed" ? tried : { ...tried, reason: `${tried.reason} Accepted: ${choices}.` };
    }
  }

  /** The end of a row that was sent and is found to be made, though its answer never came: the write that was sent, where this session has it on record. */
  async #foundMade(row: PlanRow, contact: ContactRecord | undefined, schema: ContactSchema): Promise<RowEnd> {
    const { journal } = this.#options;
    if (contact) await journal.foundWritten(contact);
    const known = journal.records.findLast(
      ({ outcome, batch, idempotencyKeys: keys, undoes }) => outcome === "written" && batch === this.#plan.batch && isOfRow(row, { keys, undoes }),
    );
    const end = { state: "written", write: known?.id ?? shortId("w"), contact: row.contact ?? "", link: contact?.link } as const;
    if (!known) await journal.end(plannedRecord(this.#plan, row, end, schema, journal.now()));
    return end;
  }

  #isCancelled(error: unknown): boolean {
    const { signal } = this.#stopping;
    return error instanceof CancelledError || (signal.aborted && error === signal.reason);
  }

  #failed(error: unknown, row: PlanRow, sentBefore: boolean): Tried {
    if (this.#isCancelled(error)) return { state: "over", reason: undefined };
    if (error instanceof AuditLogError) return { state: "over", reason: error.message };
    if (error instanceof LockedError) return { state: "again", reason: error.message };
    if (error instanceof WriteLimitError) return { state: "limit", limit: error };
    if (error instanceof UnsearchedError && error.retryable) return { state: "again", reason: error.message };
    if (error instanceof WriteRefused) return { state: sentBefore ? "again" : "failed", reason: error.message };
    if (!(error instanceof CallError)) throw error;
    if (error instanceof DeadlineError) {
      this.#late ??= error.problem;
      return { state: "over", reason: error.lastFailure && error.problem };
    }
    if (error instanceof ApiError && error.status === 401) return { state: "over", reason: `${error.problem} Check the API key.` };
    if (error instanceof ApiError && error.status === 403)
      return { state: "over", reason: `${error.problem} The key needs the scope contacts:${row.contact === undefined ? "create" : "update"}.` };
    // What was sent by an earlier run may have been written, unless the API says that it was not.
    const isOpen = error.retryable || (sentBefore && error.writeOutcome !== "refused");
    return { state: isOpen ? "again" : "failed", reason: error.problem };
  }

  /** One after the other, and what comes in the meantime together. */
  async #save(): Promise<void> {
    this.#savedAt = performance.now();
    const ends = this.#unsaved;
    this.#unsaved = new Map();
    this.#saving = this.#saving.then(() => this.#options.plans.ended(this.#plan.id, ends));
    await this.#saving;
  }
}

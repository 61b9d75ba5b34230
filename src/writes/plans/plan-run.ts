import { setMaxListeners } from "node:events";
import { CallError, type CallOptions, CancelledError, Deadline, RateShare } from "../../api/index.ts";
import { nextTurn } from "../../async/loop-turns.ts";
import { TimeSlices } from "../../async/time-slices.ts";
import type { ContactSchema } from "../../schema/contact-schema.ts";
import type { ContactRecord } from "../../schema/record.ts";
import type { WriteCall } from "../consent.ts";
import { AuditLogError } from "../journal/audit-log-error.ts";
import { shortId } from "../journal/write-record.ts";
import { WriteRefused } from "../refusal.ts";
import { rowText, unloggedText } from "../sentences.ts";
import type { SessionWrites } from "../session-writes.ts";
import type { WriteKeys } from "../write.ts";
import { applyWrite } from "../write-pipeline.ts";
import { isOfRow, keyFor, type Plan, type PlanRow, type RowEnd } from "./plan.ts";
import type { PlanProgress } from "./plan-progress.ts";
import type { KeptPlan } from "./plan-store.ts";
import { plannedRecord } from "./planned-record.ts";
import { roundsOf, withoutHeldUp } from "./rounds.ts";
import { failedAttempt, type RowAttempt, rowAttempt } from "./row-attempt.ts";
import { rowDraft } from "./row-draft.ts";
import { type PlanRun, restAtLimit } from "./run-result.ts";
import { RunTroubles } from "./run-troubles.ts";

/** Rows under way at once: enough to use up the API's limits of reads and of writes, 25 a second each. */
const LANES = 60;

/** Merges run one after the other: they cannot be undone, and each is checked before the next. */
const MERGE_LANES = 1;

/** No row begins if less time than this is left, in ms. In a short call, the limit is a part of the call's time. */
const LAST_BEGIN_MS = 6000;
const LAST_BEGIN_PART = 0.5;

/** With more rows, the API is asked once for each, by the value that proves most; the index knows all values. */
const MOST_SEARCHED = 50;

const RESTS_ON_UNWRITTEN = { state: "skipped", reason: rowText.restsOnUnwritten } as const;

interface RunTask {
  readonly kept: KeptPlan;
  /** Rows to write, by index; those that have ended before are passed over. */
  readonly rows: readonly number[];
  /** IDs of contacts that another process has written, and that lists may not show yet. */
  readonly unseen: readonly string[];
  /** Nothing is sent: the outcome of what was sent earlier is looked up. */
  readonly looksOnly: boolean;
  readonly call: WriteCall;
  onProgress(ended: number, of: number): void;
}

export class Run {
  readonly #writes: SessionWrites;
  readonly #task: RunTask;
  readonly #plan: Plan;
  readonly #progress: PlanProgress;
  /** Aborted with the call, or when the run is stopped. */
  readonly #slices = new TimeSlices();
  readonly #stopping = new AbortController();
  /** What a row is sent with. Several rows give way to single calls, whichever tool runs them. */
  readonly #call: CallOptions & { readonly deadline: Deadline };
  /** Rows to be written, by index. A round begins when the one before it is over. */
  readonly #rounds: readonly (readonly number[])[];
  /** Those of the present round that have not begun. */
  #open: number[] = [];
  readonly #unseen: string[];
  /** How many of the task's rows have ended. */
  #ended: number;
  readonly #troubles = new RunTroubles();
  /** How often the API is asked, at most, whether the person of a row exists, or who holds its values. */
  readonly #mostSearches: (row: PlanRow) => number | undefined;

  constructor(writes: SessionWrites, task: RunTask) {
    const { kept, rows, call, unseen } = task;
    this.#writes = writes;
    this.#task = task;
    this.#plan = kept.plan;
    this.#progress = kept.progress;
    const { ends } = kept.progress;
    this.#ended = rows.filter((row) => ends.has(row)).length;
    this.#rounds = roundsOf(
      this.#plan,
      rows.filter((row) => !ends.has(row)),
    );
    this.#unseen = [...unseen];
    const creates = rows.filter((row) => kept.plan.rows[row]?.contact === undefined).length;
    this.#mostSearches = ({ contact }) => ((contact === undefined ? creates : rows.length - creates) > MOST_SEARCHED ? 1 : undefined);
    // Dozens of rows listen to it at once.
    setMaxListeners(0, this.#stopping.signal);
    this.#call = {
      deadline: call.deadline ?? Deadline.after(60_000),
      signal: this.#stopping.signal,
      share: call.share ?? (kept.plan.rows.length > 1 ? new RateShare(1) : undefined),
    };
  }

  /** Ends the run between rows: those that were sent are brought to their end, those that wait are not sent. */
  readonly #stop = (): void => this.#stopping.abort();

  async finished(): Promise<PlanRun> {
    const signals = [this.#writes.stopping.signal, this.#task.call.signal];
    if (signals.some((signal) => signal?.aborted)) this.#stop();
    for (const signal of signals) signal?.addEventListener("abort", this.#stop);
    try {
      return await this.#finished();
    } finally {
      for (const signal of signals) signal?.removeEventListener("abort", this.#stop);
    }
  }

  async #finished(): Promise<PlanRun> {
    const endedBefore = new Set(this.#progress.ends.keys());
    const failures: unknown[] = [];
    for (const [at, round] of this.#rounds.entries()) {
      this.#open = withoutHeldUp(round, this.#rounds.slice(0, at), { plan: this.#plan, ends: this.#progress.ends });
      const [first, ...others] = this.#open;
      if (first !== undefined) await this.#progress.announce(first, others);
      // What another process has written is read again at the end.
      const isLast = at === this.#rounds.length - 1;
      failures.push(...(await this.#lanes(isLast ? this.#unseen : [])));
    }
    await this.#progress.rest();
    if (failures.length > 0) throw failures[0];
    const { ends } = this.#progress;
    const isAtLimit = this.#troubles.metLimit && this.#writes.journal.left({ undoes: this.#plan.rows[0]?.undoes }) === 0;
    const stoppedBy = this.#troubles.reason(isAtLimit, ends.size === endedBefore.size);
    return {
      plan: this.#plan,
      rows: this.#task.rows,
      ends,
      endedBefore,
      stoppedBy,
      rest: this.#progress.isForgotten ? "forgotten" : isAtLimit ? restAtLimit(this.#task.kept.onDisk) : "next-call",
      lacksMerge: this.#troubles.lacksMerge,
    };
  }

  /** Returns the mistakes of the program that ended a lane. */
  async #lanes(unseen: string[]): Promise<unknown[]> {
    const lanes: Promise<void>[] = [];
    const failures: unknown[] = [];
    const failed = (error: unknown) => {
      failures.push(error);
      this.#troubles.stop(undefined);
    };
    const most = this.#plan.rows.some(({ action }) => action === "merge") ? MERGE_LANES : LANES;
    for (let count = Math.min(most, this.#open.length + unseen.length); count > 0; count--) {
      lanes.push(this.#lane(unseen).catch(failed));
      await nextTurn();
    }
    await Promise.all(lanes);
    return failures;
  }

  /** Writes row after row, then reads again what other processes have written: index and lists may lack it. */
  async #lane(unseen: string[]): Promise<void> {
    for (let index = this.#next(this.#open); index !== undefined; index = this.#next(this.#open)) {
      await this.#row(index);
      while (this.#slices.isOver) await this.#slices.next();
    }
    for (let id = this.#next(unseen); id !== undefined; id = this.#next(unseen)) {
      await this.#writes.workspace.api.retrieve(id, this.#call).catch((error: unknown) => {
        if (!(error instanceof CallError || this.#isCancelled(error))) throw error;
      });
    }
  }

  #next<T>(queue: T[]): T | undefined {
    const { deadline } = this.#call;
    const hasTime = deadline.fits(Math.min(LAST_BEGIN_MS, deadline.totalMs * LAST_BEGIN_PART));
    return this.#troubles.isOver || this.#stopping.signal.aborted || !hasTime ? undefined : queue.shift();
  }

  async #row(index: number): Promise<void> {
    const row = this.#plan.rows[index];
    if (!row) return;
    await this.#progress.announce(index, this.#open);
    const tried = await this.#attempt(index, row);
    const attempt = tried.state === "conflict" && this.#restsOnUnwritten(index, row) ? RESTS_ON_UNWRITTEN : tried;
    if (attempt.state === "open") {
      if (this.#troubles.met(index, attempt)) this.#open.push(index);
      return;
    }
    this.#troubles.overcame(index);
    this.#progress.end(index, attempt, this.#task.looksOnly);
    this.#ended += 1;
    this.#task.onProgress(this.#ended, this.#task.rows.length);
    // The process may end before the last row does.
    if (this.#stopping.signal.aborted) void this.#progress.save();
    else this.#progress.saveSoon();
  }

  /** Whether the row was planned for what another one, which was not written, would have made of its contact. */
  #restsOnUnwritten(index: number, { contact }: PlanRow): boolean {
    const isUnwritten = (end: RowEnd | undefined) => end && end.state !== "written" && end.state !== "unchanged";
    return this.#plan.rows.some((one, at) => at !== index && one.contact === contact && isUnwritten(this.#progress.ends.get(at)));
  }

  async #attempt(index: number, row: PlanRow): Promise<RowAttempt> {
    const { workspace, journal } = this.#writes;
    const { live, names } = workspace;
    const { tool, batch, madeAt } = this.#plan;
    const sentBefore = this.#progress.maySent(index);
    try {
      const schema = await live.get(this.#call);
      const draft = rowDraft(row, { plan: this.#plan, progress: this.#progress, schema, mostSearches: this.#mostSearches(row) });
      if (!draft) return { state: "skipped", reason: rowText.fieldGone };
      this.#progress.sends(index);
      const keys: WriteKeys = {
        keptKey: async (change) =>
          sentBefore ? { key: keyFor(row, change), since: madeAt, allowsDuplicate: row.allowDuplicate === true } : undefined,
        claim: (_, remaining) => ({
          key: keyFor(row, remaining),
          sentBefore,
          since: sentBefore ? madeAt : journal.now(),
          conclude: () => undefined,
        }),
      };
      const terms = { origin: { tool, batch, row: row.number, undoes: row.undoes }, keys, looksOnly: this.#task.looksOnly };
      const attempt = await applyWrite(draft, terms, this.#writes, this.#call);
      if (attempt.kind === "open-create" && !sentBefore) this.#progress.notSent(index);
      if (attempt.kind === "sent" && attempt.result.unlogged !== undefined)
        this.#troubles.stop(unloggedText(`the write ${attempt.result.record.id}`, attempt.result.unlogged));
      const isDone = attempt.kind === "unchanged" || (attempt.kind === "gone" && row.action === "delete");
      if (!isDone || !sentBefore) return rowAttempt(attempt);
      return await this.#foundWritten(row, attempt.kind === "unchanged" ? attempt.contact : undefined, schema);
    } catch (error) {
      const isCancelled = this.#isCancelled(error);
      // It was not sent, or refused for certain.
      const isKnown = isCancelled || [CallError, WriteRefused, AuditLogError].some((kind) => error instanceof kind);
      if (!sentBefore && isKnown) this.#progress.notSent(index);
      if (isCancelled) return { state: "open", reason: undefined, stop: "other" };
      const attempt = failedAttempt(error, row, sentBefore);
      const choices = attempt.state === "failed" ? await names.choicesInstead(error, this.#call) : "";
      return choices === "" || attempt.state !== "failed" ? attempt : { ...attempt, reason: rowText.accepted(attempt.reason, choices) };
    }
  }

  /** The end of a row whose answer never came, but which was written; with the write's ID, if it is known here. */
  async #foundWritten(row: PlanRow, contact: ContactRecord | undefined, schema: ContactSchema): Promise<RowEnd> {
    const { journal } = this.#writes;
    if (contact) await journal.foundWritten(contact);
    const known = journal.records.findLast(
      ({ outcome, batch, idempotencyKeys: keys, undoes }) => outcome === "written" && batch === this.#plan.batch && isOfRow(row, { keys, undoes }),
    );
    const end = { state: "written", write: known?.id ?? shortId("w"), contact: row.contact ?? "", link: contact?.link } as const;
    if (!known) await journal.end(plannedRecord({ plan: this.#plan, row, end, at: journal.now() }, schema));
    return end;
  }

  #isCancelled(error: unknown): boolean {
    const { signal } = this.#stopping;
    return error instanceof CancelledError || (signal.aborted && error === signal.reason);
  }
}

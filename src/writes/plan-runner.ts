import { ApiError, CallError, Deadline } from "../api/index.ts";
import type { LiveWorkspace } from "../lookup/live-workspace.ts";
import { labels } from "../render/change.ts";
import { AuditLogError } from "./audit-log.ts";
import { type Change, touched } from "./change.ts";
import type { Consent, WriteCall } from "./consent.ts";
import { fingerprintOf } from "./idempotency.ts";
import type { Journal } from "./journal.ts";
import { changeFrom, type Plan, type PlanProgress, type PlanRow, type RowEnd } from "./plan.ts";
import type { PlanStore } from "./plan-store.ts";
import { WriteRefused } from "./refused.ts";
import type { Applied, RowWriter } from "./row-writer.ts";

/** Rows under way at once: enough to keep the API's limits of reads and of writes both used up, 25 a second each. */
const LANES = 60;

/** No row is begun when less time than this, in ms, is left of the call. */
const LAST_BEGIN_MS = 6000;

/** How often, in ms, progress goes to disk at most. What is not there yet is found out again, with the same keys. */
const SAVE_EVERY_MS = 250;

export interface PlanRunnerOptions {
  readonly live: LiveWorkspace;
  readonly plans: PlanStore;
  readonly rows: RowWriter;
  readonly consent: Consent;
  readonly journal: Journal;
}

export interface PlanRun {
  readonly plan: Plan;
  readonly ends: ReadonlyMap<number, RowEnd>;
  /** How many of them this run has brought to their end. */
  readonly endedNow: number;
  /** Why it went no further, a sentence; absent where all rows have ended, or the time was up. */
  readonly stoppedBy: string | undefined;
}

/** Runs plans: what was shown, and nothing else. */
export class PlanRunner {
  readonly #options: PlanRunnerOptions;
  readonly #running = new Set<string>();
  /** Rows that were sent and whose end is not known, by plan. */
  readonly #begun = new Map<string, Set<number>>();

  constructor(options: PlanRunnerOptions) {
    this.#options = options;
  }

  /**
   * Makes the writes of a plan that are not made yet, until they are or the call's time is nearly up; a later run goes on. Cancelling ends it after the
   * rows that are under way.
   *
   * @param question asked where the user must agree
   * @throws WriteRefused where there is no such plan, it is too old or being run, or the user does not agree
   */
  async run(
    id: string,
    call: WriteCall,
    question: (plan: Plan) => Promise<string>,
    onProgress: (ended: number, of: number) => void,
  ): Promise<PlanRun> {
    const { plans, consent } = this.#options;
    if (this.#running.has(id)) throw new WriteRefused("This plan is being applied just now, by another call.");
    this.#running.add(id);
    try {
      const { plan, progress } = await plans.get(id);
      const wasBegun = progress.workedAt > plan.madeAt;
      if (progress.ends.size === plan.rows.length) return { plan, ends: progress.ends, endedNow: 0, stoppedBy: undefined };
      const { call: agreed } = await consent.obtained(call, () => question(plan));
      await plans.ended(id, new Map());
      return await new Run(this.#options, plan, progress, this.#begunOf(plan, progress, wasBegun), agreed, onProgress).finished();
    } finally {
      this.#running.delete(id);
    }
  }

  /** After a restart nothing tells which of the open rows were sent. */
  #begunOf(plan: Plan, progress: PlanProgress, wasBegun: boolean): Set<number> {
    const known = this.#begun.get(plan.id);
    if (known) return known;
    const begun = new Set(wasBegun ? plan.rows.keys() : []);
    for (const row of progress.ends.keys()) begun.delete(row);
    this.#begun.set(plan.id, begun);
    return begun;
  }
}

/** One run of one plan. */
class Run {
  readonly #options: PlanRunnerOptions;
  readonly #plan: Plan;
  readonly #before: number;
  readonly #ends: Map<number, RowEnd>;
  readonly #begun: Set<number>;
  readonly #call: WriteCall;
  readonly #onProgress: (ended: number, of: number) => void;
  #unsaved = new Map<number, RowEnd>();
  #saving: Promise<void> = Promise.resolve();
  #savedAt = performance.now();
  #stoppedBy: string | undefined;

  constructor(
    options: PlanRunnerOptions,
    plan: Plan,
    progress: PlanProgress,
    begun: Set<number>,
    call: WriteCall,
    onProgress: (ended: number, of: number) => void,
  ) {
    this.#options = options;
    this.#plan = plan;
    this.#ends = new Map(progress.ends);
    this.#before = progress.ends.size;
    this.#begun = begun;
    this.#call = call;
    this.#onProgress = onProgress;
  }

  async finished(): Promise<PlanRun> {
    const open = [...this.#plan.rows.entries()].filter(([index]) => !this.#ends.has(index)).values();
    const lane = async () => {
      for (const [index, row] of open) {
        if (!this.#goesOn()) return;
        await this.#row(index, row);
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    await this.#save();
    return { plan: this.#plan, ends: this.#ends, endedNow: this.#ends.size - this.#before, stoppedBy: this.#stoppedBy };
  }

  #goesOn(): boolean {
    const { signal, deadline } = this.#call;
    const enough = Math.min(LAST_BEGIN_MS, (deadline?.totalMs ?? 0) / 4);
    return this.#stoppedBy === undefined && !signal?.aborted && (deadline?.fits(enough) ?? true);
  }

  async #row(index: number, row: PlanRow): Promise<void> {
    const end = await this.#ended(index, row);
    if (!end) return;
    this.#ends.set(index, end);
    this.#unsaved.set(index, end);
    this.#begun.delete(index);
    this.#onProgress(this.#ends.size, this.#plan.rows.length);
    if (performance.now() - this.#savedAt > SAVE_EVERY_MS) void this.#save();
  }

  /** How the row ended; undefined where it stays open. */
  async #ended(index: number, row: PlanRow): Promise<RowEnd | undefined> {
    const { live, rows } = this.#options;
    const workspace = await live.get(this.#call);
    const { change, whole } = changeFrom(row.change, workspace);
    if (!whole) return { state: "skipped", reason: "a field of it is gone from the workspace, or cannot be written any more" };
    const { tool, batch } = this.#plan;
    const sentBefore = this.#begun.has(index);
    const intent = (remaining: Change) => ({
      // The same remainder has the same key, also after a restart, and another one has another.
      key: `${row.key}-${fingerprintOf(row.contact, remaining).slice(0, 12)}`,
      sentBefore,
      since: sentBefore ? this.#plan.madeAt : this.#options.journal.now(),
      settle: () => undefined,
    });
    this.#begun.add(index);
    const deletes = row.deletes ?? false;
    try {
      // Rows that have begun are brought to their end, whatever becomes of the call.
      const call = { deadline: this.#call.deadline ?? Deadline.after(60_000) };
      const origin = { tool, batch, undoes: row.undoes };
      const applied = await rows.write({ contact: row.contact, deletes, change, name: row.name, intent }, origin, call);
      if (applied.kind === "waiting") this.#begun.delete(index);
      return endOf(applied);
    } catch (error) {
      // It was not sent, or refused for certain.
      if (!sentBefore) this.#begun.delete(index);
      return this.#failed(error);
    }
  }

  #failed(error: unknown): RowEnd | undefined {
    // What concerns all rows ends the run, and the rows stay open.
    const concernsAll = !(error instanceof CallError) || (error instanceof ApiError && [401, 403].includes(error.status)) || error.retryable;
    if (!concernsAll) return { state: "failed", reason: error.problem };
    if (error instanceof CallError || error instanceof WriteRefused || error instanceof AuditLogError) {
      this.#stoppedBy ??= error instanceof CallError ? error.problem : error.message;
      return undefined;
    }
    throw error;
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

function endOf(applied: Applied): RowEnd | undefined {
  switch (applied.kind) {
    case "sent":
      return writtenEnd(applied.result);
    case "waiting":
      return undefined;
    case "unchanged":
      return { state: "unchanged" };
    case "gone":
      return { state: "skipped", reason: "the contact is gone" };
    case "conflict":
      return { state: "skipped", reason: `${labels(touched(applied.conflicts))} changed meanwhile` };
    case "duplicate":
      return { state: "skipped", reason: `${applied.duplicate.contact.id} is there meanwhile, with the same ${applied.duplicate.by}` };
  }
}

function writtenEnd({ outcome, record, proof, failure }: Extract<Applied, { kind: "sent" }>["result"]): RowEnd | undefined {
  if (outcome === "unknown") return undefined;
  if (outcome === "written") return { state: "written", write: record.id, contact: record.contact ?? "", link: record.link };
  if (outcome === "not-written" && failure) return undefined;
  const lacking = [...(proof?.fields ?? []), ...(proof?.links ?? [])].filter(({ stored }) => !stored);
  const names = lacking.map((one) => ("field" in one ? one.field.label : one.relationship.label)).join(", ");
  return {
    state: "failed",
    reason: `${failure ? `${failure.problem} ` : ""}Not stored: ${names}${outcome === "partly" ? `; the rest is written (${record.id})` : ""}`,
  };
}

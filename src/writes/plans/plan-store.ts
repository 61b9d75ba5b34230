import type { CallOptions } from "../../api/index.ts";
import { mapInSlices } from "../../async/time-slices.ts";
import { type Cache, JsonEntries } from "../../storage/index.ts";
import { jsonInSlices } from "../../storage/json-in-slices.ts";
import type { WriteCall } from "../consent.ts";
import { shortId } from "../journal/write-record.ts";
import { LockedError, WriteRefused } from "../refusal.ts";
import { planText } from "../sentences.ts";
import { whileLocked } from "../write-locks.ts";
import { type NewPlanRow, newPlanId, type Plan, planForm, planRowOf } from "./plan.ts";
import { PlanProgress, type StoredProgress, storedProgressForm } from "./plan-progress.ts";

/** How long, in ms, a plan can be applied after it was made or last worked on: contacts may have changed by then. */
const PLAN_LIFE_MS = 30 * 60_000;

/** How long, in ms, a plan is kept on disk: longer than anybody can work on it. */
const KEPT_MS = 24 * 60 * 60_000;

/** A plan that was made, and how far it has got. */
export interface KeptPlan {
  /** With its ambiguous rows as they were settled so far. */
  readonly plan: Plan;
  /** Whether it outlives the process. */
  readonly onDisk: boolean;
  readonly progress: PlanProgress;
}

/** Plans and how far they have got: in memory, and in the encrypted cache, so that a plan outlives the process. */
export class PlanStore {
  readonly #plans: JsonEntries<Plan>;
  readonly #progress: JsonEntries<StoredProgress>;
  readonly #now: () => number;
  readonly #cache: Cache;
  readonly #kept = new Map<string, KeptPlan>();
  /** IDs of the plans that calls work on. */
  readonly #running = new Set<string>();
  /** How often plans were forgotten: what was read before must not be kept after it. */
  #forgotten = 0;

  /** @param now clock in ms */
  constructor(cache: Cache, now: () => number) {
    this.#plans = new JsonEntries({ cache, prefix: "plan", form: planForm, lifeMs: KEPT_MS });
    this.#progress = new JsonEntries({ cache, prefix: "progress", form: storedProgressForm, lifeMs: KEPT_MS });
    this.#now = now;
    this.#cache = cache;
  }

  /** Makes a plan of a tool and keeps it. @throws the refusal, if the API has refused the key since the call began */
  async make(tool: string, rows: readonly NewPlanRow[], { throwIfRefused }: Pick<WriteCall, "throwIfRefused">): Promise<KeptPlan> {
    // On disk, a plan stays the record of what it has written.
    for (const kept of this.#kept.values()) if (!this.goesOn(kept)) this.#kept.delete(kept.plan.id);
    await Promise.all([this.#plans.prune(), this.#progress.prune()]);
    const plan: Plan = { id: newPlanId(), batch: shortId("b"), tool, madeAt: this.#now(), rows: await mapInSlices(rows, planRowOf) };
    const json = await jsonInSlices(plan);
    // A plan that is written now is deleted with everything else if the refusal comes later.
    throwIfRefused?.();
    await this.#plans.writeJson(plan.id, json);
    const onDisk = await this.#plans.has(plan.id);
    throwIfRefused?.();
    return this.#keep(plan, onDisk);
  }

  /** @throws WriteRefused if there is no such plan, or it no longer {@link goesOn} */
  async get(id: string): Promise<KeptPlan> {
    const kept = await this.#find(id);
    if (!kept) throw new WriteRefused(planText.noSuchPlan(id));
    if (!this.goesOn(kept)) {
      this.#kept.delete(id);
      throw new WriteRefused(planText.tooOld(PLAN_LIFE_MS / 60_000));
    }
    return kept;
  }

  /** The ID by which the writes of a plan are listed and undone; that of anything else is its own. */
  async writesOf(id: string): Promise<string> {
    const kept = await this.#find(id);
    return kept && kept.progress.ends.size > 0 ? kept.plan.batch : id;
  }

  /**
   * Interrupted plans of this process and of others that share its cache: some of their rows have ended, and others
   * have not. Also the plans that have undone writes of these plans. Reading the plans does not change them.
   */
  async cutOff(): Promise<KeptPlan[]> {
    const stored = await this.#progress.recent(KEPT_MS);
    const onDisk = await Promise.all(stored.map((progress) => this.#asStored(progress)));
    const here = [...this.#kept.values()].filter(({ plan }) => !stored.some(({ id }) => id === plan.id));
    const begun = [...here, ...onDisk].flatMap((one) => (one && one.progress.ends.size > 0 ? [one] : []));
    const unfinished = begun.filter(({ progress }) => progress.open.length > 0);
    const written = new Set(unfinished.flatMap(({ progress }) => [...progress.ends.values()].map((end) => "write" in end && end.write)));
    const undoes = ({ plan }: KeptPlan) => plan.rows.some((row) => row.undoes !== undefined && written.has(row.undoes));
    return begun.filter((kept) => unfinished.includes(kept) || undoes(kept));
  }

  /**
   * Runs work on a plan while no other call does, of whatever session. Waits for other processes.
   *
   * @throws LockedError if another call of this process does, or another process does until the call's time is over; the
   *   signal's reason
   */
  async alone<T>(id: string, work: () => Promise<T>, call: CallOptions): Promise<T> {
    if (this.#running.has(id)) throw new LockedError(planText.running);
    this.#running.add(id);
    try {
      return await whileLocked([`plan ${id}`], work, { cache: this.#cache, call, refusal: planText.running });
    } finally {
      this.#running.delete(id);
    }
  }

  /** Call this when the API refuses the key. A call that works on a plan continues, and leaves nothing on disk. */
  forget(): void {
    this.#forgotten += 1;
    for (const { progress } of this.#kept.values()) progress.forget();
    this.#kept.clear();
  }

  /** Whether no more of the plan can be sent. */
  isOld({ progress }: KeptPlan): boolean {
    return this.#now() - progress.workedAt > PLAN_LIFE_MS;
  }

  /** Whether the plan can be applied, or the outcome of its merges can still be looked up. */
  goesOn(kept: KeptPlan): boolean {
    const { progress } = kept;
    return !this.isOld(kept) || (progress.mergesInDoubt.length > 0 && this.#now() - progress.workedAt < KEPT_MS);
  }

  async #find(id: string): Promise<KeptPlan | undefined> {
    const kept = this.#kept.get(id) ?? (await this.#restored(id));
    await kept?.progress.catchUp();
    return kept;
  }

  async #restored(id: string): Promise<KeptPlan | undefined> {
    const before = this.#forgotten;
    const plan = await this.#stored(id);
    if (this.#forgotten !== before) return undefined;
    // Another call may have read it at the same time.
    return this.#kept.get(id) ?? (plan && this.#keep(plan, true));
  }

  async #asStored(stored: StoredProgress): Promise<KeptPlan | undefined> {
    const plan = await this.#stored(stored.id);
    if (!plan) return undefined;
    const progress = new PlanProgress(plan, this.#progress, this.#now);
    progress.take(stored);
    return keptPlan(progress, true);
  }

  async #stored(id: string): Promise<Plan | undefined> {
    const plan = await this.#plans.read(id);
    return plan === undefined || plan === "unreadable" || plan.id !== id ? undefined : plan;
  }

  #keep(plan: Plan, onDisk: boolean): KeptPlan {
    const kept = keptPlan(new PlanProgress(plan, this.#progress, this.#now), onDisk);
    this.#kept.set(plan.id, kept);
    return kept;
  }
}

const keptPlan = (progress: PlanProgress, onDisk: boolean): KeptPlan => ({
  get plan() {
    return progress.plan;
  },
  onDisk,
  progress,
});

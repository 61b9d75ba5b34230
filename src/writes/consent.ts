import { type CallOptions, Deadline } from "../api/index.ts";
import { oneLine } from "../fields/plain-text.ts";
import { shortId } from "./journal.ts";
import { newKey, newPlanId, type Plan, type PlanRow } from "./plan.ts";
import type { PlanStore } from "./plan-store.ts";
import { WriteRefused } from "./refused.ts";

/** A call that writes. */
export interface WriteCall extends CallOptions {
  /** Puts a question to the user and resolves to whether they agree; absent where the client cannot. */
  readonly ask?: ((question: string) => Promise<boolean>) | undefined;
}

/** A plan that was made, and whether it outlives the process. */
export interface KeptPlan {
  readonly plan: Plan;
  readonly onDisk: boolean;
}

export interface ConsentOptions {
  /** Whether every write needs the user's word (`LIGHTFIELD_CONFIRM_WRITES`). */
  readonly required: boolean;
  readonly plans: PlanStore;
  /** Clock in ms. */
  readonly now: () => number;
}

/** Makes plans, and sees to it that no write is made without the user's word where that is asked for. */
export class Consent {
  readonly #options: ConsentOptions;

  constructor(options: ConsentOptions) {
    this.#options = options;
  }

  /** Whether a write has to become a plan, since nobody can be asked. */
  mustPlan({ ask }: WriteCall): boolean {
    return this.#options.required && !ask;
  }

  /** Asks where that is needed. Returns the call with its time, which does not run while somebody thinks. */
  async obtained(call: WriteCall, question: () => string | Promise<string>): Promise<{ readonly asked: boolean; readonly call: WriteCall }> {
    if (!this.#options.required || !call.ask) return { asked: false, call };
    const text = await question();
    if (!(await this.#answer(call.ask(text), call))) throw new WriteRefused("Not written: the user did not agree.");
    return { asked: true, call: { ...call, ...(call.deadline ? { deadline: Deadline.after(call.deadline.totalMs) } : {}) } };
  }

  async #answer(asked: Promise<boolean>, { signal }: WriteCall): Promise<boolean> {
    try {
      return await asked;
    } catch (error) {
      throw new WriteRefused(
        `Not written: the user could not be asked (${error instanceof Error ? oneLine(error.message) : "no answer"}), and LIGHTFIELD_CONFIRM_WRITES is always.`,
      );
    } finally {
      signal?.throwIfAborted();
    }
  }

  /** @param rows without their keys */
  async plan(tool: string, rows: readonly Omit<PlanRow, "key">[]): Promise<KeptPlan> {
    const { plans, now } = this.#options;
    const plan: Plan = {
      id: newPlanId(),
      batch: shortId("b"),
      tool,
      madeAt: now(),
      rows: rows.map((row) => ({ ...row, key: newKey() })),
    };
    return { plan, onDisk: await plans.add(plan) };
  }
}

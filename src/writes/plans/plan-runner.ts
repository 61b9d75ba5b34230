import { LIST_LAG_MS } from "../../replica/sync/index.ts";
import type { WriteCall } from "../consent.ts";
import { WriteLimitError, WriteRefused } from "../refusal.ts";
import { type Plan, withoutHiddenNames } from "./plan.ts";
import { type PlanRunOptions, Run } from "./plan-run.ts";
import { takeOver } from "./resume.ts";
import { type PlanRun, restAtLimit } from "./run-result.ts";

/** Runs plans: what was shown, and nothing else. */
export class PlanRunner {
  readonly #options: PlanRunOptions;
  /** By the IDs of their plans; undefined where the user is still asked. */
  readonly #running = new Map<string, Run | undefined>();
  #isStopped = false;

  constructor(options: PlanRunOptions) {
    this.#options = options;
  }

  /** Lets no further row be sent, of any plan. What was sent is brought to its end. */
  stop(): void {
    this.#isStopped = true;
    for (const run of this.#running.values()) run?.stop();
  }

  /**
   * Makes the writes of a plan that are not made yet, until they are or the call's time is nearly up; a later run goes on. Cancelling ends it after the
   * rows that are under way.
   *
   * @param isUsersWord whether the call is made since the user has agreed: it runs where nobody can be asked
   * @param question asked where the user must agree
   * @throws WriteRefused where there is no such plan, it is too old or being run, or the user does not agree
   */
  async run(
    id: string,
    isUsersWord: boolean,
    call: WriteCall,
    question: (plan: Plan) => Promise<readonly string[]>,
    onProgress: (ended: number, of: number) => void,
  ): Promise<PlanRun> {
    const { live, plans, journal } = this.#options;
    if (this.#running.has(id)) throw new WriteRefused("This plan is being applied just now, by another call.");
    this.#running.set(id, undefined);
    try {
      const kept = await plans.get(id);
      const { onDisk, progress } = kept;
      const { ends, workedAt } = progress;
      const schema = await live.get(call);
      const plan = withoutHiddenNames(kept.plan, schema);
      const written = await takeOver(plan, progress, schema, journal);
      if (ends.size === plan.rows.length) return { plan, ends, endedNow: 0, stoppedBy: undefined, rest: "next-call" };
      const agreed = await this.#agreed(plan, isUsersWord, call, question);
      if (agreed instanceof WriteLimitError) return { plan, ends, endedNow: 0, stoppedBy: agreed.problem, rest: restAtLimit(onDisk) };
      // A program's answer, which may have been a no, is not followed by the writes: the next call is the user's word.
      if (typeof agreed === "string") return { plan, ends, endedNow: 0, stoppedBy: agreed, rest: "next-call" };
      // What was written earlier is in the lists by now.
      const unseen = journal.now() - workedAt < LIST_LAG_MS ? written : [];
      const run = new Run(this.#options, { kept: { ...kept, plan }, unseen, call: agreed, onProgress });
      this.#running.set(id, run);
      if (this.#isStopped) run.stop();
      return await run.finished();
    } finally {
      this.#running.delete(id);
    }
  }

  /** The call, once the user has agreed; why not, where they could not be asked or the session may write no more. */
  async #agreed(
    plan: Plan,
    isUsersWord: boolean,
    call: WriteCall,
    question: (plan: Plan) => Promise<readonly string[]>,
  ): Promise<WriteCall | string | WriteLimitError> {
    const { journal, consent } = this.#options;
    try {
      const agreed = await consent.obtained(call, async () => {
        await journal.check({ undoes: plan.rows[0]?.undoes });
        return question(plan);
      });
      if (agreed.kind === "agreed") return agreed.call;
      return agreed.notice ?? (isUsersWord ? call : "The client puts no question to the user, who has to agree first.");
    } catch (error) {
      if (error instanceof WriteLimitError) return error;
      throw error;
    }
  }
}

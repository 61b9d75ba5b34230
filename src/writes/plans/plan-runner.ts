import type { ContactSchema } from "../../schema/contact-schema.ts";
import type { WriteCall } from "../consent.ts";
import { loggedRecord } from "../journal/logged-record.ts";
import { WriteLimitError, WriteRefused } from "../refusal.ts";
import { isOfRow, type Plan, type PlanProgress, withoutHiddenNames } from "./plan.ts";
import { type PlanRunOptions, Run } from "./plan-run.ts";
import { plannedRecord } from "./planned-record.ts";
import { type PlanRun, restAtLimit } from "./run-result.ts";

/** Runs plans: what was shown, and nothing else. */
export class PlanRunner {
  readonly #options: PlanRunOptions;
  /** By the IDs of their plans; undefined where the user is still asked. */
  readonly #running = new Map<string, Run | undefined>();
  #isStopped = false;
  /** Rows that were sent and whose end is not known, by plan. */
  readonly #begun = new Map<string, Set<number>>();

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
    const { live, plans } = this.#options;
    if (this.#running.has(id)) throw new WriteRefused("This plan is being applied just now, by another call.");
    this.#running.set(id, undefined);
    try {
      const { plan: kept, onDisk, progress } = await plans.get(id);
      const schema = await live.get(call);
      const plan = withoutHiddenNames(kept, schema);
      const begun = await this.#begunOf(plan, progress, schema);
      const { ends } = progress;
      if (ends.size === plan.rows.length) return { plan, ends, endedNow: 0, stoppedBy: undefined, rest: "next-call" };
      const agreed = await this.#agreed(plan, isUsersWord, call, question);
      if (agreed instanceof WriteLimitError) return { plan, ends, endedNow: 0, stoppedBy: agreed.problem, rest: restAtLimit(onDisk) };
      // A program's answer, which may have been a no, is not followed by the writes: the next call is the user's word.
      if (typeof agreed === "string") return { plan, ends, endedNow: 0, stoppedBy: agreed, rest: "next-call" };
      const run = new Run(this.#options, { plan, onDisk }, progress, begun, agreed, onProgress);
      this.#running.set(id, run);
      if (this.#isStopped) run.stop();
      const finished = await run.finished();
      if (finished.ends.size === plan.rows.length) this.#begun.delete(id);
      return finished;
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

  /** The open rows that may have been sent. Where the process was killed that is any up to a point, but for those that the audit log has. */
  async #begunOf(plan: Plan, progress: PlanProgress, schema: ContactSchema): Promise<Set<number>> {
    const known = this.#begun.get(plan.id);
    if (known) return known;
    const { journal, plans } = this.#options;
    const open = [...plan.rows.entries()].filter(([index]) => (index < progress.begun || progress.sent.has(index)) && !progress.ends.has(index));
    const { entries } = open.length > 0 ? await journal.logged(plan.madeAt) : { entries: [] };
    const ours = entries.filter(({ batch_id }) => batch_id === plan.batch);
    const logged = ours.filter(({ outcome }) => outcome === "written");
    const ends = open.flatMap(([index, row]) => {
      const entry = logged.find((one) => isOfRow(row, { keys: one.idempotency_keys, undoes: one.undoes }));
      return entry ? [[index, { state: "written", write: entry.write_id, contact: entry.contact ?? "", link: entry.link }] as const] : [];
    });
    if (ends.length > 0) await plans.ended(plan.id, new Map(ends));
    for (const [index, end] of progress.ends) {
      const row = plan.rows[index];
      if (row && end.state === "written") journal.adopt(plannedRecord(plan, row, end, schema, progress.workedAt));
    }
    // What is found out about them goes under the IDs that they have.
    for (const { record, whole } of ours.filter(({ outcome }) => outcome === "unknown").map((entry) => loggedRecord(entry, schema))) {
      // A further line of a part would hide from the log what the whole was.
      if (whole) journal.adopt(record);
    }
    const begun = new Set(open.map(([index]) => index).filter((index) => !progress.ends.has(index)));
    this.#begun.set(plan.id, begun);
    return begun;
  }
}

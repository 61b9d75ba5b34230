import type { Plan, RowEnd } from "./plan.ts";

export interface PlanRun {
  /** With its ambiguous rows as they are settled by now. */
  readonly plan: Plan;
  /** The rows that the call was to write, by index. */
  readonly rows: readonly number[];
  readonly ends: ReadonlyMap<number, RowEnd>;
  /** Those of the rows that had ended before this run, by index. */
  readonly endedBefore: ReadonlySet<number>;
  /** Why it went no further, a sentence; undefined if all rows have ended, or the time was up. */
  readonly stoppedBy: string | undefined;
  readonly rest: Rest;
  /** The rows are merges, which the deployment does not have. */
  readonly lacksMerge?: boolean;
}

/**
 * What can continue the open rows: another call, a call of another session, or a new plan. A new plan is needed if this
 * plan is too old, was forgotten when the API refused the key, or ends with a session that may write no more.
 */
export type Rest = "next-call" | "next-session" | "new-plan" | "too-old" | "forgotten";

export const restAtLimit = (onDisk: boolean): Rest => (onDisk ? "next-session" : "new-plan");

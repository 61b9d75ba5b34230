import type { Plan, RowEnd } from "./plan.ts";

/** What came of a run of a plan. */
export interface PlanRun {
  readonly plan: Plan;
  readonly ends: ReadonlyMap<number, RowEnd>;
  /** How many of them this run has brought to their end. */
  readonly endedNow: number;
  /** Why it went no further, a sentence; absent where all rows have ended, or the time was up. */
  readonly stoppedBy: string | undefined;
  readonly rest: Rest;
}

/** What does the rows that are still open: another call, a call of another session, or another plan, since this one ends with a session that may write no more. */
export type Rest = "next-call" | "next-session" | "new-plan";

export const restAtLimit = (onDisk: boolean): Rest => (onDisk ? "next-session" : "new-plan");

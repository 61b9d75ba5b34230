import type { Consent, WriteCall } from "../consent.ts";
import type { Journal } from "../journal/journal.ts";
import type { WritableWorkspace } from "../writable-workspace.ts";
import type { WritePipeline } from "../write-pipeline.ts";
import type { KeptPlan, PlanStore } from "./plan-store.ts";

/** What plans are run with. */
export interface PlanRunOptions {
  readonly workspace: Pick<WritableWorkspace, "api" | "live" | "names">;
  readonly plans: PlanStore;
  readonly pipeline: WritePipeline;
  readonly consent: Consent;
  readonly journal: Journal;
}

/** A plan to run. */
export interface RunTask {
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

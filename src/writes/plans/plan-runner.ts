import { LIST_LAG_MS } from "../../replica/sync/index.ts";
import type { ContactSchema } from "../../schema/contact-schema.ts";
import type { WriteCall } from "../consent.ts";
import type { Journal } from "../journal/journal.ts";
import { loggedRecord } from "../journal/logged-record.ts";
import { WriteLimitError } from "../refusal.ts";
import { planText } from "../sentences.ts";
import type { SessionWrites } from "../session-writes.ts";
import { isOfRow, type Plan, type PlanRow, withoutHiddenNames } from "./plan.ts";
import { type PlanChoice, scopeOf } from "./plan-choice.ts";
import type { PlanProgress } from "./plan-progress.ts";
import { Run } from "./plan-run.ts";
import type { KeptPlan } from "./plan-store.ts";
import { plannedRecord } from "./planned-record.ts";
import { settleRows } from "./row-settler.ts";
import { type PlanRun, restAtLimit } from "./run-result.ts";

/** A call that runs a plan. */
export interface PlanRequest {
  readonly id: string;
  /** The call itself says that the user agrees: the plan runs if nobody can be asked. */
  readonly isUsersWord: boolean;
  /** What of the plan is applied; absent: all of it. */
  readonly choice?: PlanChoice | undefined;
  /** What the user is asked if they must agree to these rows of the plan. */
  question(plan: Plan, rows: readonly PlanRow[]): Promise<readonly string[]>;
  onProgress(ended: number, of: number): void;
}

/** What a call would do with a plan. */
export interface PlanPreview {
  readonly kept: KeptPlan;
  /** The rows that it would write. */
  readonly rows: readonly PlanRow[];
  /** How many of its rows have ended before. */
  readonly ended: number;
}

/**
 * Makes the open writes of a plan, and no others, until all are made or the call's time is nearly up; a later run
 * continues. Cancelling ends the run after the rows that are under way.
 *
 * @throws WriteRefused if there is no such plan, it is too old or running, or the user declines; InvalidInput if the
 *   plan has no such rows, or an ambiguous row cannot be settled so
 */
export function runPlan(request: PlanRequest, writes: SessionWrites, call: WriteCall): Promise<PlanRun> {
  return writes.plans.alone(request.id, () => runAlone(request, writes, call), call);
}

/** The rows that such a call would write, and those that were written before. @throws as {@link runPlan} */
export async function previewPlan(id: string, choice: PlanChoice, writes: SessionWrites, call: WriteCall): Promise<PlanPreview> {
  const { workspace, plans } = writes;
  const kept = await plans.get(id);
  const { ends } = kept.progress;
  const schema = await workspace.live.get(call);
  const scope = scopeOf(withoutHiddenNames(kept.plan, schema), choice, kept.progress);
  const settled = await settleRows({ plan: kept.plan, isDone: (index) => ends.has(index), scope, calledBy: choice.calledBy, schema, call }, writes);
  const plan = withoutHiddenNames(withSettled(kept.plan, settled), schema);
  return {
    kept,
    rows: scope.rows
      .flatMap((index) => (ends.has(index) ? [] : (plan.rows[index] ?? [])))
      .filter(({ action, change }) => action !== "update" || change.fields.length + change.links.length > 0),
    ended: scope.rows.filter((index) => ends.has(index)).length,
  };
}

async function runAlone(request: PlanRequest, writes: SessionWrites, call: WriteCall): Promise<PlanRun> {
  const { workspace, plans, journal } = writes;
  const { choice = {}, onProgress } = request;
  const kept = await plans.get(request.id);
  const { onDisk, progress } = kept;
  const { ends, workedAt } = progress;
  const schema = await workspace.live.get(call);
  const shown = withoutHiddenNames(kept.plan, schema);
  const inDoubt = progress.mergesInDoubt;
  const written = await takeOver(shown, progress, schema, journal);
  if (plans.isOld(kept)) {
    // The outcome of its merges is looked up, and nothing is sent.
    const task = { kept: { plan: shown, onDisk, progress }, rows: inDoubt, unseen: [], looksOnly: true, call, onProgress };
    const run = await new Run(writes, task).finished();
    return { ...run, rows: [...shown.rows.keys()], rest: progress.mergesInDoubt.length > 0 ? run.rest : "too-old" };
  }
  const scope = scopeOf(shown, choice, progress);
  const settled = await settleRows({ plan: kept.plan, isDone: (index) => ends.has(index), scope, calledBy: choice.calledBy, schema, call }, writes);
  const plan = withoutHiddenNames(withSettled(kept.plan, settled), schema);
  const { rows } = scope;
  const nothing = { plan, rows, ends, endedBefore: new Set(ends.keys()) };
  if (rows.every((row) => ends.has(row))) return { ...nothing, stoppedBy: undefined, rest: "next-call" };
  const agreed = await agreedCall({ plan, rows }, request, writes, call);
  if (agreed instanceof WriteLimitError) return { ...nothing, stoppedBy: agreed.problem, rest: restAtLimit(onDisk) };
  // If a program answered, the user may disagree, so nothing is written. The next call says that the user agrees.
  if (typeof agreed === "string") return { ...nothing, stoppedBy: agreed, rest: "next-call" };
  await progress.settle(settled);
  // What was written earlier is in the lists by now.
  const unseen = journal.now() - workedAt < LIST_LAG_MS ? written : [];
  return new Run(writes, { kept: { onDisk, progress, plan }, rows, unseen, looksOnly: false, call: agreed, onProgress }).finished();
}

/** The call, once the user has agreed; or why they could not be asked, or why the session may write no more. */
async function agreedCall(
  { plan, rows }: Pick<PlanRun, "plan" | "rows">,
  { isUsersWord, question }: PlanRequest,
  { consent }: SessionWrites,
  call: WriteCall,
): Promise<WriteCall | string | WriteLimitError> {
  try {
    const asked = rows.flatMap((row) => plan.rows[row] ?? []);
    const agreed = await consent.obtained(call, { undoes: plan.rows[0]?.undoes }, () => question(plan, asked));
    if (agreed.kind === "agreed") return agreed.call;
    return agreed.notice ?? (isUsersWord ? call : planText.userNotAsked);
  } catch (error) {
    if (error instanceof WriteLimitError) return error;
    throw error;
  }
}

const withSettled = (plan: Plan, settled: ReadonlyMap<number, PlanRow>): Plan => ({
  ...plan,
  rows: plan.rows.map((row, index) => settled.get(index) ?? row),
});

/**
 * Adds the writes of a plan that other processes have made to the journal and the progress. Rows that a killed process
 * may have written are looked up in the audit log, if there is one.
 *
 * @returns IDs of the contacts that they have written, which this process has not seen since
 */
async function takeOver(plan: Plan, progress: PlanProgress, schema: ContactSchema, journal: Journal): Promise<string[]> {
  const { workedAt } = progress;
  const inDoubt = progress.open.filter((row) => progress.maySent(row));
  const { entries } = inDoubt.length > 0 ? await journal.logged(plan.madeAt) : { entries: [] };
  const logged = entries.filter(({ batch_id }) => batch_id === plan.batch);
  const isWritten = logged.filter(({ outcome }) => outcome === "written");
  for (const index of inDoubt) {
    const row = plan.rows[index];
    const entry = row && isWritten.find((one) => isOfRow(row, { keys: one.idempotency_keys, undoes: one.undoes }));
    if (entry) progress.end(index, { state: "written", write: entry.write_id, contact: entry.contact ?? "", link: entry.link }, true);
  }
  if (isWritten.length > 0) await progress.save();
  const contacts: string[] = [];
  for (const [index, end] of progress.ends) {
    const row = plan.rows[index];
    if (!row || end.state !== "written" || journal.find(end.write)) continue;
    journal.adopt(plannedRecord({ plan, row, end, at: workedAt }, schema));
    if (row.action !== "delete" && end.contact !== "") contacts.push(end.contact);
  }
  // The outcomes of the others are recorded under their existing IDs.
  for (const { record, whole } of logged.filter(({ outcome }) => outcome === "unknown").map((entry) => loggedRecord(entry, schema))) {
    // If the log got another line for a part of a write, it would no longer show the whole write.
    if (whole) journal.adopt(record);
  }
  return contacts;
}

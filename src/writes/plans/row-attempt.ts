import { ApiError, CallError, DeadlineError, NetworkError } from "../../api/index.ts";
import { sameText } from "../../identity/words.ts";
import { type Change, isEmpty } from "../../schema/change.ts";
import { storedChange } from "../../schema/stored-change.ts";
import { SCOPES } from "../action.ts";
import { UnsearchedError } from "../duplicates/duplicates.ts";
import { AuditLogError } from "../journal/audit-log-error.ts";
import { mergeText } from "../merges/merge-text.ts";
import { CannotMergeError, LockedError, WriteLimitError, WriteRefused } from "../refusal.ts";
import type { WriteResult } from "../sending/write-result.ts";
import { rowText } from "../sentences.ts";
import type { Attempt } from "../write.ts";
import type { PlanRow, RowEnd } from "./plan.ts";

/** The outcome of one attempt at a row: its end, or why it stays open. */
export type RowAttempt = RowEnd | OpenRow;

export interface OpenRow {
  readonly state: "open";
  readonly reason: string | undefined;
  /**
   * Why the run ends: the session's limit (unless a write under way turns out to write nothing), the time, no support
   * for merges, or another reason. Absent: another attempt may succeed.
   */
  readonly stop?: "limit" | "time" | "no-merge" | "other";
}

/** The attempt that wrote a row, or found out why not. */
export function rowAttempt(attempt: Attempt): RowAttempt {
  switch (attempt.kind) {
    case "sent":
      return sentAttempt(attempt.result);
    case "open-create":
      return { state: "open", reason: rowText.openCreate };
    case "unchanged":
      return { state: "unchanged" };
    case "gone":
      return { state: "skipped", reason: rowText.gone };
    case "conflict":
      return { state: "conflict", conflicts: storedChange(attempt.conflicts) };
    case "unexpected":
      return { state: "conflict", conflicts: storedChange(attempt.unmet) };
    case "duplicate": {
      const [found] = attempt.duplicates;
      const reason = rowText.nowHasSame(found?.contact.id ?? "", found ? sameText(found.verdict) : "");
      return { state: "skipped", reason: attempt.mayBeMade ? `${reason}; ${rowText.mayBeMade}` : reason };
    }
  }
}

function sentAttempt(result: WriteResult): RowAttempt {
  const { outcome, record, proof, failure } = result;
  if (record.action === "merge") return mergeAttempt(result);
  if (outcome === "unknown") return { state: "open", reason: rowText.unknown(record.name, failure?.problem ?? "no answer") };
  if (outcome === "existing") return { state: "skipped", reason: rowText.existedBefore(record.contact ?? "") };
  if (outcome === "written") return { state: "written", write: record.id, contact: record.contact ?? "", link: record.link };
  if (outcome === "not-written" && record.action === "create") return { state: "failed", reason: rowText.goneSince };
  if (outcome === "not-written" && failure) return { state: "open", reason: failure.problem };
  const lacking = [...(proof?.fields ?? []), ...(proof?.links ?? [])].filter(({ stored }) => !stored);
  const labels = lacking.map((one) => ("field" in one ? one.field.label : one.relationship.label));
  const reason = rowText.notStored(labels, outcome === "partly" ? record.id : undefined);
  return { state: "failed", reason: failure ? `${failure.problem} ${reason}` : reason };
}

/**
 * The attempt that ended with an error.
 *
 * @param sentBefore whether an earlier attempt may have written the row
 * @throws the error where it is not one of a write
 */
export function failedAttempt(error: unknown, { action }: Pick<PlanRow, "action">, sentBefore: boolean): RowAttempt {
  if (error instanceof AuditLogError) return { state: "open", reason: error.message, stop: "other" };
  if (error instanceof CannotMergeError) return { state: "open", reason: error.message, stop: "no-merge" };
  if (error instanceof LockedError) return { state: "open", reason: error.message };
  if (error instanceof WriteLimitError) return { state: "open", reason: error.problem, stop: "limit" };
  if (error instanceof UnsearchedError && error.retryable) return { state: "open", reason: error.message };
  if (error instanceof WriteRefused) return { state: sentBefore ? "open" : "failed", reason: error.message };
  if (!(error instanceof CallError)) throw error;
  const { problem } = error;
  // Running out of time is not a failure, unless the API failed before.
  if (error instanceof DeadlineError) return { state: "open", reason: problem, stop: error.lastFailure ? "other" : "time" };
  if (error instanceof ApiError && error.status === 401) return { state: "open", reason: rowText.checkKey(problem), stop: "other" };
  if (error instanceof ApiError && error.status === 403)
    return { state: "open", reason: rowText.missingScope(problem, SCOPES[action]), stop: "other" };
  // The API was not reached, so this says nothing about the row.
  if (!error.retryable && (error instanceof NetworkError || (error instanceof ApiError && error.status < 400)))
    return { state: "open", reason: problem, stop: "other" };
  // What an earlier run sent may have been written, unless the API says that it was not.
  const isOpen = error.retryable || (sentBefore && error.writeOutcome !== "refused");
  return { state: isOpen ? "open" : "failed", reason: problem };
}

/** A merge that was made counts as written, even if its result differs from the plan: it cannot be made again. */
function mergeAttempt({ outcome, record, proof, failure, merge, isOnlyGone }: WriteResult): RowAttempt {
  const { name = "" } = record.merge ?? {};
  const operation = merge?.id ?? "";
  if (merge?.status === "cleanup_pending" && outcome === "unknown") return { state: "open", reason: mergeText.isPending(name, operation) };
  // Another attempt would find nothing to merge.
  if (isOnlyGone) return { state: "skipped", reason: mergeText.isGone };
  if (outcome === "unknown") return { state: "open", reason: rowText.unknown(name, failure?.problem ?? "the contacts could not be read") };
  if (outcome === "not-written") return { state: "failed", reason: merge ? mergeText.failed(merge.id) : mergeText.notMade };
  const differs: Change = {
    fields: (proof?.fields ?? []).flatMap(({ field, after, now, stored }) => (stored ? [] : [{ field, before: after, after: now }])),
    links: (proof?.links ?? []).flatMap(({ relationship, after, now, stored }) => (stored ? [] : [{ relationship, before: after, after: now }])),
  };
  return {
    state: "written",
    write: record.id,
    contact: record.contact ?? "",
    link: record.link,
    ...(isEmpty(differs) ? {} : { differs: storedChange(differs) }),
    ...(merge?.status === "failed" ? { note: mergeText.failedLate(operation) } : {}),
  };
}

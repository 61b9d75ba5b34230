import { ApiError, CallError, DeadlineError } from "../../api/index.ts";
import { storedChange } from "../../schema/stored-change.ts";
import { UnsearchedError } from "../duplicates/duplicates.ts";
import { AuditLogError } from "../journal/audit-log-error.ts";
import { LockedError } from "../locked-error.ts";
import { WriteLimitError, WriteRefused } from "../refusal.ts";
import type { Applied } from "../row-writer.ts";
import type { RowEnd } from "./plan.ts";

/** The outcome of one attempt at a row: its end, or why it stays open. */
export type RowAttempt = RowEnd | OpenRow;

export interface OpenRow {
  readonly state: "open";
  readonly reason: string | undefined;
  /** What ends the run: the session's limit (unless a write that is under way comes to nothing), the time, or anything else. Absent: another attempt may do better. */
  readonly stop?: "limit" | "time" | "other";
}

/** The attempt that wrote a row, or found out why not. */
export function attemptOf(applied: Applied): RowAttempt {
  switch (applied.kind) {
    case "sent":
      return sentAttempt(applied.result);
    case "waiting":
      return { state: "open", reason: "whether the same person was just created is not known yet" };
    case "unchanged":
      return { state: "unchanged" };
    case "gone":
      return { state: "skipped", reason: "the contact is gone" };
    case "conflict":
      return { state: "conflict", conflicts: storedChange(applied.conflicts) };
    case "duplicate":
      return { state: "skipped", reason: `${applied.duplicate.contact.id} was created in the meantime with the same ${applied.duplicate.by}` };
  }
}

function sentAttempt({ outcome, record, proof, failure }: Extract<Applied, { kind: "sent" }>["result"]): RowAttempt {
  if (outcome === "unknown") return { state: "open", reason: `Whether ${record.name} was written is not known: ${failure?.problem ?? "no answer"}` };
  if (outcome === "existing") return { state: "skipped", reason: `the API answered with ${record.contact}, a contact that was there before` };
  if (outcome === "written") return { state: "written", write: record.id, contact: record.contact ?? "", link: record.link };
  if (outcome === "not-written" && record.action === "create") return { state: "failed", reason: "it was created, and deleted since" };
  if (outcome === "not-written" && failure) return { state: "open", reason: failure.problem };
  const lacking = [...(proof?.fields ?? []), ...(proof?.links ?? [])].filter(({ stored }) => !stored);
  const names = lacking.map((one) => ("field" in one ? one.field.label : one.relationship.label)).join(", ");
  return {
    state: "failed",
    reason: `${failure ? `${failure.problem} ` : ""}Not stored: ${names}${outcome === "partly" ? `; the rest is written (${record.id})` : ""}`,
  };
}

/**
 * The attempt that ended with an error.
 *
 * @param sentBefore whether an earlier attempt may have written the row
 * @throws the error where it is not one of a write
 */
export function failedAttempt(error: unknown, isCreate: boolean, sentBefore: boolean): RowAttempt {
  if (error instanceof AuditLogError) return { state: "open", reason: error.message, stop: "other" };
  if (error instanceof LockedError) return { state: "open", reason: error.message };
  if (error instanceof WriteLimitError) return { state: "open", reason: error.problem, stop: "limit" };
  if (error instanceof UnsearchedError && error.retryable) return { state: "open", reason: error.message };
  if (error instanceof WriteRefused) return { state: sentBefore ? "open" : "failed", reason: error.message };
  if (!(error instanceof CallError)) throw error;
  const { problem } = error;
  // That time is up is no failure, unless the API had failed before.
  if (error instanceof DeadlineError) return { state: "open", reason: problem, stop: error.lastFailure ? "other" : "time" };
  if (error instanceof ApiError && error.status === 401) return { state: "open", reason: `${problem} Check the API key.`, stop: "other" };
  if (error instanceof ApiError && error.status === 403)
    return { state: "open", reason: `${problem} The key needs the scope contacts:${isCreate ? "create" : "update"}.`, stop: "other" };
  // What an earlier run sent may have been written, unless the API says that it was not.
  const isOpen = error.retryable || (sentBefore && error.writeOutcome !== "refused");
  return { state: isOpen ? "open" : "failed", reason: problem };
}

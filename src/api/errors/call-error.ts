import type { Operation } from "../operations.ts";

/**
 * What is known of a write that failed.
 *
 * - `not-sent`: nothing left this computer.
 * - `refused`: the API refused; nothing was written.
 * - `unknown`: it may or may not have been written. Repeating the same call reuses its idempotency key.
 * - `accepted`: the API accepted it, but its answer cannot be used.
 */
export type WriteOutcome = "not-sent" | "refused" | "unknown" | "accepted";

/** Facts that every failed call has. */
export interface CallFacts {
  readonly operation: Operation;
  /** Requests that were sent, retries included. */
  readonly attempts: number;
  /** Absent for a read. */
  readonly writeOutcome: WriteOutcome | undefined;
  /** The API may still be at work on one of the requests: it has not answered in time, or says so. Absent: no. */
  readonly isUnderWay?: boolean;
}

const OUTCOME_NOTES: Record<WriteOutcome, string> = {
  "not-sent": " Nothing was sent, so nothing was written.",
  refused: " Nothing was written.",
  unknown: " It is not known whether the write was made. Check this before you write again.",
  accepted: " The API has accepted the write: do not repeat it.",
};

/** The base of all that a method of the client throws. No subclass holds the API key, a header or a request body. */
export abstract class CallError extends Error {
  /** Whether the same call may succeed later. */
  abstract readonly retryable: boolean;
  /** The operation's name, such as `update`. */
  readonly operation: string;
  readonly attempts: number;
  readonly writeOutcome: WriteOutcome | undefined;
  readonly isUnderWay: boolean;
  /** The problem, without what is known of the write. */
  readonly problem: string;

  /** @param problem one or more sentences. The operation is put before it, and the outcome of a write after it */
  constructor(facts: CallFacts, problem: string) {
    super(`${facts.operation.label}: ${problem}${facts.writeOutcome === undefined ? "" : OUTCOME_NOTES[facts.writeOutcome]}`);
    this.problem = problem;
    this.operation = facts.operation.name;
    this.attempts = facts.attempts;
    this.writeOutcome = facts.writeOutcome;
    this.isUnderWay = facts.isUnderWay ?? false;
  }
}

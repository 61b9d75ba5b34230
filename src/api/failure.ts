import { conflictOf } from "./conflict.ts";
import type { ErrorAnswer } from "./error-answer.ts";
import { ApiError, summarize } from "./errors/api-error.ts";
import type { CallError, CallFacts, WriteOutcome } from "./errors/call-error.ts";
import { NetworkError } from "./errors/network-error.ts";
import { ResponseError } from "./errors/response-error.ts";

/** How one attempt failed. */
export type Failure =
  /** No whole answer. `neverSent`: the connection was not made. `permanent`: it would fail the next time too. */
  | { readonly kind: "network"; readonly code: string; readonly neverSent: boolean; readonly permanent: boolean }
  /** An answer other than a success. */
  | { readonly kind: "refusal"; readonly answer: ErrorAnswer; readonly retryAfterMs: number | undefined }
  /** A success whose body is not JSON. `tooLarge`: it was not read to its end. */
  | { readonly kind: "unreadable"; readonly status: number; readonly tooLarge: boolean };

/** Statuses after which the same request may succeed later: the server waited too long, or has too many requests. */
const RETRIED_STATUSES: ReadonlySet<number> = new Set([408, 425, 429]);

/** The API sends these only after it has checked the idempotency key: they tell the outcome of earlier attempts too. */
const SETTLING_STATUSES: ReadonlySet<number> = new Set([400, 404, 409, 422]);

/** The most attempts of one call. A 429 does not count: it only asks to wait, and the deadline limits those. */
const MAX_ATTEMPTS = 6;

/** A lock lasts a moment, or until somebody removes it. */
const MAX_ATTEMPTS_LOCKED = 4;

const isServerError = (status: number): boolean => status >= 500;

/** The number of attempts worth making, all with the same idempotency key. 1 means that another would fail too. */
export function attemptsWorth(failure: Failure): number {
  switch (failure.kind) {
    case "network":
      return failure.permanent ? 1 : MAX_ATTEMPTS;
    case "unreadable":
      return failure.tooLarge ? 1 : MAX_ATTEMPTS;
    case "refusal": {
      const { status } = failure.answer;
      const conflict = conflictOf(failure.answer);
      if (conflict === "locked") return MAX_ATTEMPTS_LOCKED;
      return isServerError(status) || RETRIED_STATUSES.has(status) || conflict === "idempotency" ? MAX_ATTEMPTS : 1;
    }
  }
}

/** What is known of a write after `failure`, given what was known before. */
export function outcomeAfter(before: WriteOutcome, failure: Failure): WriteOutcome {
  if (failure.kind === "network" && failure.neverSent) return before;
  if (failure.kind !== "refusal") return "unknown";
  const { status } = failure.answer;
  const conflict = conflictOf(failure.answer);
  // A 408 may come from a proxy that had already passed the request on.
  if (status < 400 || status === 408 || isServerError(status) || conflict === "idempotency") return "unknown";
  // The lock, or the other change, may come from an earlier attempt.
  const settles = SETTLING_STATUSES.has(status) && conflict === undefined;
  return before === "unknown" && !settles ? "unknown" : "refused";
}

/** Whether the API may still be at work on a request: this program or a gateway has stopped waiting, or the API says so. */
export function mayBeUnderWay(failure: Failure): boolean {
  if (failure.kind === "network") return failure.code === "TIMEOUT";
  return failure.kind === "refusal" && (failure.answer.status === 504 || conflictOf(failure.answer) === "idempotency");
}

export function toError(failure: Failure, facts: CallFacts): CallError {
  const retryable = attemptsWorth(failure) > 1;
  switch (failure.kind) {
    case "network":
      return new NetworkError(facts, failure.code, retryable);
    case "refusal":
      // The next call sees the change.
      return new ApiError(facts, failure.answer, retryable || conflictOf(failure.answer) === "changed");
    case "unreadable":
      return new ResponseError(facts, failure.status, problemOf(failure), retryable);
  }
}

/** A failure in a few words, without any part of the request or of the API's prose. */
export function describe(failure: Failure): string {
  switch (failure.kind) {
    case "network":
      return `no answer (${failure.code})`;
    case "refusal":
      return summarize(failure.answer);
    case "unreadable":
      return `the API answered ${failure.status}: ${problemOf(failure)}`;
  }
}

function problemOf({ tooLarge }: { readonly tooLarge: boolean }): string {
  return tooLarge ? "the body is too large for this program" : "the body is not JSON, or was cut short";
}

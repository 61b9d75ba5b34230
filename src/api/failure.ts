import { conflictOf } from "./conflict.ts";
import type { ErrorAnswer } from "./error-answer.ts";
import { ApiError, summarize } from "./errors/api-error.ts";
import type { CallError, CallFacts, WriteOutcome } from "./errors/call-error.ts";
import { NetworkError } from "./errors/network-error.ts";
import { ResponseError } from "./errors/response-error.ts";

/** How one attempt failed. */
export type Failure =
  /** No whole answer. `neverSent`: the connection itself was not made. `permanent`: it will not be made the next time either. */
  | { readonly kind: "network"; readonly code: string; readonly neverSent: boolean; readonly permanent: boolean }
  /** An answer that is no success. */
  | { readonly kind: "refusal"; readonly answer: ErrorAnswer; readonly retryAfterMs: number | undefined }
  /** A success whose body is no JSON. `tooLarge`: it was not read to its end. */
  | { readonly kind: "unreadable"; readonly status: number; readonly tooLarge: boolean };

/** What a server or a proxy says that will take the same request later: it waited too long for it, would not take it so early, or is asked too often. */
const RETRIED_STATUSES: ReadonlySet<number> = new Set([408, 425, 429]);

/** Answers that the API gives after it has looked at the idempotency key, so that they settle what became of earlier attempts too. */
const SETTLING_STATUSES: ReadonlySet<number> = new Set([400, 404, 409, 422]);

/** Attempts of one call that count as tries; a 429 is only a request to wait, and the deadline alone bounds those. */
const MAX_ATTEMPTS = 6;

/** A lock lasts a moment, or until somebody lifts it. */
const MAX_ATTEMPTS_LOCKED = 4;

const isServerError = (status: number): boolean => status >= 500;

/** How many attempts that failed like this are worth making, all with the same idempotency key: 1 where another would fail alike. */
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

/** What is known of a write after `failure`, if `before` was known until then. */
export function outcomeAfter(before: WriteOutcome, failure: Failure): WriteOutcome {
  if (failure.kind === "network" && failure.neverSent) {
    return before;
  }
  if (failure.kind !== "refusal") {
    return "unknown";
  }
  const { status } = failure.answer;
  const conflict = conflictOf(failure.answer);
  // A 408 may come from a proxy that had passed the request on.
  if (status < 400 || status === 408 || isServerError(status) || conflict === "idempotency") {
    return "unknown";
  }
  // The lock, or the other change, may have been that of an earlier attempt.
  const settles = SETTLING_STATUSES.has(status) && conflict === undefined;
  return before === "unknown" && !settles ? "unknown" : "refused";
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
      return new ResponseError(facts, failure.status, problemOf(failure));
  }
}

/** A failure in a few words, without anything of the request or of the API's prose. */
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
  return tooLarge ? "the body is larger than any that this program reads" : "the body is not JSON, or was cut short";
}

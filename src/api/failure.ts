import { ApiError, type ErrorAnswer, summarize } from "./errors/api-error.ts";
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

const RETRIED_STATUSES: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);

/** Answers that the API gives after it has looked at the idempotency key, so that they settle what became of earlier attempts too. */
const SETTLING_STATUSES: ReadonlySet<number> = new Set([400, 404, 409, 422]);

/** Whether another attempt, with the same idempotency key, may succeed. */
export function isRetryable(failure: Failure): boolean {
  switch (failure.kind) {
    case "network":
      return !failure.permanent;
    case "unreadable":
      return !failure.tooLarge;
    case "refusal":
      return RETRIED_STATUSES.has(failure.answer.status) || isIdempotencyConflict(failure.answer);
  }
}

/** A 409 because the first request with the same key is still running. Any other conflict is final, and the types do not always tell. */
function isIdempotencyConflict({ status, type, code, param, message }: ErrorAnswer): boolean {
  return status === 409 && [type, code, param, message].some((text) => /idempoten/i.test(text ?? ""));
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
  if (status < 400 || status >= 500 || isIdempotencyConflict(failure.answer)) {
    return "unknown";
  }
  return before === "unknown" && !SETTLING_STATUSES.has(status) ? "unknown" : "refused";
}

export function toError(failure: Failure, facts: CallFacts): CallError {
  switch (failure.kind) {
    case "network":
      return new NetworkError(facts, failure.code, isRetryable(failure));
    case "refusal":
      return new ApiError(facts, failure.answer, isRetryable(failure));
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

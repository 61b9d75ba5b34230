import { CallError, type CallFacts } from "./call-error.ts";

/** Thrown when no whole answer came: a refused or reset connection, DNS, TLS, or an attempt that took too long. */
export class NetworkError extends CallError {
  override readonly name = "NetworkError";
  readonly retryable: boolean;
  /** Such as `ECONNRESET`; `TIMEOUT` where an attempt took too long, `UNKNOWN` where the cause has no code. */
  readonly code: string;

  constructor(facts: CallFacts, code: string, retryable: boolean) {
    super(facts, `no answer came from the API (${code}) after ${facts.attempts} ${facts.attempts === 1 ? "attempt" : "attempts"}.`);
    this.code = code;
    this.retryable = retryable;
  }
}

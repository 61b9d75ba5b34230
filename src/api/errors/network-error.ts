import { CallError, type CallFacts } from "./call-error.ts";

/** There was no whole answer: a refused or reset connection, DNS, TLS, or an attempt that took too long. */
export class NetworkError extends CallError {
  override readonly name = "NetworkError";
  readonly retryable: boolean;
  /** For example `ECONNRESET`; `TIMEOUT` for an attempt that took too long, `UNKNOWN` if the cause has no code. */
  readonly code: string;

  constructor(facts: CallFacts, code: string, retryable: boolean) {
    super(facts, `no answer came from the API (${code}) after ${facts.attempts} ${facts.attempts === 1 ? "attempt" : "attempts"}.`);
    this.code = code;
    this.retryable = retryable;
  }
}

import { CallError, type CallFacts } from "./call-error.ts";

/** The call's time is over, or a wait that it needs is longer than the time that is left. */
export class DeadlineError extends CallError {
  override readonly name = "DeadlineError";
  readonly retryable = true;
  /** Such as "the end of the 120 s that the API asks for" or "the rate limit of the Write bucket". */
  readonly waitedFor: string;
  /** The failure of the last attempt, if there was one. */
  readonly lastFailure: CallError | undefined;

  constructor(facts: CallFacts, waitedFor: string, totalMs: number, last?: { readonly error: CallError; readonly summary: string }) {
    const attempts = `${facts.attempts} ${facts.attempts === 1 ? "attempt" : "attempts"}`;
    const noTime = `no time is left to wait for ${waitedFor} (a call may take ${totalMs / 1000} s)`;
    super(facts, last ? `${last.summary} after ${attempts}; ${noTime}.` : `${noTime}, after ${attempts}.`);
    this.waitedFor = waitedFor;
    this.lastFailure = last?.error;
  }
}

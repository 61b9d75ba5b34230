import { CallError, type CallFacts } from "./call-error.ts";

/** The caller's signal ended a read, or a write that had not been sent yet. */
export class CancelledError extends CallError {
  override readonly name = "CancelledError";
  readonly retryable = false;

  constructor(facts: CallFacts) {
    super(facts, "the call was cancelled.");
  }
}

import { CallError, type CallFacts } from "./call-error.ts";

/** The API answered with success, but not as the contract says. The message names places and types, never values. */
export class ResponseError extends CallError {
  override readonly name = "ResponseError";
  readonly retryable: boolean;
  readonly status: number;

  /** @param retryable whether the body was cut short, or something else than the API has answered */
  constructor(facts: CallFacts, status: number, problem: string, retryable = false) {
    super(facts, `the API answered ${status}, but not in the documented form: ${problem}.`);
    this.status = status;
    this.retryable = retryable;
  }
}

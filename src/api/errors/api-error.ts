import { CallError, type CallFacts } from "./call-error.ts";

/** What an error answer of the API says, whichever of its forms it had. */
export interface ErrorAnswer {
  readonly status: number;
  /** The API's type, such as `unprocessable_content`; derived from the status where the answer names none. */
  readonly type: string;
  /** Such as `unknown_field`. */
  readonly code?: string | undefined;
  /** The place in the request, such as `fields.$name`. */
  readonly param?: string | undefined;
  /** The API's own words, or what is known where it gave none. */
  readonly message: string;
  /** What an ambiguous label could have meant, as the API sent it. */
  readonly candidates?: unknown;
}

/** Thrown when the API answered with an error that retrying did not cure. */
export class ApiError extends CallError {
  override readonly name = "ApiError";
  readonly retryable: boolean;
  readonly status: number;
  readonly type: string;
  readonly code: string | undefined;
  readonly param: string | undefined;
  /** The API's own words, without what `message` adds to them. */
  readonly reason: string;
  readonly candidates: unknown;

  constructor(facts: CallFacts, answer: ErrorAnswer, retryable: boolean) {
    super(facts, `${summarize(answer)}: ${sentence(answer.message)}`);
    this.retryable = retryable;
    this.status = answer.status;
    this.type = answer.type;
    this.code = answer.code;
    this.param = answer.param;
    this.reason = answer.message;
    this.candidates = answer.candidates;
  }
}

/** An error answer in a few words without the API's prose: "the API answered 422 unprocessable_content (unknown_field) at fields.$x". */
export function summarize({ status, type, code, param }: ErrorAnswer): string {
  return `the API answered ${status} ${type}${code === undefined ? "" : ` (${code})`}${param === undefined ? "" : ` at ${param}`}`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

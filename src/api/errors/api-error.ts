import { type Conflict, conflictOf } from "../conflict.ts";
import type { ErrorAnswer } from "../error-answer.ts";
import { CallError, type CallFacts } from "./call-error.ts";

/** The code for a link to a record that was deleted or deactivated. */
export const INACTIVE = "relationship_entity_inactive";

/**
 * Whether the `param` of an error names this place, or one below it.
 *
 * @example
 * isAt("relationships.$owner.add", "relationships.$owner"); // => true
 */
export const isAt = (param: string | undefined, place: string): boolean => param === place || param?.startsWith(`${place}.`) === true;

/** The API answered with an error, and retries did not help. */
export class ApiError extends CallError {
  override readonly name = "ApiError";
  readonly retryable: boolean;
  readonly status: number;
  readonly type: string;
  readonly code: string | undefined;
  readonly param: string | undefined;
  /** The API's own words, without the additions of `message`. */
  readonly reason: string;
  readonly candidates: unknown;
  /** The cause of a 409, if the answer tells. */
  readonly conflict: Conflict | undefined;
  readonly #facts: CallFacts;

  constructor(facts: CallFacts, answer: ErrorAnswer, retryable: boolean, conflict = conflictOf(answer)) {
    super(facts, `${summarize(answer)}: ${sentence(answer.message)}`);
    this.#facts = facts;
    this.retryable = retryable;
    this.status = answer.status;
    this.type = answer.type;
    this.code = answer.code;
    this.param = answer.param;
    this.reason = answer.message;
    this.candidates = answer.candidates;
    this.conflict = conflict;
  }

  /** The same error without the API's words and the place, which may tell what is hidden. */
  concealed(): ApiError {
    const { status, type, code } = this;
    return new ApiError(this.#facts, { status, type, code, message: "it may be about a hidden field" }, this.retryable, this.conflict);
  }
}

/** Whether the API answers that there is no such record. */
export const isNotFound = (error: unknown): error is ApiError => error instanceof ApiError && error.status === 404;

/** Whether the API refuses what was sent: a value, a filter or an offset. The contract says 400; some servers say 422. */
export const isInvalidRequest = (error: unknown): error is ApiError => error instanceof ApiError && (error.status === 400 || error.status === 422);

/** Whether the deployment lacks the endpoint. */
export const isNotOffered = (error: unknown): error is ApiError => error instanceof ApiError && (error.status === 404 || error.status === 405);

/** An error answer in few words, without the API's prose: "the API answered 422 unprocessable_content at fields.$x". */
export function summarize({ status, type, code, param }: ErrorAnswer): string {
  return `the API answered ${status} ${type}${code === undefined ? "" : ` (${code})`}${param === undefined ? "" : ` at ${param}`}`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

import { CallError, type CallFacts } from "./call-error.ts";

/** Thrown, before any request, for an ID that could not name a record: empty, too long, or one that would reach another path. */
export class InvalidIdError extends CallError {
  override readonly name = "InvalidIdError";
  readonly retryable = false;
  readonly id: string;

  constructor(facts: CallFacts, id: string, objectType = "contact") {
    super(
      facts,
      `${JSON.stringify(id.slice(0, 80))} is not ${objectType === "account" ? "an" : "a"} ${objectType} ID; one looks like "${objectType.slice(0, 3)}_…".`,
    );
    this.id = id;
  }
}

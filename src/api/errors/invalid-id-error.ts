import { CallError, type CallFacts } from "./call-error.ts";

/** The ID cannot name a record: it is empty, too long, or would reach another path. Thrown before any request. */
export class InvalidIdError extends CallError {
  override readonly name = "InvalidIdError";
  readonly retryable = false;
  readonly id: string;

  constructor(facts: CallFacts, id: string, objectType: string) {
    super(
      facts,
      `${JSON.stringify(id.slice(0, 80))} is not ${objectType === "account" ? "an" : "a"} ${objectType} ID. Accepted: an ID such as "${objectType.slice(0, 3)}_…".`,
    );
    this.id = id;
  }
}

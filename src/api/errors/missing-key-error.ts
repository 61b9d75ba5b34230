import { CallError, type CallFacts } from "./call-error.ts";

/** Thrown by every method, before any request, when no API key is configured or when it cannot be sent in a header. */
export class MissingKeyError extends CallError {
  override readonly name = "MissingKeyError";
  readonly retryable = false;

  constructor(facts: CallFacts, problem: "missing" | "malformed") {
    super(
      facts,
      problem === "missing"
        ? "no API key is configured; set LIGHTFIELD_API_KEY."
        : "the configured API key holds characters that no key has, such as spaces or line ends; set LIGHTFIELD_API_KEY anew.",
    );
  }
}

import { CallError, type CallFacts } from "./call-error.ts";

/** No API key is configured, or it cannot be sent in a header. Every method throws it before any request. */
export class MissingKeyError extends CallError {
  override readonly name = "MissingKeyError";
  readonly retryable = false;

  constructor(facts: CallFacts, problem: "missing" | "malformed") {
    super(
      facts,
      problem === "missing"
        ? "no API key is configured. Set LIGHTFIELD_API_KEY."
        : "the configured API key has characters that a key cannot contain, such as spaces or line ends. Set LIGHTFIELD_API_KEY again.",
    );
  }
}

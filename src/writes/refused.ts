/** A write that was not done, for a reason that its message gives in full: what is so, and what to do. Nothing was written. */
export class WriteRefused extends Error {
  override readonly name = "WriteRefused";
}

/** The session has made as many writes as it may. No call of it can write more, but for taking writes back. */
export class WriteLimitError extends WriteRefused {
  /** What is so, a sentence without what to do. */
  readonly problem: string;

  constructor(maxWrites: number) {
    const problem = `this session has made the ${maxWrites} writes that it may (LIGHTFIELD_MAX_WRITES).`;
    super(`Not written: ${problem} The user can raise the limit in the client's MCP settings, or restart the client for a new session.`);
    this.problem = problem;
  }
}

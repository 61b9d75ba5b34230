/** A write that was not done, for a reason that its lines give in full: what is so, and what to do. Nothing was written. */
export class WriteRefused extends Error {
  override readonly name = "WriteRefused";
  readonly lines: readonly string[];

  constructor(reason: string | readonly string[]) {
    const lines = typeof reason === "string" ? [reason] : reason;
    super(lines.join("\n"));
    this.lines = lines;
  }
}

/** The session has made as many writes as it may, or taken back as many. */
export class WriteLimitError extends WriteRefused {
  /** What is so, a sentence without what to do. */
  readonly problem: string;

  /** @param kind what there are enough of */
  constructor(maxWrites: number, kind: "writes" | "undos") {
    const problem = `this session ${enough(maxWrites, kind)}.`;
    super(`Not written: ${problem} The user can raise the limit in the client's MCP settings, or restart the client for a new session.`);
    this.problem = problem;
  }
}

function enough(maxWrites: number, kind: "writes" | "undos"): string {
  if (maxWrites === 0) return "may not write (LIGHTFIELD_MAX_WRITES is 0)";
  return kind === "writes"
    ? `has made the ${maxWrites} writes that it may (LIGHTFIELD_MAX_WRITES)`
    : `has taken back the ${maxWrites} writes that it may (as many as LIGHTFIELD_MAX_WRITES allows to make)`;
}

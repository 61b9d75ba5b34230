import { mergeText } from "./merges/merge-text.ts";
import { type LimitKind, limitText, refusedText, type WriteLimit } from "./sentences.ts";

/** A write that was refused before it was sent. Its lines say why, and what to do. */
export class WriteRefused extends Error {
  override readonly name = "WriteRefused";
  readonly lines: readonly string[];

  constructor(reason: string | readonly string[]) {
    const lines = typeof reason === "string" ? [reason] : reason;
    super(lines.join("\n"));
    this.lines = lines;
  }
}

/** The session has made or undone as many writes as it may. */
export class WriteLimitError extends WriteRefused {
  /** Why, a sentence without what to do. */
  readonly problem: string;

  constructor(limit: WriteLimit, kind: LimitKind) {
    const problem = limitText(limit, kind);
    super(refusedText.atLimit(problem, limit, kind));
    this.problem = problem;
  }
}

/**
 * Another write of the same contact did not end in the time of this call. The user may still be deciding about it, or the
 * API may still be at work on it. Or it may have begun while this process stood still.
 */
export class LockedError extends WriteRefused {
  constructor(reason: string = refusedText.locked) {
    super(reason);
  }
}

/** A dependent select would hold an option that its parent does not allow. */
export class MisfitError extends WriteRefused {}

/** The deployment does not support merges. */
export class CannotMergeError extends WriteRefused {
  constructor() {
    super(mergeText.notOffered);
  }
}

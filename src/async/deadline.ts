/**
 * The moment by which a call, or several calls of one job, must be over. Measured on the monotonic clock, so that a corrected wall clock
 * neither ends nor prolongs it.
 *
 * @example
 * const deadline = Deadline.after(45_000);
 * await Promise.all([api.retrieve("con_1", { deadline }), api.retrieve("con_2", { deadline })]);
 */
export class Deadline {
  /** In milliseconds of `performance.now()`. */
  readonly at: number;
  /** How long it was when it was set, in ms. */
  readonly totalMs: number;

  private constructor(totalMs: number) {
    this.totalMs = totalMs;
    this.at = performance.now() + totalMs;
  }

  static after(ms: number): Deadline {
    return new Deadline(ms);
  }

  /** In ms; 0 once it is over. */
  get remainingMs(): number {
    return Math.max(0, this.at - performance.now());
  }

  /** A deadline in `ms` from now, but no later than this one or, where that is given, than `lateMs` after it. */
  within(ms: number, lateMs = 0): Deadline {
    return Deadline.after(Math.max(0, Math.min(ms, this.at + lateMs - performance.now())));
  }

  /** Whether a wait of `ms` would end before the deadline does. */
  fits(ms: number): boolean {
    return ms < this.remainingMs;
  }
}

/** Rejection of a wait that ended, or would end, after its deadline. The client turns it into a `DeadlineError`. */
export class OutOfTime extends Error {
  override readonly name = "OutOfTime";
  readonly waitedFor: string;

  constructor(waitedFor: string) {
    super(`No time left for ${waitedFor}.`);
    this.waitedFor = waitedFor;
  }
}

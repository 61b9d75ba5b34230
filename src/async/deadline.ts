/**
 * The moment by which a call, or several calls of one job, must be over. It uses the monotonic clock: setting the
 * wall clock does not move it.
 *
 * @example
 * const deadline = Deadline.after(45_000);
 * deadline.fits(1000); // => true
 * deadline.within(60_000).remainingMs <= 45_000; // => true
 */
export class Deadline {
  /** In milliseconds of `performance.now()`. */
  readonly at: number;
  /** The whole time from setting it to its end, in ms. */
  readonly totalMs: number;

  private constructor(totalMs: number) {
    this.totalMs = totalMs;
    this.at = performance.now() + totalMs;
  }

  static after(ms: number): Deadline {
    return new Deadline(ms);
  }

  /** For one step of work: at most `mostMs`, and at most half of the time that is left, so that the next steps have some. */
  static forStep(deadline: Deadline | undefined, mostMs: number): Deadline {
    return Deadline.after(Math.min(mostMs, (deadline?.remainingMs ?? Number.POSITIVE_INFINITY) / 2));
  }

  /** In ms; 0 once it has passed. */
  get remainingMs(): number {
    return Math.max(0, this.at - performance.now());
  }

  /** A deadline in `ms` from now, but at most `lateMs` after this one. */
  within(ms: number, lateMs = 0): Deadline {
    return Deadline.after(Math.max(0, Math.min(ms, this.at + lateMs - performance.now())));
  }

  /** Whether a wait of `ms` would end before the deadline does. */
  fits(ms: number): boolean {
    return ms < this.remainingMs;
  }
}

/** A wait ended, or would end, after its deadline. The client turns this into a `DeadlineError`. */
export class OutOfTime extends Error {
  override readonly name = "OutOfTime";
  readonly waitedFor: string;

  constructor(waitedFor: string) {
    super(`No time left for ${waitedFor}.`);
    this.waitedFor = waitedFor;
  }
}

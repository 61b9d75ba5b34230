import { Deadline } from "../api/index.ts";
import { whileNeeded } from "../async/waiting.ts";

/** A call may take so long, in ms, to its answer: most clients end it after 60 s, whatever progress it tells of. */
const CALL_MS = 45_000;

/** So long after that, in ms, it is answered, whatever still holds it up: it has 3.5 s to find out what became of what was sent. */
const LAST_WORDS_MS = 4500;

/** The time of a call. */
export interface CallTime {
  /** For its own work. */
  readonly deadline: Deadline;
  /** By when it is over, also where the user is asked in between. */
  readonly until: Deadline;
}

/** @param timeoutMs for a call's own work; where it is longer than the usual, the user says that the client waits so long */
export const callTime = (timeoutMs: number): CallTime => ({
  deadline: Deadline.after(timeoutMs),
  until: Deadline.after(Math.max(timeoutMs, CALL_MS)),
});

/**
 * Runs the work of a call. Resolves to "late" when the time is up. Once the call is over, the signal is aborted: what is still in a queue leaves it, and
 * what is already being sent is finished.
 */
export async function inTime<T>({ until }: CallTime, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T | "late"> {
  const late = new Error("The time for the call is up");
  const inTime = (ended: AbortSignal) => {
    const isLate = new Promise<"late">((resolve) => {
      ended.addEventListener("abort", () => {
        if (ended.reason === late) resolve("late");
      });
    });
    return Promise.race([work(ended), isLate]);
  };
  return whileNeeded(signal, inTime, { ms: until.remainingMs + LAST_WORDS_MS, reason: late });
}

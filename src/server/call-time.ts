import { Deadline } from "../api/index.ts";
import { whileNeeded, within } from "../async/waiting.ts";
import { DEFAULT_TIMEOUT_MS } from "../setting-values.ts";

/** How long after that, in ms, the call is answered at the latest: 3.5 s are for the outcome of sent requests. */
const LAST_WORDS_MS = 4500;

/** The time limits of a call. */
export interface CallTime {
  /** The limit for the call's own work. */
  readonly deadline: Deadline;
  /** The limit for the whole call, including questions to the user. */
  readonly until: Deadline;
}

/** @param timeoutMs limit for the call's own work. A value above the default means that the user's client waits that long. */
export const callTime = (timeoutMs: number): CallTime => ({
  deadline: Deadline.after(timeoutMs),
  until: Deadline.after(Math.max(timeoutMs, DEFAULT_TIMEOUT_MS)),
});

/**
 * Runs the work of a call. Resolves to "late" when the time is up. The signal is aborted when the call is over:
 * requests in a queue leave it, and a request that was already sent is finished.
 */
export const inTime = <T>({ until }: CallTime, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T | "late"> =>
  whileNeeded(signal, (ended) => within(until.remainingMs + LAST_WORDS_MS, work(ended), "late" as const));

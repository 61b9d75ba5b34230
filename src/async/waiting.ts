import { setMaxListeners } from "node:events";

/** setTimeout fires at once for anything longer. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

const WORK_HAS_ENDED = new Error("The work that needed this has ended.");

/** When to give up, and the error that says so. */
interface TimeLimit {
  readonly ms: number;
  readonly reason: Error;
}

/**
 * Settles as `promise` does, or rejects with the signal's reason as soon as the signal is aborted.
 *
 * @example
 * const controller = new AbortController();
 * const answer = orAborted(new Promise(() => {}), controller.signal);
 * controller.abort("cancelled");
 * await answer.catch((reason) => reason); // => "cancelled"
 */
export function orAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    const settled =
      <R>(settle: (result: R) => void) =>
      (result: R): void => {
        signal.removeEventListener("abort", abort);
        settle(result);
      };
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort);
    promise.then(settled(resolve), settled(reject));
  });
}

/**
 * Resolves to the result of the work, or to `otherwise` after `ms`. The work itself continues.
 *
 * @example
 * await within(5, new Promise(() => {}), "late"); // => "late"
 */
export function within<T, Otherwise = T>(ms: number, work: Promise<T>, otherwise: Otherwise): Promise<T | Otherwise> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(otherwise), Math.min(ms, LONGEST_TIMER_MS));
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Waits `ms`, or rejects with the signal's reason as soon as the signal is aborted. */
export async function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const elapsed = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, Math.min(ms, LONGEST_TIMER_MS));
  });
  try {
    await orAborted(elapsed, signal);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Runs `work` with a signal that is aborted when `outer` is aborted, when the time limit has passed, and in any case
 * when `work` has ended: whatever it started and did not wait for is no longer needed, and leaves every queue.
 *
 * @example
 * let leftBehind;
 * await whileNeeded(undefined, async (signal) => {
 *   leftBehind = signal;
 * });
 * leftBehind.aborted; // => true
 */
export async function whileNeeded<T>(outer: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<T>, limit?: TimeLimit): Promise<T> {
  const controller = new AbortController();
  // A batch may have dozens of requests waiting at once, which is not a leak.
  setMaxListeners(0, controller.signal);
  const unlink = linked(controller, outer, limit);
  try {
    return await work(controller.signal);
  } finally {
    unlink();
    controller.abort(WORK_HAS_ENDED);
  }
}

/**
 * Runs `work` with a signal that is aborted when `outer` is aborted or the time limit has passed. `work` has to react
 * to the signal: nothing else ends it.
 *
 * @example
 * const limit = { ms: 5, reason: new Error("too slow") };
 * const work = (signal) => orAborted(new Promise(() => {}), signal);
 * await withTimeLimit(limit, undefined, work).catch(({ message }) => message); // => "too slow"
 */
export async function withTimeLimit<T>(limit: TimeLimit, outer: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const unlink = linked(controller, outer, limit);
  try {
    return await work(controller.signal);
  } finally {
    unlink();
  }
}

/**
 * Aborts the controller with `outer`, or after the time limit. Returns how to stop that.
 *
 * AbortSignal.timeout ignores fake timers, and AbortSignal.any keeps its listeners on `outer` and, in Node.js 20, may
 * lose its sources to the garbage collector, after which it is never aborted.
 */
function linked(controller: AbortController, outer: AbortSignal | undefined, limit: TimeLimit | undefined): () => void {
  const abort = (): void => controller.abort(outer?.reason);
  if (outer?.aborted) abort();
  else outer?.addEventListener("abort", abort, { once: true });
  const timer = limit && setTimeout(() => controller.abort(limit.reason), Math.min(limit.ms, LONGEST_TIMER_MS));
  return () => {
    clearTimeout(timer);
    outer?.removeEventListener("abort", abort);
  };
}

import { setMaxListeners } from "node:events";

/** More is not a time but "now" to setTimeout. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Settles as `promise` does, or rejects with the signal's reason once that is aborted. */
export function orAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) {
    return promise;
  }
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) {
      abort();
    }
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

/** Waits `ms`, or rejects with the signal's reason once that is aborted. */
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
 * Runs `work` with a signal that is aborted once the work has ended, however it did, or `outer` is aborted: what it began and did not wait for is
 * nobody's any more, and leaves every queue.
 */
export async function whileNeeded<T>(outer: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  // A batch waits for it with dozens of requests at once, which is no leak.
  setMaxListeners(0, controller.signal);
  const abort = (): void => controller.abort(outer?.reason);
  if (outer?.aborted) {
    abort();
  }
  outer?.addEventListener("abort", abort, { once: true });
  try {
    return await work(controller.signal);
  } finally {
    outer?.removeEventListener("abort", abort);
    controller.abort(new Error("Whoever needed it has ended."));
  }
}

/**
 * Runs `work` with a signal that is aborted with `reason` after `ms`, or as soon as `outer` is aborted, with that one's reason. Does not by
 * itself end `work`. (Written out because AbortSignal.timeout is deaf to fake timers, and AbortSignal.any keeps `outer`'s listeners and, in Node 20,
 * holds its sources weakly: once they are collected it is never aborted.)
 */
export async function withTimeLimit<T>(
  ms: number,
  reason: Error,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const abort = (): void => controller.abort(outer?.reason);
  const timer = setTimeout(() => controller.abort(reason), Math.min(ms, LONGEST_TIMER_MS));
  if (outer?.aborted) {
    abort();
  }
  outer?.addEventListener("abort", abort, { once: true });
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener("abort", abort);
  }
}

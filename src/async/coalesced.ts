/**
 * The same work, but it never runs twice at the same time. Calls that come while it runs share the next run, which
 * begins after them.
 *
 * @example
 * let runs = 0;
 * const save = coalesced(async () => ++runs);
 * await Promise.all([save(), save()]); // => [1, 1]
 */
export function coalesced<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<unknown> = Promise.resolve();
  let next: Promise<T> | undefined;
  return () => {
    next ??= running.then(() => {
      next = undefined;
      const run = work();
      running = run.catch(() => undefined);
      return run;
    });
    return next;
  };
}

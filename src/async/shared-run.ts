/**
 * Work that never runs twice at the same time. Calls that come while it runs share the next run, which begins after
 * them.
 *
 * @example
 * let runs = 0;
 * const save = sharedRun(async () => ++runs);
 * await Promise.all([save(), save()]); // => [1, 1]
 */
export function sharedRun<T>(work: () => Promise<T>): () => Promise<T> {
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

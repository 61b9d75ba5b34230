import { setImmediate as nextTurn } from "node:timers/promises";

/** How long, in ms, it is worked between two pauses. */
const TURN_MS = 8;

/** Maps items in their order, and lets everybody else have a turn in between. */
export async function inTurns<T, R>(items: Iterable<T>, work: (item: T) => R): Promise<R[]> {
  const results: R[] = [];
  let pauseAt = performance.now() + TURN_MS;
  for (const item of items) {
    results.push(work(item));
    if (performance.now() < pauseAt) continue;
    await nextTurn();
    pauseAt = performance.now() + TURN_MS;
  }
  return results;
}

import { setImmediate as nextImmediate } from "node:timers/promises";
import { onTestFinished, vi } from "vitest";

/** Stops the clock until the end of the test, or `vi.advanceTimersByTime`. */
export async function stopClock() {
  // Time slices have begun by the clock before.
  await nextImmediate();
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
}

/** Counts how often something happens in one turn of the event loop, at most. Call `most` once, at the end. */
export function countPerTurn() {
  let [count, most, isOver] = [0, 0, false];
  const watch = async () => {
    while (!isOver) {
      count = 0;
      await nextImmediate();
    }
  };
  void watch();
  return {
    note: () => {
      count += 1;
      most = Math.max(most, count);
    },
    most: () => {
      isOver = true;
      return most;
    },
  };
}

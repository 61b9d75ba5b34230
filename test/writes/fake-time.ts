import { vi } from "vitest";

const realTurn = setImmediate;

/** Turns of the real event queue that nothing needs more of before it waits for a timer. */
const TURNS = 3;

const turn = () => new Promise<void>((resolve) => realTurn(resolve));

/** Lets fake time run until the promise settles, from one timer to the next: a wait of a minute takes no time. */
export async function inFakeTime<T>(promise: Promise<T>): Promise<T> {
  let isSettled = false;
  const end = () => {
    isSettled = true;
  };
  promise.then(end, end);
  for (;;) {
    for (let turns = 0; turns < TURNS && !isSettled; turns += 1) await turn();
    if (isSettled) return promise;
    if (vi.getTimerCount() > 0) await vi.advanceTimersToNextTimerAsync();
  }
}

import { onTestFinished, vi } from "vitest";

const realTurn = setImmediate;

/** Turns of the real event queue that nothing needs more of before it waits for a timer. */
const TURNS = 3;

const turn = () => new Promise<void>((resolve) => realTurn(resolve));

/** Resolves after so many turns of the real event queue that, most likely, all waits for a timer. */
async function severalTurns(isOver: () => boolean): Promise<void> {
  for (let turns = 0; turns < TURNS && !isOver(); turns += 1) await turn();
}

/**
 * Until the end of the test, waits for the rate limit, for retries and of a slow API take no time. Time passes by turns
 * of the event queue and not by the computer's clock, so it does not run away from work that a busy computer does
 * slowly.
 *
 * @param stepMs how much time passes at once
 */
export function inFastTime(stepMs = 20): void {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  let over = false;
  const pass = async () => {
    while (!over) {
      await severalTurns(() => over);
      await vi.advanceTimersByTimeAsync(stepMs);
    }
  };
  const passing = pass();
  onTestFinished(async () => {
    over = true;
    await passing;
    vi.useRealTimers();
  });
}

/** Lets fake time run until the promise settles, from one timer to the next: a wait of a minute takes no time. */
export async function inFakeTime<T>(promise: Promise<T>): Promise<T> {
  let isSettled = false;
  const end = () => {
    isSettled = true;
  };
  promise.then(end, end);
  for (;;) {
    await severalTurns(() => isSettled);
    if (isSettled) return promise;
    if (vi.getTimerCount() > 0) await vi.advanceTimersToNextTimerAsync();
  }
}

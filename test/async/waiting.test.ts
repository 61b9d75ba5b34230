import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { orAborted, sleep, whileNeeded, within, withTimeLimit } from "../../src/async/waiting.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const forever = new Promise<never>(() => {});
const untilAborted = (signal: AbortSignal) => orAborted(forever, signal);
const LIMIT = { ms: 50, reason: new Error("too slow") };

describe.each([
  ["whileNeeded", (outer: AbortSignal | undefined, work: typeof untilAborted) => whileNeeded(outer, work, LIMIT)],
  ["withTimeLimit", (outer: AbortSignal | undefined, work: typeof untilAborted) => withTimeLimit(LIMIT, outer, work)],
])("%s", (_, run) => {
  it("aborts with the outer signal's reason", async () => {
    await expect(run(AbortSignal.abort("gone"), untilAborted)).rejects.toBe("gone");
    const controller = new AbortController();
    const work = run(controller.signal, untilAborted);
    controller.abort("cancelled");
    await expect(work).rejects.toBe("cancelled");
  });

  it("aborts when the time is up", async () => {
    const work = run(undefined, untilAborted);
    void work.catch(() => undefined);
    await vi.advanceTimersByTimeAsync(50);
    await expect(work).rejects.toBe(LIMIT.reason);
  });

  it("leaves no timer and no listener behind", async () => {
    const { signal } = new AbortController();
    const removed = vi.spyOn(signal, "removeEventListener");
    expect(await run(signal, async () => "done" as never)).toBe("done");
    expect(vi.getTimerCount()).toBe(0);
    expect(removed).toHaveBeenCalledOnce();
  });
});

it("whileNeeded aborts when the work has ended", async () => {
  const signals: AbortSignal[] = [];
  await whileNeeded(undefined, async (signal) => signals.push(signal));
  expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
});

it("within resolves to the other value when the time is up, and else as the work does", async () => {
  const late = within(50, forever, "late");
  await vi.advanceTimersByTimeAsync(50);
  expect(await late).toBe("late");
  expect(await within(50, Promise.resolve("done"), "late")).toBe("done");
  await expect(within(50, Promise.reject(new Error("failed")), "late")).rejects.toThrow("failed");
  expect(vi.getTimerCount()).toBe(0);
});

it("sleep ends with the signal", async () => {
  const controller = new AbortController();
  const sleeping = sleep(1000, controller.signal);
  controller.abort("woken");
  await expect(sleeping).rejects.toBe("woken");
  expect(vi.getTimerCount()).toBe(0);
});

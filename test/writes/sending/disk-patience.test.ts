import { beforeEach, describe, expect, it, vi } from "vitest";
import { Deadline } from "../../../src/api/index.ts";
import { awaitDisk } from "../../../src/writes/sending/disk-patience.ts";

const held = async () => true;
const never = new Promise<never>(() => undefined);

/** A disk that answers after so many turns of the event loop. */
async function aDisk(turns: number, answered: () => void): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  answered();
}

describe("a create waits for a disk that", () => {
  const passed = async (wait: Promise<unknown>) => {
    const since = performance.now();
    await vi.runAllTimersAsync();
    await wait;
    return performance.now() - since;
  };

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    return () => vi.useRealTimers();
  });

  it("never answers as long as half of the time that its call has left", async () => {
    const deadline = Deadline.after(45_000);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await passed(awaitDisk(never, held, { deadline }))).toBeCloseTo(20_000, -2);
    expect(await passed(awaitDisk(never, held, {}))).toBeCloseTo(10_000, -2);
  });

  it("answers no longer than that, and leaves no timer behind", async () => {
    const told = new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(await passed(awaitDisk(told, held, { deadline: Deadline.after(45_000) }))).toBe(3_000);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("on a busy computer, where a timer is due whenever the program comes to run, a create", () => {
  beforeEach(() => {
    const now = performance.now.bind(performance);
    let lateMs = 0;
    vi.spyOn(performance, "now").mockImplementation(() => now() + lateMs);
    vi.stubGlobal("setTimeout", (then: () => void, ms: number) =>
      setImmediate(() => {
        lateMs += Math.max(ms, 500);
        then();
      }),
    );
    return () => {
      vi.unstubAllGlobals();
      vi.restoreAllMocks();
    };
  });

  it("waits for the disk too", async () => {
    const answered = vi.fn();
    await awaitDisk(aDisk(50, answered), held, { deadline: Deadline.after(60_000) });
    expect(answered).toHaveBeenCalled();
  });

  it("waits until its call's time is over, after which it is not sent", async () => {
    const deadline = Deadline.after(60_000);
    await awaitDisk(never, held, { deadline });
    expect(deadline.remainingMs).toBe(0);
  });
});

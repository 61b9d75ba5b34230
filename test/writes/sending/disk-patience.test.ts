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

/** How often a wait looks at what has become of it. What earlier tests have left behind may set other timers. */
const BEAT_MS = 100;

describe("a create waits for a disk that", () => {
  const passed = async (wait: Promise<unknown>) => {
    let isOver = false;
    void wait.then(() => {
      isOver = true;
    });
    let ms = 0;
    for (; !isOver; ms += BEAT_MS) await vi.advanceTimersByTimeAsync(BEAT_MS);
    return ms;
  };

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    return () => vi.useRealTimers();
  });

  it("never answers as long as half of the time that its call has left", async () => {
    const deadline = Deadline.after(45_000);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await passed(awaitDisk(never, held, { deadline }))).toBe(20_000);
    expect(await passed(awaitDisk(never, held, {}))).toBe(10_000);
  });

  it("answers no longer than that", async () => {
    const told = new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(await passed(awaitDisk(told, held, { deadline: Deadline.after(45_000) }))).toBe(3_000);
  });
});

describe("on a busy computer, where a timer is due whenever the program comes to run, a create", () => {
  beforeEach(() => {
    const [now, wait] = [performance.now(), setTimeout];
    let lateMs = 0;
    vi.spyOn(performance, "now").mockImplementation(() => now + lateMs);
    const late = (then: () => void) =>
      setImmediate(() => {
        lateMs += 500;
        then();
      });
    vi.stubGlobal("setTimeout", (then: () => void, ms: number) => (ms === BEAT_MS ? late(then) : wait(then, ms)));
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

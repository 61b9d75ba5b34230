import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Deadline } from "../../src/async/deadline.ts";
import { KeyedLock } from "../../src/async/keyed-lock.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A lock whose key "a" is held until `release` is called. */
function heldLock() {
  const locks = new KeyedLock(() => new Error("still locked"));
  let release = () => {};
  const held = locks.run(["a"], () => new Promise<void>((resolve) => (release = resolve)), {});
  return { locks, held, release: () => release() };
}

describe("KeyedLock", () => {
  it("runs work with other keys at once", async () => {
    const { locks } = heldLock();
    expect(await locks.run(["b"], async () => "done", {})).toBe("done");
  });

  it("waits for every key", async () => {
    const { locks, release } = heldLock();
    const both = vi.fn(async () => "done");
    const result = locks.run(["b", "a"], both, {});
    await vi.advanceTimersByTimeAsync(1000);
    expect(both).not.toHaveBeenCalled();
    release();
    expect(await result).toBe("done");
  });

  it("throws the error for a deadline that passes, and lets later work wait for the earlier", async () => {
    const { locks, release } = heldLock();
    const late = locks.run(["a", "b"], async () => "never", { deadline: Deadline.after(50) });
    const later = vi.fn(async () => "later");
    const result = locks.run(["b"], later, {});
    void late.catch(() => undefined);
    await vi.advanceTimersByTimeAsync(50);
    await expect(late).rejects.toThrow("still locked");
    expect(later).not.toHaveBeenCalled();
    release();
    expect(await result).toBe("later");
  });

  it("does not begin work that was cancelled before", async () => {
    const { locks } = heldLock();
    const signal = AbortSignal.abort("cancelled");
    await expect(locks.run(["a"], async () => "never", { signal })).rejects.toBe("cancelled");
    await expect(locks.run(["b"], async () => "never", { signal })).rejects.toBe("cancelled");
    expect(await locks.run(["b"], async () => "free", {})).toBe("free");
  });
});

import { describe, expect, it, vi } from "vitest";
import { mapConcurrently, Pool } from "../../src/async/pool.ts";
import { countPerTurn, stopClock } from "./per-turn.ts";

/** Work that ends when it is told to. */
function openEnded() {
  const ends: (() => void)[] = [];
  const begun: string[] = [];
  const work = (name: string) => {
    begun.push(name);
    return new Promise<string>((resolve) => ends.push(() => resolve(name)));
  };
  return { begun, work, end: async () => ends.shift()?.() };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe("Pool", () => {
  it("begins the next piece of work when one has ended, failed or not", async () => {
    const { begun, work, end } = openEnded();
    const pool = new Pool(1);
    const failing = pool.run(async () => {
      await work("first");
      throw new Error("failed");
    });
    void pool.run(() => work("second"));
    void failing.catch(() => undefined);
    await settled();
    expect(begun).toEqual(["first"]);
    await end();
    await expect(failing).rejects.toThrow("failed");
    expect(begun).toEqual(["first", "second"]);
  });
});

describe("mapConcurrently", () => {
  it("begins no more steps at once than it may", async () => {
    const { begun, work, end } = openEnded();
    const results = mapConcurrently(["a", "b", "c"], 2, work);
    await settled();
    expect(begun).toEqual(["a", "b"]);
    await end();
    await settled();
    expect(begun).toEqual(["a", "b", "c"]);
    await end();
    await end();
    expect(await results).toEqual(["a", "b", "c"]);
  });

  it("lets other work run between steps that wait for nothing", async () => {
    await stopClock();
    const steps = countPerTurn();
    const step = async (item: number) => {
      steps.note();
      vi.advanceTimersByTime(4);
      return item;
    };
    const items = Array.from({ length: 100 }, (_, at) => at);
    expect(await mapConcurrently(items, 30, step)).toEqual(items);
    expect(steps.most()).toBe(2);
  });

  it("asks for an item only when its step can begin", async () => {
    const { work, end } = openEnded();
    const asked: string[] = [];
    function* items() {
      for (const item of ["a", "b"]) {
        asked.push(item);
        yield item;
      }
    }
    const results = mapConcurrently(items(), 1, work);
    await settled();
    expect(asked).toEqual(["a"]);
    await end();
    await settled();
    await end();
    expect(await results).toEqual(["a", "b"]);
  });

  it("begins no further step after a failure, and waits for those under way", async () => {
    const { begun, work, end } = openEnded();
    let isOver = false;
    const results = mapConcurrently(["bad", "slow", "late"], 2, async (name) => {
      if (name === "bad") throw new Error("no");
      return work(name);
    });
    void results
      .catch(() => undefined)
      .finally(() => {
        isOver = true;
      });
    await settled();
    expect({ begun, isOver }).toEqual({ begun: ["slow"], isOver: false });
    await end();
    await expect(results).rejects.toThrow("no");
    expect(begun).toEqual(["slow"]);
  });
});

it("a job with many workers takes turns with another job", async () => {
  await stopClock();
  const order: string[] = [];
  const step = (name: string) => async () => {
    order.push(name);
    vi.advanceTimersByTime(8);
  };
  const [many, few] = [Array.from({ length: 60 }), Array.from({ length: 6 })];
  await Promise.all([mapConcurrently(many, 30, step("many")), mapConcurrently(few, 1, step("one"))]);
  expect(order.lastIndexOf("one")).toBeLessThan(20);
});

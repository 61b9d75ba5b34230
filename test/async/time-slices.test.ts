import { beforeEach, expect, it, vi } from "vitest";
import { filterInSlices, mapInSlices, sortInSlices, TimeSlices } from "../../src/async/time-slices.ts";
import { countPerTurn, stopClock } from "./per-turn.ts";

beforeEach(stopClock);

it("pauses when a slice has used up its time, and then works for as long again", async () => {
  const pause = vi.fn(async () => undefined);
  const slices = new TimeSlices({ ms: 8, pause });
  expect(slices.isOver).toBe(false);
  vi.advanceTimersByTime(8);
  expect(slices.isOver).toBe(true);
  await slices.next();
  expect(pause).toHaveBeenCalledOnce();
  expect(slices.isOver).toBe(false);
});

it("lets other work run between the items", async () => {
  const order: string[] = [];
  const mapped = mapInSlices(["a", "b", "c"], (item) => {
    order.push(item);
    vi.advanceTimersByTime(item === "b" ? 8 : 0);
    return item.toUpperCase();
  });
  order.push("other work");
  expect(await mapped).toEqual(["A", "B", "C"]);
  expect(order).toEqual(["a", "b", "other work", "c"]);
});

it("counts the work of other jobs in the same turn of the event loop", async () => {
  const items = countPerTurn();
  const job = () =>
    mapInSlices(["item"], () => {
      items.note();
      vi.advanceTimersByTime(4);
    });
  for (let jobs = 0; jobs < 20; jobs++) await job();
  expect(items.most()).toBe(2);
});

it("sorts like an array, and keeps the order of equal items", async () => {
  vi.useRealTimers();
  const items = Array.from({ length: 3000 }, (_, at) => ({ at, by: (at * 7919) % 101 }));
  const byNumber = (one: (typeof items)[0], other: (typeof items)[0]) => one.by - other.by;
  expect(await sortInSlices(items, byNumber)).toEqual(items.toSorted(byNumber));
  expect(await sortInSlices([], byNumber)).toEqual([]);
});

it("filters like an array", async () => {
  expect(await filterInSlices(new Set([1, 2, 3, 4]), (number) => number % 2 === 0)).toEqual([2, 4]);
});

it("gives each of many jobs a turn of the event loop of its own", async () => {
  vi.useRealTimers();
  let turn = 0;
  let next = setImmediate(function count() {
    turn += 1;
    next = setImmediate(count);
  });
  const turns: number[] = [];
  const job = async () => {
    const slices = new TimeSlices();
    for (let step = 0; step < 3; step++) {
      await slices.next();
      turns.push(turn);
    }
  };
  await Promise.all(Array.from({ length: 5 }, job));
  clearImmediate(next);
  expect(new Set(turns).size).toBe(turns.length);
});

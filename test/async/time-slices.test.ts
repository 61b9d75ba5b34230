import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { mapInSlices, TimeSlices } from "../../src/async/time-slices.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

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

import { setMaxListeners } from "node:events";
import fc from "fast-check";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { RateLimiter } from "../../src/api/limiter.ts";
import { Priority } from "../../src/api/priority.ts";
import { RateShare } from "../../src/api/rate-share.ts";
import { MAX_PER_WINDOW, type Slot, WINDOW_MS } from "../../src/api/rate-window.ts";
import { Deadline, OutOfTime } from "../../src/async/deadline.ts";
import { settled } from "./fake-fetch.ts";

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

const NAME = "the rate limit of reads";
const aMinute = (): Deadline => Deadline.after(60_000);

/** Takes `count` slots one after the other's request, and says in ms when each came. */
function takeMany(limiter: RateLimiter, count: number, onSlot: (slot: Slot) => void = (slot) => slot.done()): number[] {
  const startedAt = performance.now();
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) {
    void limiter.take(aMinute()).then((slot) => {
      times.push(performance.now() - startedAt);
      onSlot(slot);
    });
  }
  return times;
}

test("a burst gets 25 slots at once and the next 25 a window after the answers", async () => {
  const times = takeMany(new RateLimiter(NAME), 60, (slot) => setTimeout(() => slot.done(), 300));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(times).toEqual([...Array(25).fill(0), ...Array(25).fill(300 + WINDOW_MS), ...Array(10).fill(2 * (300 + WINDOW_MS))]);
});

test("a request without an answer keeps its slot", async () => {
  const times = takeMany(new RateLimiter(NAME), 26, () => undefined);
  await vi.advanceTimersByTimeAsync(50_000);
  expect(times).toHaveLength(25);
});

test("a slot that was not used is free at once, and a slot is given back once only", async () => {
  const limiter = new RateLimiter(NAME);
  const slots = await Promise.all(Array.from({ length: 25 }, () => limiter.take(aMinute())));
  slots[0]?.unused();
  slots[0]?.unused();
  slots[0]?.done();
  const times = takeMany(limiter, 2, () => undefined);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(times).toEqual([0]);
});

test("slots are given in the order in which they were asked for", async () => {
  const limiter = new RateLimiter(NAME);
  const order: number[] = [];
  for (let index = 0; index < 80; index += 1) {
    void limiter.take(aMinute()).then((slot) => {
      order.push(index);
      slot.done();
    });
  }
  await vi.advanceTimersByTimeAsync(5_000);
  expect(order).toEqual(Array.from({ length: 80 }, (_, index) => index));
});

test("the limit of the headers is followed downward, and upward to 25 at most", async () => {
  const limiter = new RateLimiter(NAME);
  limiter.observe({ limit: 10 });
  const few = takeMany(limiter, 25);
  await vi.advanceTimersByTimeAsync(WINDOW_MS - 1);
  expect(few).toHaveLength(10);
  await vi.advanceTimersByTimeAsync(5_000);
  limiter.observe({ limit: 1_000 });
  const many = takeMany(limiter, 100);
  await vi.advanceTimersByTimeAsync(WINDOW_MS - 1);
  expect(many).toHaveLength(MAX_PER_WINDOW);
});

test("no more is sent before the reset than the API says is left, less what is in flight", async () => {
  const limiter = new RateLimiter(NAME);
  await limiter.take(aMinute());
  (await limiter.take(aMinute())).done();
  limiter.observe({ window: { remaining: 4, reset: 100, resetInMs: 700 } });
  const times = takeMany(limiter, 5);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(times).toEqual([0, 0, 0, 700, 700]);
});

test("answers that overtake each other do not raise what is left, and a later window does", async () => {
  const limiter = new RateLimiter(NAME);
  limiter.observe({ window: { remaining: 1, reset: 100, resetInMs: 900 } });
  limiter.observe({ window: { remaining: 20, reset: 100, resetInMs: 950 } });
  limiter.observe({ window: { remaining: 20, reset: 99, resetInMs: 500 } });
  const times = takeMany(limiter, 3);
  await vi.advanceTimersByTimeAsync(100);
  expect(times).toEqual([0]);
  limiter.observe({ window: { remaining: 1, reset: 101, resetInMs: 1_900 } });
  await vi.advanceTimersByTimeAsync(5_000);
  expect(times).toEqual([0, 100, 2_000]);
});

test("a pause stops everybody until it is over, the longest one counting", async () => {
  const limiter = new RateLimiter(NAME);
  limiter.pause(5_000);
  limiter.pause(1_000);
  const times = takeMany(limiter, 2);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(times).toEqual([5_000, 5_000]);
});

test("a pause turns away at once those who wait already and cannot wait that long", async () => {
  const limiter = new RateLimiter(NAME);
  takeMany(limiter, 25, () => undefined);
  const short = limiter.take(Deadline.after(3_000));
  const long = settled(limiter.take(Deadline.after(30_000)));
  limiter.pause(4_000);
  await expect(short).rejects.toEqual(new OutOfTime(`${NAME}, because the API asks for a pause of another 4 s`));
  // No slot can come free within the last window any more.
  const { error, ms } = { error: undefined, ...(await long) };
  expect(error).toEqual(new OutOfTime(NAME));
  expect(ms).toBeGreaterThan(30_000 - WINDOW_MS);
});

test("whoever stands too far back in the queue is turned away at once", async () => {
  const limiter = new RateLimiter(NAME);
  const startedAt = performance.now();
  const all = Array.from({ length: 100 }, () => limiter.take(Deadline.after(2_500)).then((slot) => slot.done()));
  const results = Promise.allSettled(all);
  // 25 now, 25 after one window, 25 after two; the last 25 would come after three, at 3060 ms.
  await expect(all[75]).rejects.toBeInstanceOf(OutOfTime);
  expect(performance.now()).toBe(startedAt);
  await vi.advanceTimersByTimeAsync(3_000);
  expect((await results).map(({ status }) => status)).toEqual([...Array(75).fill("fulfilled"), ...Array(25).fill("rejected")]);
});

test("a waiter that is aborted leaves the queue, and the others move up", async () => {
  const limiter = new RateLimiter(NAME);
  takeMany(limiter, 25);
  const controller = new AbortController();
  const leaving = limiter.take(aMinute(), controller.signal);
  const times = takeMany(limiter, 25);
  controller.abort(new Error("enough"));
  await expect(leaving).rejects.toThrow("enough");
  await vi.advanceTimersByTimeAsync(WINDOW_MS);
  expect(times).toHaveLength(25);
  await expect(limiter.take(aMinute(), controller.signal)).rejects.toThrow("enough");
});

describe("a person's requests and those of jobs", () => {
  /** Who gets a slot, one after the other, as long as somebody waits. */
  function aQueue() {
    const limiter = new RateLimiter(NAME);
    const order: string[] = [];
    const wait = (who: string, count: number, priority?: () => Priority) => {
      for (let index = 0; index < count; index += 1) {
        void limiter.take(aMinute(), undefined, priority?.()).then((slot) => {
          order.push(who);
          slot.done();
        });
      }
    };
    return { limiter, order, wait };
  }

  test("a person goes before a job that waited before, which still gets one slot in five", async () => {
    const { order, wait } = aQueue();
    const batch = new RateShare(1);
    wait("job", 60, () => new Priority(batch));
    wait("person", 30);
    await vi.advanceTimersByTimeAsync(0);
    expect(order).toEqual(Array(25).fill("job"));
    await vi.advanceTimersByTimeAsync(WINDOW_MS);
    expect(order.slice(25)).toEqual(Array(5).fill(["person", "person", "person", "person", "job"]).flat());
    await vi.advanceTimersByTimeAsync(5 * WINDOW_MS);
    expect(order.slice(50, 63)).toEqual([...Array(4).fill("person"), "job", ...Array(4).fill("person"), "job", "person", "person", "job"]);
    expect(order).toHaveLength(90);
  });

  test("of jobs, the one with the larger part goes first, and what is read behind the scenes last", async () => {
    const { order, wait } = aQueue();
    const [behind, batch] = [new RateShare(1 / 5), new RateShare(1)];
    wait("first", 25);
    wait("behind", 10, () => new Priority(behind));
    wait("batch", 30, () => new Priority(batch));
    await vi.advanceTimersByTimeAsync(3 * WINDOW_MS);
    expect(order.slice(25)).toEqual([...Array(30).fill("batch"), ...Array(10).fill("behind")]);
  });

  test("what is read behind the scenes goes on at once when somebody begins to wait for it", async () => {
    const { order, wait } = aQueue();
    const share = new RateShare(1 / 25);
    wait("job", 10, () => new Priority(share));
    await vi.advanceTimersByTimeAsync(10);
    expect(order).toHaveLength(1);
    share.part = 1;
    await vi.advanceTimersByTimeAsync(1);
    expect(order).toHaveLength(10);
  });

  test("a request that more urgent callers join moves up", async () => {
    const { order, wait } = aQueue();
    const batch = new RateShare(1);
    const joined = new Priority(batch);
    wait("first", 25);
    wait("job", 30, () => new Priority(batch));
    wait("joined", 1, () => joined);
    await vi.advanceTimersByTimeAsync(10);
    joined.raise(undefined);
    await vi.advanceTimersByTimeAsync(WINDOW_MS);
    expect(order[25]).toBe("joined");
  });

  test("a job that is cancelled leaves nothing in the queue, and one that cannot have its turn in time is told at once", async () => {
    const { limiter, order, wait } = aQueue();
    const controller = new AbortController();
    setMaxListeners(0, controller.signal);
    const batch = new RateShare(1);
    wait("first", 25);
    const waiting = Array.from({ length: 1_000 }, () => limiter.take(aMinute(), controller.signal, new Priority(batch)));
    const ends = Promise.allSettled(waiting);
    await vi.advanceTimersByTimeAsync(10);
    controller.abort(new Error("over"));
    expect(new Set((await ends).map(({ status }) => status))).toEqual(new Set(["rejected"]));
    wait("next", 25);
    await vi.advanceTimersByTimeAsync(WINDOW_MS);
    expect(order).toEqual([...Array(25).fill("first"), ...Array(25).fill("next")]);
    limiter.pause(30_000);
    await expect(limiter.take(Deadline.after(20_000), undefined, new Priority(batch))).rejects.toThrow(
      "because the API asks for a pause of another 30 s",
    );
  });
});

const aRequest = fc.record({
  startAt: fc.integer({ min: 0, max: 3_000 }),
  /** How long the request takes, and which part of that is the way to the server. */
  takes: fc.integer({ min: 0, max: 2_500 }),
  way: fc.double({ min: 0, max: 1, noNaN: true }),
});

test("no second at the server ever sees more than the limit, however long requests are on their way", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(aRequest, { maxLength: 150 }), fc.integer({ min: 1, max: 30 }), async (requests, limit) => {
      const limiter = new RateLimiter(NAME);
      limiter.observe({ limit });
      const arrivals: number[] = [];
      for (const { startAt, takes, way } of requests) {
        setTimeout(async () => {
          const slot = await limiter.take(Deadline.after(3_600_000));
          arrivals.push(performance.now() + takes * way);
          setTimeout(() => slot.done(), takes);
        }, startAt);
      }
      await vi.advanceTimersByTimeAsync(800_000);
      expect(arrivals).toHaveLength(requests.length);
      arrivals.sort((a, b) => a - b);
      const capacity = Math.min(limit, MAX_PER_WINDOW);
      arrivals.forEach((at, index) => {
        expect(at - (arrivals[index - capacity] ?? Number.NEGATIVE_INFINITY)).toBeGreaterThan(1_000);
      });
    }),
    { numRuns: 60 },
  );
});

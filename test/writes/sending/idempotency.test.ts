import { beforeEach, expect, test, vi } from "vitest";
import { IdempotencyKeys } from "../../../src/writes/sending/idempotency.ts";
import { aChange } from "../support.ts";

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

const titled = (title: string) => aChange({ title: [null, title] });

test("another change, or the same of another contact, has another key", () => {
  const keys = new IdempotencyKeys();
  const all = [
    keys.claim("con_1", titled("CEO")),
    keys.claim("con_1", titled("CFO")),
    keys.claim("con_2", titled("CFO")),
    keys.claim(undefined, titled("CFO")),
  ];
  expect(new Set(all.map(({ key }) => key)).size).toBe(4);
});

test.each(["accepted", "refused"] as const)("after %s the same change is a new write, with a new key", (outcome) => {
  const keys = new IdempotencyKeys();
  const first = keys.claim(undefined, titled("CFO"));
  first.conclude(outcome);
  expect(keys.claim(undefined, titled("CFO"))).not.toMatchObject({ key: first.key });
});

test("after an outcome that stayed unknown the same change, in whatever order, has the same key, and once it is known a new one", () => {
  const keys = new IdempotencyKeys();
  const first = keys.claim(undefined, aChange({ title: [null, "CFO"], address: [null, { city: "Bonn", country: "DE" }] }, [[], ["acc_1", "acc_2"]]));
  first.conclude("unknown");
  const again = keys.claim(undefined, aChange({ address: [null, { country: "DE", city: "Bonn" }], title: [null, "CFO"] }, [[], ["acc_2", "acc_1"]]));
  expect(again).toMatchObject({ key: first.key, sentBefore: true });
  again.conclude("accepted");
  expect(keys.claim(undefined, titled("CFO")).key).not.toBe(first.key);
});

test("two equal writes after an unknown outcome are two: one of them repeats the old key", () => {
  const keys = new IdempotencyKeys();
  keys.claim(undefined, titled("CFO")).conclude("unknown");
  const [one, other] = [keys.claim(undefined, titled("CFO")), keys.claim(undefined, titled("CFO"))];
  expect([one.sentBefore, other.sentBefore]).toEqual([true, false]);
  expect(one.key).not.toBe(other.key);
});

test("a kept key can be read as often as needed, and is still there for the write", async () => {
  const keys = new IdempotencyKeys();
  expect(await keys.keptKey(titled("CFO"))).toBeUndefined();
  const first = keys.claim(undefined, titled("CFO"));
  first.conclude("unknown");
  for (const _ of [1, 2]) expect(await keys.keptKey(titled("CFO"))).toMatchObject({ key: first.key, since: first.since });
  expect(keys.claim(undefined, titled("CFO"))).toMatchObject({ key: first.key, sentBefore: true });
});

test("a kept key is forgotten with the API's memory of it, after 24 hours", () => {
  const keys = new IdempotencyKeys();
  keys.claim(undefined, titled("CFO")).conclude("unknown");
  vi.advanceTimersByTime(24 * 60 * 60 * 1000);
  expect(keys.claim(undefined, titled("CFO")).sentBefore).toBe(false);
});

test("an update is not answered from the past: after another change of the same contact a kept key is not used", () => {
  const keys = new IdempotencyKeys();
  keys.claim("con_1", titled("CFO")).conclude("unknown");
  keys.claim("con_1", titled("CEO")).conclude("accepted");
  expect(keys.claim("con_1", titled("CFO")).sentBefore).toBe(false);
});

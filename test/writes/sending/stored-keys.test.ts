import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { StoredKeys } from "../../../src/writes/sending/stored-keys.ts";
import { aCache } from "../plans/plan-support.ts";

const START = Date.UTC(2026, 2, 2, 9);
const DAY_MS = 24 * 3_600_000;

const aKey = (fingerprint: string, since = START) => ({ fingerprint, key: randomUUID(), since, lookalikes: ["con_1"] });

/** What is done behind the scenes has come to its end. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

const named = (cache: ReturnType<typeof aCache>) => [...cache.entries.keys()].filter((name) => name.startsWith("create-"));

it("a key is read by whoever has the cache, until it is taken out", async () => {
  const cache = aCache();
  const [one, other] = [new StoredKeys(cache, () => START), new StoredKeys(cache, () => START + DAY_MS - 1)];
  const key = aKey("of Dana");
  expect(await one.write(key)).toBe(true);
  expect(await other.read("of Dana")).toEqual(key);
  expect(await other.read("of Fox")).toBeUndefined();
  one.remove(key);
  expect(await other.read("of Dana")).toBeUndefined();
});

it("a key older than 24 hours is not read, and goes from the disk when the next one comes", async () => {
  let at = START;
  const cache = aCache(() => at);
  const [before, after] = [new StoredKeys(cache, () => START), new StoredKeys(cache, () => START + DAY_MS)];
  await before.write(aKey("of Dana"));
  await before.write(aKey("of Fox"));
  await settled();
  expect(await after.read("of Dana")).toBeUndefined();
  at += DAY_MS;
  const again = aKey("of Dana", at);
  await after.write(again);
  await settled();
  expect(await after.read("of Dana")).toEqual(again);
  expect(named(cache)).toHaveLength(1);
});

it("so many and no more are on disk", async () => {
  let writes = 0;
  const cache = aCache(() => writes++);
  const keys = new StoredKeys(cache, () => START);
  for (let at = 0; at < 1003; at++) await keys.write(aKey(`of number ${at}`));
  await settled();
  expect(named(cache)).toHaveLength(1000);
  expect(await keys.read("of number 2")).toBeUndefined();
  expect(await keys.read("of number 3")).toBeDefined();
});

it.each(["", "{}", "[1]", "no JSON", JSON.stringify({ ...aKey("of Dana"), key: "1" }), JSON.stringify(aKey("of Fox"))])(
  "an entry that is none of ours is ignored: %s",
  async (text) => {
    const cache = aCache();
    const keys = new StoredKeys(cache, () => START);
    await keys.write(aKey("of Dana"));
    await settled();
    for (const name of cache.entries.keys()) cache.entries.set(name, Buffer.from(text));
    expect(await keys.read("of Dana")).toBeUndefined();
    const again = aKey("of Dana");
    expect(await keys.write(again)).toBe(true);
    expect(await keys.read("of Dana")).toEqual(again);
  },
);

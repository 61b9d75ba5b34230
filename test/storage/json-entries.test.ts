import { expect, it, vi } from "vitest";
import { z } from "zod/v3";
import { JsonEntries } from "../../src/storage/index.ts";
import { jsonInSlices } from "../../src/storage/json-in-slices.ts";
import { countPerTurn, stopClock } from "../async/per-turn.ts";
import { aCache } from "../writes/plans/plan-support.ts";

const LIFE_MS = 1000;

/** Entries in a cache whose clock can be set. */
function someEntries(most?: number) {
  let now = 0;
  const cache = aCache(() => now);
  const options = { cache, prefix: "note", form: z.object({ text: z.string() }), lifeMs: LIFE_MS, ...(most === undefined ? {} : { most }) };
  return {
    cache,
    entries: new JsonEntries(options),
    pass: (ms: number) => {
      now += ms;
    },
  };
}

it("keeps a value under its ID, which is not readable in the name of the entry", async () => {
  const { cache, entries } = someEntries();
  await entries.write("secret ID", { text: "Hello" });
  expect(await entries.read("secret ID")).toEqual({ text: "Hello" });
  expect(await entries.read("another ID")).toBeUndefined();
  expect([...cache.entries.keys()].join()).toMatch(/^note-[0-9a-f]{40}$/);
  await entries.remove("secret ID");
  expect(await entries.read("secret ID")).toBeUndefined();
});

it.each(["", "{", "[]", '{"text":1}'])("reports an entry that holds something else: %s", async (text) => {
  const { cache, entries } = someEntries();
  await entries.write("one", { text: "Hello" });
  for (const name of cache.entries.keys()) cache.entries.set(name, Buffer.from(text));
  expect(await entries.read("one")).toBe("unreadable");
  expect(await entries.recent(LIFE_MS)).toEqual([]);
});

it("returns the values that were written recently, without one's own", async () => {
  const { entries, pass } = someEntries();
  await entries.write("old", { text: "old" });
  pass(500);
  await entries.write("new", { text: "new" });
  await entries.write("own", { text: "own" });
  expect(await entries.recent(500, "own")).toEqual([{ text: "new" }]);
});

it("deletes entries that are too old, and the oldest if there are too many", async () => {
  const { cache, entries, pass } = someEntries(2);
  for (const id of ["one", "two", "three"]) {
    await entries.write(id, { text: id });
    pass(100);
  }
  await entries.prune();
  expect(await entries.recent(LIFE_MS)).toEqual([{ text: "two" }, { text: "three" }]);
  pass(LIFE_MS);
  await entries.prune();
  expect(cache.entries.size).toBe(0);
});

it("makes the same JSON in slices as at once", async () => {
  const value = { id: 'plan "1"', none: undefined, empty: [], rows: [{ number: 1, name: undefined }, [null, "Zoë"]], whole: { list: [1, 2] } };
  expect(await jsonInSlices(value)).toBe(JSON.stringify(value));
});

it("checks long lists in slices, and takes them only if every item fits", async () => {
  const checked = countPerTurn();
  const item = z.object({ number: z.number().default(7) }).refine(() => {
    checked.note();
    vi.advanceTimersByTime(4);
    return true;
  });
  const entries = new JsonEntries({
    cache: aCache(),
    prefix: "list",
    form: z.object({ name: z.string(), items: z.array(item) }).strict(),
    lifeMs: LIFE_MS,
  });
  await stopClock();
  await entries.write("long", { name: "Long", items: Array.from({ length: 50 }, (_, number) => ({ number })) });
  expect(await entries.read("long")).toMatchObject({ name: "Long", items: { length: 50 } });
  expect(checked.most()).toBe(2);
  await entries.writeJson("filled", '{"name":"Filled","items":[{}]}');
  expect(await entries.read("filled")).toEqual({ name: "Filled", items: [{ number: 7 }] });
  for (const json of [
    '{"name":"x","items":[{"number":"1"}]}',
    '{"name":"x"}',
    '{"items":[]}',
    '{"name":"x","items":[],"more":1}',
    '{"name":"x","items":{}}',
  ]) {
    await entries.writeJson("bad", json);
    expect(await entries.read("bad")).toBe("unreadable");
  }
});

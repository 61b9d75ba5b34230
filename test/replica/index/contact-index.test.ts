import { expect, it } from "vitest";
import type { ApiKey, CallOptions, ContactId, WireContact } from "../../../src/api/index.ts";
import { Listeners } from "../../../src/async/listeners.ts";
import { LiveSchema } from "../../../src/definitions/live-schema.ts";
import { ContactIndex, type ContactIndexOptions } from "../../../src/replica/index/contact-index.ts";
import { Replica } from "../../../src/replica/replica.ts";
import { LIST_LAG_MS } from "../../../src/replica/sync/index.ts";
import { aField, aRelationship } from "../../builders.ts";

const name = aField({ key: "$name", label: "Name", valueType: "FULL_NAME" });
const account = aRelationship({ key: "$account", label: "Account", cardinality: "HAS_MANY", objectType: "account" });

const aContactAt = (id: string, firstName: string, updatedAt?: string): WireContact => ({
  id: id as ContactId,
  updatedAt,
  createdAt: "2026-01-01T00:00:00Z",
  fields: new Map([["$name" as ApiKey, { valueType: "FULL_NAME", value: { firstName } }]]),
  relationships: new Map([["$account" as ApiKey, { cardinality: "HAS_MANY", objectType: "account", ids: ["acc_1"] }]]),
});

const names: ContactIndexOptions["names"] = { nameOf: () => undefined, ensure: async () => [], renamed: new Listeners() };

/** An index of a workspace whose definitions can change. */
async function anIndex() {
  let label = "Name";
  const definitions = async () => ({ fields: [{ ...name, label }], relationships: [] });
  const live = new LiveSchema({ api: { definitions }, hidden: [] });
  await live.get();
  const replica = new Replica({ live });
  const index = new ContactIndex({ live, replica, names });
  const change = async (to: string) => {
    label = to;
    await live.refresh();
  };
  return { replica, index, change, isFound: () => index.search("Ann", 10).hits.length > 0 };
}

it("finds everybody of an account by its name, although the name could not be had at first", async () => {
  let now = 0;
  let isKnown = false;
  const live = new LiveSchema({ api: { definitions: async () => ({ fields: [name], relationships: [account] }) }, hidden: [], now: () => now });
  await live.get();
  const replica = new Replica({ live, now: () => now });
  const index = new ContactIndex({ live, replica, names: { ...names, nameOf: () => (isKnown ? "Brightloom" : undefined) }, now: () => now });
  const found = () => index.search("Brightloom", 10).hits.map(({ id }) => id);

  replica.put(aContactAt("con_1", "Ann"), 0);
  await index.settled();
  replica.put(aContactAt("con_2", "Bea"), 0);
  await index.settled();
  expect(found()).toEqual([]);

  isKnown = true;
  now = 32_000;
  await index.settled();
  expect(found().sort()).toEqual(["con_1", "con_2"]);
});

it("reads names with a small part of the rate limit, unless somebody waits for them", async () => {
  const live = new LiveSchema({ api: { definitions: async () => ({ fields: [name], relationships: [account] }) }, hidden: [] });
  await live.get();
  const parts: unknown[] = [];
  const ensure = async (_: unknown, call: CallOptions) => {
    parts.push(call.share?.part);
    return [];
  };
  const replica = new Replica({ live });
  const index = new ContactIndex({ live, replica, names: { ...names, ensure } });
  replica.put(aContactAt("con_1", "Ann"), 0);
  await expect.poll(() => parts).toEqual([1 / 6]);
  await index.settled();
  replica.put(aContactAt("con_2", "Bea"), 0);
  await index.settled();
  expect(parts).toEqual([1 / 6, 1]);
  replica.put(aContactAt("con_3", "Cleo"), 0);
  await expect(index.settled(AbortSignal.abort(new Error("left")))).rejects.toThrow("left");
  await expect.poll(() => parts).toEqual([1 / 6, 1, 1 / 6]);
});

it("takes contacts of an earlier session at once, and says how many are still to be indexed", async () => {
  const { replica, index, isFound } = await anIndex();
  const store = replica.emptyStore();
  for (let at = 0; at < 500; at++) store.put(aContactAt(`con_${at}`, `Ann ${at}`));
  index.restore(undefined, replica.restore(store));
  expect(replica.size).toBe(500);
  expect(index.unindexed).toBe(500);
  expect(index.whole).toBeUndefined();
  await index.settled();
  expect(index.unindexed).toBe(0);
  expect(isFound()).toBe(true);
  expect(index.whole?.search.size).toBe(500);
});

it("is not whole after the definitions changed, until every contact was indexed with them; whoever waits, waits for all", async () => {
  const { replica, index, change } = await anIndex();
  for (let at = 0; at < 300; at++) replica.put(aContactAt(`con_${at}`, `Ann ${at}`), 0);
  await index.settled();
  const before = index.whole?.definitions;
  await change("Full name");
  expect(index.whole).toBeUndefined();
  expect(index.unindexed).toBe(300);
  void index.settled();
  await index.settled();
  expect(index.unindexed).toBe(0);
  expect(index.whole?.definitions).not.toBe(before);
  await change("Called");
  const settled = index.settled();
  await change("Full name");
  await settled;
  expect(index.whole?.definitions.split("\n").at(-1)).toBe(JSON.stringify({ fields: [{ ...name, label: "Full name" }], relationships: [] }));
});

it("keeps what a retrieve has shown against a list that lags, unless the list's state is of a later change", async () => {
  let now = 1_000_000;
  const live = new LiveSchema({ api: { definitions: async () => ({ fields: [name], relationships: [] }) }, hidden: [] });
  await live.get();
  const replica = new Replica({ live, now: () => now });
  const nameNow = () => replica.get("con_1")?.fields[0]?.raw;
  replica.put(aContactAt("con_1", "Ann", "2026-01-01T09:00:00Z"), now);
  now += 30_000;
  replica.put(aContactAt("con_1", "Old", "2026-01-01T08:00:00Z"), now - LIST_LAG_MS);
  expect(nameNow()).toEqual({ firstName: "Ann" });
  replica.put(aContactAt("con_1", "Bea", "2026-01-01T09:00:10Z"), now - LIST_LAG_MS);
  expect(nameNow()).toEqual({ firstName: "Bea" });
  now += LIST_LAG_MS;
  replica.put(aContactAt("con_1", "Cleo", "2026-01-01T08:00:00Z"), now - LIST_LAG_MS);
  expect(nameNow()).toEqual({ firstName: "Cleo" });
});

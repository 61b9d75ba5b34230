import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ApiKey, ContactId, WireContact } from "../../../src/api/index.ts";
import { BLOCK_SIZE, Block } from "../../../src/replica/contacts/block.ts";
import { ContactStore } from "../../../src/replica/contacts/contact-store.ts";

const aContact = (id: string, title = "CFO", more: Partial<WireContact> = {}): WireContact => ({
  id: id as ContactId,
  createdAt: "2026-01-02T03:04:05Z",
  updatedAt: undefined,
  externalId: undefined,
  httpLink: undefined,
  fields: new Map([["$title" as ApiKey, { valueType: "TEXT", value: title }]]),
  relationships: new Map(),
  ...more,
});

const aStore = (hidden: string[] = []) => new ContactStore((key) => hidden.includes(key));

/** The entries of a store, as a cache would keep them. */
const entriesOf = (store: ContactStore, savedAt = 1) =>
  store.blocks.map((block, number) => block.store({ stamp: `${savedAt}-${number}`, savedAt, hidden: "" }));

function restored(...entries: Uint8Array[]) {
  const store = aStore();
  for (const entry of entries) store.adopt(Block.restore(entry) ?? new Block());
  return store;
}

const titleOf = (store: ContactStore, id: string) => store.get(id)?.fields.get("$title" as ApiKey)?.value;

describe("a store of contacts", () => {
  it("gives back what is set of a contact, also from its entries, and nothing of what is hidden", () => {
    const full = aContact("con_ü\t\n", "Chief Ærchitect\n😀", {
      updatedAt: "2026-02-03T04:05:06Z",
      externalId: "x-1",
      httpLink: "https://app.lightfield.app/c/1",
      fields: new Map<ApiKey, { valueType: string; value: unknown }>([
        ["$title" as ApiKey, { valueType: "TEXT", value: "Chief Ærchitect\n😀" }],
        ["__proto__" as ApiKey, { valueType: "NUMBER", value: 0 }],
        ["$email" as ApiKey, { valueType: "EMAIL", value: ["a@x.example"] }],
      ]),
      relationships: new Map([["$account" as ApiKey, { cardinality: "HAS_ONE", objectType: "account", ids: ["acc_1", "acc_2"] }]]),
    });
    const store = aStore(["secret"]);
    const fields = new Map([
      ...full.fields,
      ["secret" as ApiKey, { valueType: "TEXT", value: "s" }],
      ["blank" as ApiKey, { valueType: "TEXT", value: "" }],
    ]);
    expect(store.put({ ...full, fields })).toBe(true);
    expect(store.get(full.id)).toEqual(full);
    expect(restored(...entriesOf(store)).get(full.id)).toEqual(full);
  });

  it("finds the contacts that are linked to one record of each set, after all changes and from its entries", () => {
    const record = fc.constantFrom<string>("acc_1", "acc_12", 'acc_"\\', "accé");
    const change = fc.record({ at: fc.nat(9), ids: fc.array(record, { maxLength: 2 }), isGone: fc.boolean() });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), fc.array(fc.uniqueArray(record), { minLength: 1, maxLength: 2 }), (changes, sets) => {
        const store = aStore();
        for (const { at, ids, isGone } of changes) {
          const relationships = new Map([["$account" as ApiKey, { cardinality: "HAS_MANY" as const, objectType: "account", ids }]]);
          if (isGone) store.remove(`con_${at}`);
          else store.put(aContact(`con_${at}`, "CFO", { relationships }));
        }
        const isLinked = (id: string) => {
          const held = [...(store.get(id)?.relationships.values() ?? [])].flatMap(({ ids }) => ids);
          return sets.every((wanted) => wanted.some((one) => held.includes(one)));
        };
        const linked = [...store.ids()].filter(isLinked).toSorted();
        const expectFound = (found: readonly string[]) => {
          expect(new Set(found).size).toBe(found.length);
          expect(found.filter(isLinked).toSorted()).toEqual(linked);
        };
        const wanted = sets.map((ids) => new Set(ids));
        expectFound([...store.holding(wanted)]);
        expectFound([...restored(...entriesOf(store)).holding(wanted)]);
      }),
    );
  });

  it("does not visit the contacts that lack a record of one set", () => {
    const store = aStore();
    for (let at = 0; at < 5; at += 1) store.put(aContact(`con_${at}`));
    store.put(
      aContact("con_5", "CFO", {
        relationships: new Map([["$account" as ApiKey, { cardinality: "HAS_ONE", objectType: "account", ids: ["acc_1"] }]]),
      }),
    );
    expect([...store.holding([new Set(["acc_1"])])]).toEqual(["con_5"]);
    expect([...store.holding([new Set(["acc_1"]), new Set(["acc_2"])])]).toEqual([]);
  });

  it("says whether a contact has changed", () => {
    const store = aStore();
    expect([store.put(aContact("con_1")), store.put(aContact("con_1")), store.put(aContact("con_1", "CTO"))]).toEqual([true, false, true]);
    expect(titleOf(store, "con_1")).toBe("CTO");
  });

  it("keeps its size however often contacts are replaced", () => {
    const store = aStore();
    for (let round = 0; round < 200; round++) for (let at = 0; at < 100; at++) store.put(aContact(`con_${at}`, `Title ${round} ${"x".repeat(1000)}`));
    expect([...store.ids()].map((id) => titleOf(store, id))).toEqual(Array(100).fill(`Title 199 ${"x".repeat(1000)}`));
    expect(store.blocks[0]?.bytes).toBeLessThan(1.5 * 100 * 1100);
  });

  it("knows which blocks have changed since they were stored", () => {
    const store = aStore();
    for (let at = 0; at < BLOCK_SIZE + 5; at++) store.put(aContact(`con_${at}`));
    const changed = () => store.blocks.map(({ isStored }) => !isStored);
    expect(changed()).toEqual([true, true]);
    entriesOf(store);
    expect(changed()).toEqual([false, false]);
    store.put(aContact(`con_${BLOCK_SIZE}`));
    expect(changed()).toEqual([false, false]);
    store.put(aContact(`con_${BLOCK_SIZE}`, "CTO"));
    expect(changed()).toEqual([false, true]);
    entriesOf(store);
    store.remove("con_0");
    expect(changed()).toEqual([true, false]);
    expect(restored(...entriesOf(store)).size).toBe(BLOCK_SIZE + 4);
  });

  it("does not change an entry that was taken from it", () => {
    const store = aStore();
    store.put(aContact("con_1"));
    store.put(aContact("con_2"));
    const [entry = Buffer.alloc(0)] = entriesOf(store);
    store.put(aContact("con_1", "A longer title"));
    store.put(aContact("con_2", "C"));
    store.remove("con_2");
    expect(titleOf(restored(entry), "con_1")).toBe("CFO");
    expect(titleOf(restored(entry), "con_2")).toBe("CFO");
  });

  it.each([
    ["the first", 2, 1, "Mine"],
    ["the second", 1, 2, "Theirs"],
  ])("has a contact that two servers have stored once, as in the entry that was stored later: %s", (_, mineAt, theirsAt, title) => {
    const [mine, theirs] = [aStore(), aStore()];
    for (const id of ["con_1", "con_2"]) mine.put(aContact(id, "Mine"));
    for (const id of ["con_2", "con_3"]) theirs.put(aContact(id, "Theirs"));
    const both = restored(...entriesOf(mine, mineAt), ...entriesOf(theirs, theirsAt));
    expect([...both.ids()].sort()).toEqual(["con_1", "con_2", "con_3"]);
    expect(titleOf(both, "con_2")).toBe(title);
    const again = restored(...entriesOf(both, 3));
    expect([again.size, titleOf(again, "con_2")]).toEqual([3, title]);
  });

  it("takes no entry that is damaged", () => {
    const store = aStore();
    store.put(aContact("con_1"));
    const [entry = Buffer.alloc(0)] = entriesOf(store);
    for (const damaged of [entry.subarray(0, -1), entry.subarray(0, 20), entry.subarray(0, 3), Buffer.from("damaged"), Buffer.alloc(0)]) {
      expect(Block.restore(damaged)).toBeUndefined();
    }
  });
});

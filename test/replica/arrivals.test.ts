import { setImmediate as nextTurn } from "node:timers/promises";
import fc from "fast-check";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ApiKey, ContactId, WireContact } from "../../src/api/index.ts";
import { LiveSchema } from "../../src/definitions/live-schema.ts";
import { Replica } from "../../src/replica/replica.ts";
import { LIST_LAG_MS } from "../../src/replica/sync/index.ts";
import { aDesk, aField } from "../builders.ts";
import { aMemoryCache } from "../memory-cache.ts";

const TITLE = "title" as ApiKey;

const aContact = (id: string, title: string, updatedAt?: string): WireContact => ({
  id: id as ContactId,
  createdAt: "2026-01-01T00:00:00Z",
  updatedAt,
  fields: new Map([[TITLE, { valueType: "TEXT", value: title }]]),
  relationships: new Map(),
});

async function aReplica(now: () => number = () => 0) {
  const live = new LiveSchema({
    api: { definitions: async () => ({ fields: [aField({ key: TITLE, valueType: "TEXT" })], relationships: [] }) },
    hidden: [],
  });
  await live.get();
  return new Replica({ live, now });
}

const titleOf = (replica: Replica, id: string) => replica.get(id)?.fields[0]?.raw;

describe("contacts of an answer", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    return () => vi.useRealTimers();
  });

  /** A replica and the titles that its listeners were told. */
  async function aWatchedReplica() {
    const replica = await aReplica();
    const told: unknown[] = [];
    replica.changed.add(({ record }) => told.push(record?.fields[0]?.raw));
    return { replica, told };
  }

  it("are taken when the calls pause, the last state of each alone", async () => {
    const { replica, told } = await aWatchedReplica();
    for (const title of ["CFO", "CTO", "CEO"]) {
      replica.putLater(aContact("con_1", title), 0);
      vi.advanceTimersByTime(20);
    }
    await nextTurn();
    expect(told).toEqual([]);
    vi.advanceTimersByTime(60);
    await nextTurn();
    await nextTurn();
    expect(told).toEqual(["CEO"]);
  });

  it("are taken while the calls go on if there are many", async () => {
    const { replica, told } = await aWatchedReplica();
    for (let at = 0; at < 1000; at++) replica.putLater(aContact(`con_${at}`, `T${at}`), 0);
    for (let turn = 0; turn < 5; turn++) await nextTurn();
    expect(told).toEqual([]);
    replica.putLater(aContact("con_last", "T1000"), 0);
    await expect.poll(() => told).toHaveLength(1001);
  });

  it("are taken at once if there are too many", async () => {
    const { replica, told } = await aWatchedReplica();
    for (let at = 0; at <= 2000; at++) replica.putLater(aContact(`con_${at}`, `T${at}`), 0);
    expect(told).toHaveLength(2001);
  });

  it.each([
    ["one", (replica: Replica) => titleOf(replica, "con_1")],
    ["whether there is one", (replica: Replica) => replica.has("con_1") && "CFO"],
    ["how many there are", (replica: Replica) => replica.size === 1 && "CFO"],
    ["all of them", async (replica: Replica) => (await replica.filter(({ id }) => id === "con_1")).length === 1 && "CFO"],
    ["what to store", (replica: Replica) => replica.blocks.length === 1 && "CFO"],
  ])("are there for whoever asks for %s before", async (_what, ask) => {
    const { replica } = await aWatchedReplica();
    replica.putLater(aContact("con_1", "CFO"), 0);
    expect(await ask(replica)).toBe("CFO");
  });

  it("of which an old one follows a newer one leave the newer one", async () => {
    const replica = await aReplica(() => LIST_LAG_MS);
    replica.putLater(aContact("con_1", "CFO", "2026-01-01T00:00:00Z"), LIST_LAG_MS);
    // From two lists, which may lag behind.
    replica.putLater(aContact("con_1", "CTO", "2026-01-02T00:00:00Z"), 0);
    replica.putLater(aContact("con_1", "CFO", "2026-01-01T00:00:00Z"), 0);
    expect(titleOf(replica, "con_1")).toBe("CTO");
  });

  it("of a list give way to our own update, unless they were updated later", async () => {
    const replica = await aReplica(() => LIST_LAG_MS);
    for (const id of ["con_1", "con_2"]) replica.putLater(aContact(id, "CFO", "2026-01-02T00:00:00Z"), 0);
    replica.wrote(aContact("con_1", "CTO"), false);
    replica.wrote(aContact("con_2", "CTO", "2026-01-03T00:00:00Z"), false);
    // The answer did not say when the API updated the first contact.
    replica.putLater(aContact("con_1", "CFO", "2026-01-02T00:00:00Z"), 0);
    replica.putLater(aContact("con_2", "CFO", "2026-01-02T00:00:00Z"), 0);
    expect(["con_1", "con_2"].map((id) => titleOf(replica, id))).toEqual(["CTO", "CTO"]);
    replica.putLater(aContact("con_2", "CEO", "2026-01-04T00:00:00Z"), 0);
    expect(titleOf(replica, "con_2")).toBe("CEO");
  });

  it("are forgotten with everything else", async () => {
    const { replica, told } = await aWatchedReplica();
    replica.putLater(aContact("con_1", "CFO"), 0);
    replica.clear();
    await replica.settled();
    expect([replica.size, told]).toEqual([0, []]);
  });
});

it("leaves the same contacts, in the same order, as if each had been taken at once", async () => {
  const id = fc.constantFrom("con_1", "con_2", "con_3");
  const seen = fc.record({ id, title: fc.constantFrom("CEO", "CFO", "CTO"), updated: fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }) });
  const step = fc.oneof(
    fc.record({ seen, lag: fc.constantFrom(0, LIST_LAG_MS) }),
    fc.record({ wrote: seen, isNew: fc.boolean() }),
    fc.record({ removed: id }),
    fc.record({ pass: fc.constantFrom(1, 20_000, LIST_LAG_MS) }),
    fc.record({ read: id }),
    fc.constant({ count: true }),
    fc.constant({ clear: true }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      let time = 1_000_000;
      const [atOnce, later] = [await aReplica(() => time), await aReplica(() => time)];
      const contactOf = ({ id: of, title, updated }: { id: string; title: string; updated: number | undefined }) =>
        aContact(of, title, updated === undefined ? undefined : `2026-01-0${updated + 1}T00:00:00Z`.replace("-010", "-10"));
      for (const one of steps) {
        if ("seen" in one) {
          atOnce.put(contactOf(one.seen), time - one.lag);
          later.putLater(contactOf(one.seen), time - one.lag);
        } else if ("wrote" in one) for (const replica of [atOnce, later]) replica.wrote(contactOf(one.wrote), one.isNew);
        else if ("removed" in one) for (const replica of [atOnce, later]) replica.remove(one.removed);
        else if ("clear" in one) for (const replica of [atOnce, later]) replica.clear();
        else if ("pass" in one) time += one.pass;
        else if ("read" in one) expect(titleOf(later, one.read)).toBe(titleOf(atOnce, one.read));
        else expect(later.size).toBe(atOnce.size);
      }
      expect([...later.ids()].map((of) => [of, titleOf(later, of)])).toEqual([...atOnce.ids()].map((of) => [of, titleOf(atOnce, of)]));
    }),
    { numRuns: 300 },
  );
});

it("stores at the end of a session what its last answer showed", async () => {
  const cache = aMemoryCache();
  const first = aDesk({ contacts: 30, cache });
  await first.text("list_contacts", {});
  await first.workspace.save();
  const next = aDesk({ contacts: 30, cache, through: () => first.sandbox.fetch });
  await next.workspace.live.restore();
  await next.workspace.replication.start();
  expect(next.workspace.replica.size).toBe(25);
});

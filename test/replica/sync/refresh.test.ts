import { expect, it } from "vitest";
import type { ApiKey, FieldDefinition } from "../../../src/api/index.ts";
import type { SyncState } from "../../../src/replica/sync/index.ts";
import { modifiedField } from "../../../src/replica/sync/modified-field.ts";
import { buildSchema } from "../../../src/schema/contact-schema.ts";
import { aSync, FakeList, refusal, Sink, START, titled } from "./support.ts";

const HOUR = 3_600_000;

const aDate = (key: string, about: Partial<FieldDefinition> = {}): FieldDefinition => ({
  key: key as ApiKey,
  label: key,
  valueType: "DATETIME",
  readOnly: true,
  config: {},
  ...about,
});
const workspaceOf = (...fields: FieldDefinition[]) => buildSchema({ fields, relationships: [] });

/** A contact that the API says was modified then. */
const modified = (id: string, at: number, title?: string) => {
  const contact = titled(id, title);
  return { ...contact, fields: new Map([...contact.fields, ["$updatedAt" as ApiKey, { valueType: "DATETIME", value: new Date(at).toISOString() }]]) };
};

function aDesk(count: number, { dated = false, state, sink = new Sink() }: { dated?: boolean; state?: SyncState; sink?: Sink } = {}) {
  const list = new FakeList(count);
  const clock = { now: START };
  const filters: string[] = [];
  if (dated) {
    list.records = list.records.map(({ id }, at) => modified(id, START - HOUR * (at + 1)));
    list.matches = ({ fields }, { key, operator, value }) => {
      filters.push(`${key}[${operator}]=${value}`);
      return Date.parse(String(fields.get(key as ApiKey)?.value)) >= Date.parse(value);
    };
  }
  const states: SyncState[] = [];
  const schema = workspaceOf(...(dated ? [aDate("$updatedAt")] : []));
  const desk = aSync(list.api, {
    now: () => clock.now,
    live: { current: schema },
    sink,
    state,
  });
  desk.sync.saved.add((saved) => states.push(JSON.parse(JSON.stringify(saved))));
  const run = async () => {
    const before = list.pagesRead;
    await desk.sync.run({ urgent: false });
    expect(desk.sync.failure).toBeUndefined();
    return list.pagesRead - before;
  };
  return { ...desk, list, clock, filters, states, run };
}

it("nothing is read before the first run, and nothing again within a minute", async () => {
  const { list, run } = aDesk(100);
  expect(list.pagesRead).toBe(0);
  await run();
  expect(await run()).toBe(0);
});

it("a minute later two pages show that nothing has come or gone, and a dozen find out who did", async () => {
  const { list, clock, run, ids } = aDesk(1_000);
  await run();
  clock.now += 61_000;
  expect(await run()).toBe(2);
  list.records = [...list.records.slice(0, 400), ...list.records.slice(401), titled("con_new")];
  clock.now += 61_000;
  expect(await run()).toBeLessThan(2 * 12);
  expect(ids()).toEqual(list.ids);
});

it("who has gone is found out although the list shifts while the place is searched", async () => {
  for (let probe = 2; probe < 10; probe++) {
    const { list, clock, run, ids } = aDesk(1_000);
    await run();
    list.records = list.records.filter((_, at) => at !== 289);
    const begun = list.pagesRead;
    list.beforePage = (nth) => {
      const [first, ...others] = list.records;
      if (nth === begun + probe && first) list.records = [...others, first];
    };
    clock.now += 61_000;
    await run();
    expect(ids()).toEqual(list.ids);
  }
});

it("in a session that does not know the list's order, a count that differs has everything swept once", async () => {
  const first = aDesk(1_000);
  await first.run();
  const state = first.states.at(-1);
  const later = aDesk(1_000, { sink: first.sink, ...(state ? { state } : {}) });
  later.list.records = later.list.records.filter((_, place) => place !== 400);
  later.clock.now += 61_000;
  expect(await later.run()).toBeGreaterThan(40);
  expect(later.ids()).toEqual(later.list.ids);
  later.clock.now += 61_000;
  expect(await later.run()).toBe(2);
});

it.each([
  [200, 5 / 60],
  [1_000, 5 / 60],
  [1_300, 24],
])("among %d contacts, everything is swept again after %d hours, so that edits are seen where no date tells of them", async (count, hours) => {
  const { list, clock, run, sink } = aDesk(count);
  await run();
  list.records[77] = titled("con_77", "Admiral");
  clock.now += hours * HOUR - 61_000;
  await run();
  expect(sink.contacts.get("con_77")?.fields.get("$title" as ApiKey)?.value).toBe("CFO");
  clock.now += 61_000;
  await run();
  expect(sink.contacts.get("con_77")?.fields.get("$title" as ApiKey)?.value).toBe("Admiral");
});

it("where a last-modified date can be filtered, edits are seen a minute later and no daily sweep is needed", async () => {
  const { list, clock, run, sink, filters } = aDesk(1_000, { dated: true });
  await run();
  clock.now += 2 * 24 * HOUR;
  list.records[77] = modified("con_77", START + 30_000, "Admiral");
  expect(await run()).toBeLessThan(5);
  expect(new Set(filters)).toEqual(new Set([`$updatedAt[greaterThanOrEqual]=${new Date(START - HOUR - 600_000).toISOString()}`]));
  expect(sink.contacts.get("con_77")?.fields.get("$title" as ApiKey)?.value).toBe("Admiral");
});

it("a deployment that refuses the filter is swept daily", async () => {
  const { list, clock, run } = aDesk(1_300, { dated: true });
  await run();
  list.matches = () => {
    throw refusal(400);
  };
  clock.now += 61_000;
  expect(await run()).toBe(3);
  clock.now += 24 * HOUR;
  expect(await run()).toBeGreaterThan(40);
});

it.each([
  ["a system field by its key", [aDate("$updatedAt", { readOnly: false })], "$updatedAt"],
  ["a read-only field by its label", [aDate("x1", { label: "Last modified" })], "x1"],
  ["a date that people keep", [aDate("last-modified", { readOnly: false })], undefined],
  ["the last interaction", [aDate("$lastInteractionAt"), aDate("$lastContactedAt")], undefined],
  ["a change of something else", [aDate("$stageChangedAt"), aDate("$change")], undefined],
  ["a text", [aDate("$updatedAt", { valueType: "TEXT" })], undefined],
])("the last-modified date: %s", (_, fields, expected) => {
  expect(modifiedField(workspaceOf(...fields))?.apiKey).toBe(expected);
});

it("who is not in the list is dropped only when the API does not know him either", async () => {
  const sink = new Sink();
  sink.put(titled("con_gone"), 0);
  sink.wrote(titled("con_lagging", "just created"), START);
  const { list, run, ids } = aDesk(50, { sink });
  const listed = list.records;
  const retrieve = list.api.retrieve;
  list.api.retrieve = async (id) => (id === "con_lagging" ? titled(id) : retrieve(id));
  await run();
  expect(list.retrieved).toEqual(["con_gone"]);
  expect(ids()).toEqual([...listed.map(({ id }) => id as string), "con_lagging"].sort());
});

it("a write of ours is not overwritten by a list that lags behind it", async () => {
  const { run, sink } = aDesk(50);
  sink.wrote(titled("con_7", "ours"), START - 20_000);
  await run();
  expect(sink.contacts.get("con_7")?.fields.get("$title" as ApiKey)?.value).toBe("ours");
});

it("a first sweep that was broken off is ended in the next session, from where it was", async () => {
  const first = aDesk(2_000);
  first.list.beforePage = (nth) => {
    if (nth === 60) first.sync.stop();
    if (nth >= 60) throw refusal(503);
  };
  await first.sync.run({ urgent: false });
  const state = first.states.at(-1);
  expect(state).toMatchObject({ complete: false, total: 2_000 });
  expect(state?.resume?.offset).toBeGreaterThan(800);

  const second = aDesk(2_000, { sink: first.sink, ...(state ? { state } : {}) });
  second.list.records = second.list.records.filter((_, at) => at % 100 !== 3);
  second.list.records.push(titled("con_new"));
  expect(await second.run()).toBeLessThan(60);
  expect(second.sync.coverage.complete).toBe(true);
  for (const id of second.list.ids) expect(second.sink.contacts.has(id)).toBe(true);
  expect(second.states.at(-1)).not.toHaveProperty("resume");
});

it("where the last-modified date is empty in all contacts, everything is swept as if there were none", async () => {
  const { list, clock, run, sink } = aDesk(1_000, { dated: true });
  list.records = list.records.map(({ id }) => titled(id));
  await run();
  list.records[77] = modified("con_77", START, "Admiral");
  clock.now += HOUR / 12;
  await run();
  expect(sink.contacts.get("con_77")?.fields.get("$title" as ApiKey)?.value).toBe("Admiral");
});

it.each([{ dated: true }, { dated: false }])("a contact that was gone for a moment is read again: %j", async (options) => {
  const { list, clock, run, sink, ids } = aDesk(1_300, options);
  await run();
  // A retrieve of another call got a 404.
  sink.remove("con_700");
  clock.now += 61_000;
  await run();
  expect(list.retrieved).toEqual([]);
  clock.now += 61_000;
  await run();
  expect(ids()).toEqual(list.ids);
});

it("a deleted contact is not asked for although the list shows it a little longer", async () => {
  const { list, clock, run, sink } = aDesk(1_000);
  await run();
  sink.remove("con_700");
  clock.now += 61_000;
  await run();
  list.records = list.records.filter(({ id }) => id !== "con_700");
  clock.now += 61_000;
  await run();
  expect(list.retrieved.filter((id) => id !== "con_700")).toEqual([]);
  expect(list.retrieved.length).toBeLessThan(2);
});

it.each([{ dated: true }, { dated: false }])("after the clock was set back by an hour, the next look counts: %j", async (options) => {
  const { clock, run, sync } = aDesk(1_000, options);
  await run();
  clock.now += 61_000;
  await run();
  clock.now -= HOUR;
  expect(await run()).toBeGreaterThan(0);
  clock.now += 10_000;
  expect(await run()).toBe(0);
  expect(sync.coverage.asOf).toBeUndefined();
});

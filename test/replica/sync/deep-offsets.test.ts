import { beforeEach, expect, it, vi } from "vitest";
import { LiveSchema } from "../../../src/definitions/live-schema.ts";
import { contactDefinitions } from "../../../src/sandbox/data/definitions.ts";
import type { SandboxOptions } from "../../../src/sandbox/index.ts";
import { settled } from "../../api/fake-fetch.ts";
import { aDesk } from "../../builders.ts";
import { inFastTime } from "../../writes/fake-time.ts";
import { apiOf, aSandbox, aSync, FakeList, fewFields, START } from "./support.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: START });
  return () => vi.useRealTimers();
});

async function synced(options: SandboxOptions) {
  const sandbox = aSandbox(options);
  const api = apiOf(sandbox);
  const live = new LiveSchema({ api, hidden: [] });
  await settled(live.get());
  const desk = aSync(api, { live });
  await settled(desk.sync.run({ urgent: true }), 100);
  return { ...desk, all: [...sandbox.contacts().keys()].sort(), sandbox };
}

it.each<SandboxOptions>([{}, { filterMatching: "loose" }])("a list that ends early is read in parts: %j", async (options) => {
  const { sync, ids, all } = await synced({ contacts: 700, maxOffset: 190, ...options });
  expect(sync.failure).toBeUndefined();
  expect(sync.coverage).toEqual({ known: 700, total: 700, complete: true, notCovered: undefined });
  expect(ids()).toEqual(all);
});

it("the parts may be told by selects, checkboxes and dates", async () => {
  const { ids, all } = await synced({ contacts: 900, maxOffset: 300, definitions: contactDefinitions() });
  expect(ids()).toEqual(all);
});

it("what cannot be read in parts is said", async () => {
  const { sync } = await synced({ contacts: 1_500, maxOffset: 1_000, filters: false });
  const { known, complete, notCovered } = sync.coverage;
  expect(complete).toBe(true);
  expect(known).toBeGreaterThanOrEqual(1_000);
  expect(notCovered).toBe(`up to ${1_500 - known} of 1,500 contacts, which are beyond offset 1008, where the API stops listing`);
});

it("a part that cannot be divided any further is read as far as it goes", async () => {
  const definitions = fewFields();
  definitions.fieldDefinitions = { vip: { label: "VIP", description: null, valueType: "CHECKBOX", typeConfiguration: {} } };
  const { sync } = await synced({ contacts: 1_500, maxOffset: 500, definitions });
  const { known, notCovered } = sync.coverage;
  expect(known).toBeGreaterThan(550);
  expect(notCovered).toMatch(new RegExp(`^up to ${1_500 - known} of 1,500 contacts`));
});

it("pages that come empty before the count is reached are no end either", async () => {
  const list = new FakeList(300);
  const shown = list.records.slice(0, 130);
  const { sync } = aSync({
    ...list.api,
    list: async ({ limit = 25, offset = 0 }) => ({ contacts: shown.slice(offset, offset + limit), totalCount: 300 }),
  });
  await settled(sync.run({ urgent: true }));
  expect(sync.coverage).toMatchObject({ known: 130, total: 300, complete: true });
  expect(sync.coverage.notCovered).toBe("up to 170 of 300 contacts, which are beyond offset 130, where the API stops listing");
});

it.each([true, false])(
  "deletes from a list that ends early are noticed, at the latest by the next sweep, and until then answers say so (dated: %s)",
  async (isDated) => {
    vi.useRealTimers();
    inFastTime();
    let now = START;
    const $updatedAt = { label: "Last modified", description: null, valueType: "DATETIME", readOnly: true, typeConfiguration: {} };
    const desk = aDesk({ contacts: 900, maxOffset: 400, now: () => now, definitions: fewFields(isDated ? { $updatedAt } : {}) });
    const ids = [...desk.sandbox.contacts().keys()];
    if (isDated)
      for (const [at, id] of ids.entries())
        desk.sandbox.editContact(id, ({ fields }) => {
          fields.$updatedAt = { valueType: "DATETIME", value: new Date(START - at * 60_000).toISOString() };
        });
    const asked = () => desk.text("find_contacts", { limit: 1 });
    expect(await asked()).toMatch(/^900 contacts/);
    for (const id of ids.slice(0, 200)) desk.sandbox.deleteContact(id);
    now += 3 * 3_600_000;
    expect(await asked()).toContain("As of 3 hours ago.");
    now += 22 * 3_600_000;
    const swept = await asked();
    expect(swept).toMatch(/^700 contacts/);
    expect(swept).not.toContain("As of");
  },
);

it("a list without a steady order is not read for ever, and who did not turn up is said", async () => {
  const list = new FakeList(1_000);
  let turn = 0;
  list.beforePage = () => {
    turn = (turn * 7 + 13) % 997;
    list.records = [...list.records.slice(turn), ...list.records.slice(0, turn)];
  };
  const { sync, ids } = aSync(list.api);
  await settled(sync.run({ urgent: true }));
  expect(sync.coverage.complete).toBe(true);
  expect(list.pagesRead).toBeLessThan(1_500);
  expect(ids().length === 1_000 || sync.coverage.notCovered?.startsWith("up to ")).toBe(true);
  expect(list.records).toHaveLength(1_000);
});

import { describe, expect, it } from "vitest";
import { aDesk, type DeskOptions } from "../builders.ts";

const idsIn = (text: string) => text.match(/^con_\w+/gm) ?? [];
const first = (text: string) => /con_\w+/.exec(text)?.[0] ?? "";

/** A desk and its clock. */
function aDeskOf(options: Pick<DeskOptions, "contacts" | "indexLagMs">) {
  let time = Date.UTC(2026, 2, 2, 9);
  const desk = aDesk({ contacts: 60, now: () => time, ...options });
  return { desk, pass: (ms: number) => (time += ms) };
}

const aLaggingDesk = (contacts = 60) => aDeskOf({ contacts, indexLagMs: 30_000 });

/** Every ID over all pages, as the answers page on. */
async function allPages(desk: ReturnType<typeof aDesk>, args: object, between: (page: number) => unknown = () => undefined) {
  const ids: string[] = [];
  let next: object | undefined = { limit: 25, ...args };
  for (let page = 0; next && page < 20; page++) {
    const text: string = await desk.text("list_contacts", next);
    ids.push(...idsIn(text));
    const rest = /Next page: (.*)$/m.exec(text)?.[1];
    next = rest ? JSON.parse(rest) : undefined;
    await between(page);
  }
  return ids;
}

describe("what was just written", () => {
  it("is found and listed at once when it is new, once over all pages, whether the list has it yet or not", async () => {
    const { desk, pass } = aLaggingDesk();
    await desk.text("find_contacts", {});
    const id = first(await desk.text("create_contact", { fields: { name: "Quillon Zwart" } }));
    expect(await desk.text("find_contacts", { query: "quillon zwart" })).toContain(id);
    expect(await desk.text("find_contacts", {})).toMatch(/^61 contacts/);
    const everybody = [...desk.sandbox.contacts().keys()].sort();
    expect((await allPages(desk, {})).sort()).toEqual(everybody);
    // The API's index catches up while the pages are read.
    expect((await allPages(desk, {}, (page) => page === 0 && pass(31_000))).sort()).toEqual(everybody);
    expect((await allPages(desk, {})).sort()).toEqual(everybody);
    pass(3_600_000);
    expect((await allPages(desk, {})).sort()).toEqual(everybody);
  });

  it.each([1, 2, 4, 25])("is listed on pages of %j, none of which is longer, however much that is", async (limit) => {
    const { desk } = aLaggingDesk(10);
    for (let at = 0; at < 5; at++) await desk.text("create_contact", { fields: { name: `Quillon Zwart${at}` }, allow_duplicate: true });
    const pages: number[] = [];
    let next: object | undefined = { limit };
    const ids: string[] = [];
    while (next) {
      const text: string = await desk.text("list_contacts", next);
      pages.push(idsIn(text).length);
      ids.push(...idsIn(text));
      const rest = /Next page: (.*)$/m.exec(text)?.[1];
      next = rest ? JSON.parse(rest) : undefined;
    }
    expect(Math.max(...pages)).toBeLessThanOrEqual(limit);
    expect(ids.sort()).toEqual([...desk.sandbox.contacts().keys()].sort());
  });

  it("is in the count, or the count is said to be the least", async () => {
    const { desk, pass } = aLaggingDesk(60);
    await desk.text("create_contact", { fields: { name: "Quillon Zwart" } });
    expect(await desk.text("list_contacts", { limit: 2 })).toMatch(/^2 of at least 60 contacts/);
    expect(await desk.text("list_contacts", { filters: [{ field: "name", operator: "startsWith", value: "Quillon" }] })).toMatch(
      /^1 of 1 matching contact/,
    );
    pass(120_000);
    expect(await desk.text("list_contacts", { limit: 2 })).toMatch(/^2 of 61 contacts/);
  });

  it("is listed with its new value although lists that come later show the old one", async () => {
    const { desk, pass } = aLaggingDesk();
    const [id = ""] = desk.sandbox.contacts().keys();
    await desk.text("find_contacts", {});
    await desk.text("update_contact", { id, fields: { title: "Zephyrologist" } });
    for (const ms of [0, 5_000, 20_000, 10_000, 100_000]) {
      pass(ms);
      expect((await desk.text("list_contacts", { limit: 25 })).split("\n").find((line) => line.startsWith(id))).toContain("Zephyrologist");
      expect(await desk.text("find_contacts", { query: "zephyrologist" })).toContain(id);
    }
  });

  it("is kept where a list lags longer than expected, as long as the list's time of update is earlier", async () => {
    const { desk, pass } = aDeskOf({ indexLagMs: 90_000 });
    const [id = ""] = desk.sandbox.contacts().keys();
    const filters = [{ field: "title", value: "Zephyrologist" }];
    await desk.text("find_contacts", {});
    await desk.text("update_contact", { id, fields: { title: "Zephyrologist" } });
    for (const ms of [65_000, 20_000, 3_600_000]) {
      pass(ms);
      await desk.text("list_contacts", { limit: 25 });
      expect(await desk.text("find_contacts", { filters })).toContain(id);
    }
  });

  it("gives way to what a colleague has written since", async () => {
    const { desk, pass } = aDeskOf({ indexLagMs: 0 });
    const made = first(await desk.text("create_contact", { fields: { name: "Quillon Zwart" } }));
    const [edited = ""] = [...desk.sandbox.contacts().keys()];
    await desk.text("update_contact", { id: edited, fields: { title: "Astronaut" } });
    const filters = [{ field: "title", value: "Zephyrologist" }];
    expect(await desk.text("find_contacts", { filters })).toMatch(/^None of/);
    pass(1000);
    for (const id of [made, edited])
      desk.sandbox.editContact(id, ({ fields }) => {
        fields.$title = { valueType: "TEXT", value: "Zephyrologist" };
      });
    expect(idsIn(await desk.text("list_contacts", { filters })).sort()).toEqual([made, edited].sort());
    pass(1000);
    expect(await desk.text("find_contacts", { filters })).toMatch(/^2 contacts pass/);
  });

  it("comes and goes with filters", async () => {
    const { desk, pass } = aLaggingDesk(200);
    const filter = { filters: [{ field: "title", operator: "isSet" }] };
    const [id = "", other = ""] = (await allPages(desk, filter)).slice(30);
    await desk.text("update_contact", { id, fields: { title: "Zephyrologist" } });
    const byTitle = (value: string) => ({ filters: [{ field: "title", operator: "startsWith", value }] });
    expect(await allPages(desk, byTitle("Zephyrologist"))).toEqual([id]);
    expect(await desk.text("list_contacts", byTitle("Zephyrologist"))).toMatch(/^1 of 1 matching contact/);
    await desk.text("update_contact", { id: other, clear_fields: ["title"] });
    for (const ms of [0, 10_000]) {
      pass(ms);
      const listed = await allPages(desk, { ...filter });
      expect(listed).not.toContain(other);
      expect(new Set(listed).size).toBe(listed.length);
    }
  });

  it("is not followed by a gap where a page lost somebody", async () => {
    const { desk } = aLaggingDesk(26);
    const all = await allPages(desk, { filters: [{ field: "title", operator: "isSet" }], limit: 5 });
    for (const id of all.slice(0, 5)) await desk.text("update_contact", { id, clear_fields: ["title"] });
    const rest = await allPages(desk, { filters: [{ field: "title", operator: "isSet" }], limit: 5 });
    expect(rest.sort()).toEqual(all.slice(5).sort());
  });

  it("is dropped when the API says that it is gone, also from lists that still show it", async () => {
    const { desk } = aLaggingDesk();
    await desk.text("find_contacts", {});
    const [id = ""] = desk.sandbox.contacts().keys();
    desk.sandbox.deleteContact(id);
    await desk.failure("retrieve_contact", { id });
    expect(idsIn(await desk.text("list_contacts", { limit: 25 }))).not.toContain(id);
    expect(await desk.text("find_contacts", {})).toMatch(/^59 contacts/);
    expect(await desk.text("find_contacts", {})).toMatch(/^59 contacts/);
  });
});

describe("faults while contacts are read", () => {
  it("end in a complete index", async () => {
    const desk = aDesk({ contacts: 120 });
    await desk.live.get();
    desk.sandbox.setFaults({ every: 4, kinds: ["503", "bad-json", "reset-after", "truncated"], only: "reads" });
    const text = await desk.text("find_contacts", {});
    expect(text).toMatch(/^120 contacts/);
    expect(text).not.toMatch(/Searched/);
  });
});

it("every contact that was just written comes on some page, whatever else is listed in between", async () => {
  let now = Date.UTC(2026, 2, 2, 9);
  const desk = aDesk({ contacts: 12, indexLagMs: 40_000, now: () => now });
  const ids = [...desk.sandbox.contacts().keys()].slice(0, 6);
  const filters = [{ field: "title", operator: "equal", value: "Zookeeper" }];
  for (const id of ids.slice(0, 3))
    desk.sandbox.editContact(id, ({ fields }) => {
      fields.$title = { valueType: "TEXT", value: "Zookeeper" };
    });
  now += 60_000;
  for (const id of ids.slice(3)) await desk.text("update_contact", { id, fields: { title: "Zookeeper" } });
  const seen: string[] = [];
  for (let next: unknown = { filters, limit: 2 }; next !== undefined; ) {
    const text = await desk.text("list_contacts", next);
    seen.push(...(text.match(/^con_\w+/gm) ?? []));
    await desk.text("list_contacts", { filters });
    const [, more] = /^Next page: (.*)$/m.exec(text) ?? [];
    next = more && JSON.parse(more);
  }
  expect([...new Set(seen)].toSorted()).toEqual(ids.toSorted());
});

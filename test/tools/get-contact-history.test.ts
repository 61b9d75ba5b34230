import { expect, it } from "vitest";
import { aDesk, type Desk, type DeskOptions } from "../builders.ts";
import { aLog } from "../writes/plans/plan-support.ts";

const START = Date.UTC(2026, 2, 2, 9);
const DAY_MS = 24 * 3_600_000;

/** A desk with a customer, who was a lead yesterday, and whom a colleague has moved on since. */
async function withDana(options: DeskOptions = {}) {
  let at = START;
  const desk = aDesk({ now: () => at, ...options });
  const created = await desk.text("create_contact", { fields: { name: "Dana Reyes", lifecycle_stage: "Lead", title: "CTO" } });
  const id = /\((con_\w+)\)/.exec(created)?.[1] ?? "";
  at += DAY_MS;
  await desk.text("update_contact", { id, fields: { lifecycle_stage: "Customer" } });
  at += DAY_MS;
  const churned = await optionOf(desk, "Churned");
  desk.sandbox.editContact(id, ({ fields }) => {
    fields["lifecycle-stage"] = { valueType: "SINGLE_SELECT", value: churned };
  });
  return { desk, id };
}

async function optionOf({ api }: Desk, label: string) {
  const { fields } = await api.definitions();
  return fields.find(({ key }) => key === "lifecycle-stage")?.config.options?.find((option) => option.label === label)?.id ?? "";
}

const withoutIds = (text: string) => text.replaceAll(/con_\w+/g, "con_1").replaceAll(/\bw\w{6}\b/g, "w1");

it("says when, from what, to what, in the zone, options by label, and what this server wrote", async () => {
  const { desk, id } = await withDana();
  expect(withoutIds(await desk.text("get_contact_history", { id, field: "lifecycle_stage" }))).toMatchInlineSnapshot(`
    "Lifecycle stage of Dana Reyes (con_1): 3 values, newest first.
    2026-03-04 10:00 +01:00: Customer -> Churned
    2026-03-03 10:00 +01:00: Lead -> Customer (this server, write w1)
    2026-03-02 10:00 +01:00: Lead (set at creation; this server, write w1)"
  `);
});

it("knows the writes of earlier sessions by the audit log", async () => {
  const auditLog = aLog();
  const { desk, id } = await withDana({ auditLog });
  const later = aDesk({ sandbox: desk.sandbox, auditLog, now: () => START + 3 * DAY_MS });
  const written = (text: string) => text.match(/this server, write (w\w{6})/g);
  expect(written(await later.text("get_contact_history", { id, field: "lifecycle_stage" }))).toEqual(
    written(await desk.text("get_contact_history", { id, field: "lifecycle_stage" })),
  );
});

it("shows an option that is gone as the app does", async () => {
  const { desk, id } = await withDana();
  desk.sandbox.editDefinitions(({ fieldDefinitions }) => {
    const { typeConfiguration } = fieldDefinitions["lifecycle-stage"] ?? {};
    if (typeConfiguration) typeConfiguration.options = typeConfiguration.options?.filter(({ label }) => label !== "Lead") ?? [];
  });
  const later = aDesk({ sandbox: desk.sandbox });
  expect(await later.text("get_contact_history", { id, field: "lifecycle_stage" })).toMatch(/: Lead -> Customer[\s\S]*: Lead \(set at creation/);
});

it("shows as many as wanted, and says that there are more", async () => {
  const { desk, id } = await withDana();
  const one = await desk.text("get_contact_history", { id, field: "lifecycle_stage", limit: 1 });
  expect(one).toMatch(/the last value; "limit" up to 100 shows more\.\n[^\n]*: Customer -> Churned$/);
  let requests = 0;
  for (let at = 0; at < 130; at += 1)
    desk.sandbox.editContact(id, ({ fields }) => {
      fields.$title = { valueType: "TEXT", value: `Title ${at}` };
      requests += 1;
    });
  const all = await desk.text("get_contact_history", { id, field: "title", limit: 100 });
  expect(all.split("\n")).toHaveLength(101);
  expect(all).toMatch(/^Title of Dana Reyes .*: the last 100 values, newest first\.\n[^\n]*: Title 128 -> Title 129\n/);
  expect(requests).toBe(130);
});

it("names fields without a history, and what is no field", async () => {
  const { desk, id } = await withDana();
  const run = (field: string) => desk.run("get_contact_history", { id, field });
  expect(await run("lastInteractionAt")).toMatchObject({
    isError: true,
    text: "Lightfield keeps no history of Last interaction. Only fields that people set have a history.",
  });
  expect(await desk.failure("get_contact_history", { id, field: "owner" })).toMatch(
    /Owner is a relationship, and Lightfield keeps no history of relationships/,
  );
  expect(await desk.failure("get_contact_history", { id, field: "titel" })).toMatch(/Did you mean "title"/);
  expect(await desk.text("get_contact_history", { id, field: "notes" })).toMatch(/^Notes of Dana Reyes .* has never had a value/);
  expect(await desk.failure("get_contact_history", { id: "con_nobody", field: "title" })).toMatch(/404|not found/);
  const hiding = aDesk({ sandbox: desk.sandbox, hidden: ["title"] });
  expect(await hiding.failure("get_contact_history", { id, field: "title" })).toMatch(/hidden by LIGHTFIELD_HIDE_FIELDS/);
});

it("finds out once that a deployment has no history", async () => {
  for (const field of ["title", "lifecycle_stage"]) {
    const { desk, id } = await withDana({ hasHistory: false });
    const first = await desk.run("get_contact_history", { id, field });
    expect(first).toMatchObject({
      isError: true,
      text: expect.stringMatching(/^This deployment of Lightfield keeps no history of fields\. list_writes/),
    });
    const before = desk.sandbox.requests.length;
    expect(await desk.run("get_contact_history", { id, field: "notes" })).toMatchObject({
      text: "This deployment of Lightfield keeps no history of fields.",
    });
    expect(desk.sandbox.requests.length).toBe(before);
  }
});

it("takes a field by its label too, in any case, and says that dates of the record have none", async () => {
  const { desk, id } = await withDana();
  const byKey = await desk.text("get_contact_history", { id, field: "lifecycle_stage" });
  for (const field of ["lifecycle stage", "LIFECYCLE_STAGE"]) expect(await desk.text("get_contact_history", { id, field })).toBe(byKey);
  expect(await desk.failure("get_contact_history", { id, field: "created" })).toContain(
    "Lightfield keeps no history of Created. Accepted: the key of a field that people set.",
  );
});

import { beforeEach, describe, expect, it } from "vitest";
import { aSmallDesk as aDesk, type Desk, writtenContact } from "../builders.ts";
import { fewFields } from "../replica/sync/support.ts";
import { inFastTime } from "./fake-time.ts";
import { aCache, contactOf, idsOf, planIn, writesTo } from "./plans/plan-support.ts";

beforeEach(() => inFastTime());

const FOX = "fox@fbi.example";

async function people(desk: Desk) {
  const create = async (fields: Record<string, unknown>, relationships = {}) =>
    writtenContact(desk, await desk.text("create_contact", { fields, relationships })).id as string;
  const fox = await create({ name: "Fox Mulder", email: FOX });
  const dana = await create({ name: "Dana Scully" }, { account: "Brightloom" });
  const walter = await create({ name: "Walter Skinner" });
  return { fox, dana, walter };
}

const emails = (desk: Desk, id: string) => contactOf(desk, id).fields.$email?.value ?? [];

const planOf = async (desk: Desk, rows: readonly Record<string, unknown>[], more = {}) => (await desk.run("import_contacts", { rows, ...more })).text;

describe("an e-mail address of another contact", () => {
  it("is left out of a plan of update_contacts, with the name of its holder", async () => {
    const desk = aDesk();
    const { fox, dana, walter } = await people(desk);
    const before = writesTo(desk).length;
    const { text } = await desk.run("update_contacts", { ids: [dana, walter, fox], fields: { email: { add: "Fox@fbi.example" } } });
    expect(text).toContain("Plan: 1 unchanged, 2 invalid.");
    expect(text).toContain(
      `! Dana Scully (${dana}): Fox Mulder (${fox}) has the same e-mail; Walter Skinner (${walter}) gets the same e-mail in this plan. `,
    );
    expect(text).toContain('If the change is still right, call update_contact with "allow_duplicate": true');
    expect(writesTo(desk)).toHaveLength(before);
  });

  it("is asked about in an import of IDs, and can be given anyway", async () => {
    const desk = aDesk();
    const { fox, dana, walter } = await people(desk);
    const plan = await planOf(desk, [
      { id: dana, email: FOX },
      { id: walter, email: "walter@fbi.example" },
    ]);
    expect(plan).toContain("Plan: 1 to update, 1 ambiguous.");
    expect(plan).toContain(`! row 1 Dana Scully: Fox Mulder (${fox}) has the same e-mail. Candidates: Dana Scully (${dana}; shares the ID; `);
    const plan_id = planIn(plan);
    expect(await desk.text("apply_plan", { plan_id })).toMatch(/^1 of 1 written/);
    expect([emails(desk, dana), emails(desk, walter)]).toEqual([[], ["walter@fbi.example"]]);
    expect(await desk.text("apply_plan", { plan_id, as: [{ row: 1, contact: dana }] })).toMatch(/^2 of 2 written/);
    expect(emails(desk, dana)).toEqual([FOX]);
    await desk.text("undo_write", {}).then(async (text) => (text.includes("apply_plan") ? desk.text("apply_plan", { plan_id: planIn(text) }) : text));
    expect([emails(desk, dana), emails(desk, walter), emails(desk, fox)]).toEqual([[], [], [FOX]]);
  });

  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ["name and account", { name: "Dana Scully", account: "Brightloom", email: FOX }, {}],
    ["name, as the call says", { name: "Dana Scully", email: FOX }, { match_on: ["name"] }],
    ["profile", { linkedIn: "https://www.linkedin.com/in/dana-scully", email: FOX }, {}],
  ])("is asked about in an import that matches by %s", async (_by, row, more) => {
    const desk = aDesk();
    const { fox, dana } = await people(desk);
    await desk.text("update_contact", { id: dana, fields: { linkedIn: "https://www.linkedin.com/in/dana-scully" } });
    const plan = await planOf(desk, [row], more);
    expect(plan).toContain("Plan: 1 ambiguous.");
    expect(plan).toMatch(new RegExp(`! row 1 .*Dana Scully \\(${dana}`));
    expect(plan).toContain(`Fox Mulder (${fox}`);
    await desk.text("apply_plan", { plan_id: planIn(plan), as: [{ row: 1, contact: dana }] });
    expect(emails(desk, dana)).toEqual([FOX]);
  });
});

describe("an e-mail address that a colleague has given to another contact since all contacts were read", () => {
  it("is found where edits are not followed", async () => {
    let now = Date.UTC(2026, 2, 2, 9);
    const definitions = fewFields({ $email: { label: "Email", description: null, valueType: "EMAIL", typeConfiguration: { multipleValues: true } } });
    const desk = aDesk({ contacts: 200, now: () => now, definitions });
    const [id = "", ...ids] = idsOf(desk);
    const holder = ids[100] ?? "";
    await desk.text("find_contacts", {});
    now += 150_000;
    desk.sandbox.editContact(holder, ({ fields }) => {
      fields.$email = { valueType: "EMAIL", value: [FOX] };
    });
    // This looks for new contacts at the ends of the list.
    await desk.text("find_contacts", {});
    expect(await desk.failure("update_contact", { id, add: { email: FOX } })).toContain(`(${holder}), same e-mail`);
    expect(emails(desk, id)).not.toContain(FOX);
  });

  it("is searched for once in each of many rows", async () => {
    let now = Date.UTC(2026, 2, 2, 9);
    const many = { description: null, valueType: "EMAIL", typeConfiguration: { multipleValues: true } } as const;
    const definitions = fewFields({ $email: { label: "Email", ...many }, other: { label: "Other e-mail", ...many } });
    const desk = aDesk({ contacts: 200, now: () => now, definitions });
    const rows = idsOf(desk)
      .slice(0, 60)
      .map((id, at) => ({ id, email: `x${at}@fbi.example`, other: `y${at}@fbi.example` }));
    const plan = planIn(await desk.text("import_contacts", { rows }));
    now += 150_000;
    const before = desk.requests().length;
    expect(await desk.text("apply_plan", { plan_id: plan })).toContain("60 updated");
    const searches = desk
      .requests()
      .slice(before)
      .filter((request) => request.includes("[contains]"));
    expect(searches).toHaveLength(60);
  });

  it("needs no search where they are", async () => {
    const desk = aDesk();
    const { dana } = await people(desk);
    await desk.text("find_contacts", {});
    const before = desk.requests().length;
    await desk.text("update_contact", { id: dana, add: { email: "dana@fbi.example" } });
    expect(
      desk
        .requests()
        .slice(before)
        .filter((request) => request.startsWith("GET /v1/contacts?")),
    ).toEqual([]);
  });
});

describe("one e-mail address for two contacts of a plan", () => {
  const email = "x.files@fbi.example";

  it("goes to none of the contacts of update_contacts", async () => {
    const desk = aDesk();
    const { fox, dana, walter } = await people(desk);
    const { text } = await desk.run("update_contacts", { ids: [fox, dana, walter], fields: { email: { add: email } } });
    expect(text).toContain("Plan: 3 invalid.");
    expect(text).toContain(
      `! Fox Mulder (${fox}), Dana Scully (${dana}), Walter Skinner (${walter}): others get the same e-mail in this plan. If the change is still right,`,
    );
    const one = await desk.text("update_contacts", { ids: [dana], fields: { email: { add: email } } });
    expect(one).toContain("Plan: 1 to update.");
  });

  it("is asked about in the second row of an import", async () => {
    const desk = aDesk();
    const { dana, walter } = await people(desk);
    const plan = await planOf(desk, [
      { id: dana, email },
      { id: walter, email: email.toUpperCase() },
    ]);
    expect(plan).toContain("Plan: 1 to update, 1 ambiguous.");
    expect(plan).toContain(`! row 2 Walter Skinner: Dana Scully (${dana}) gets the same e-mail in row 1. Candidates: Walter Skinner (${walter}; `);
    await desk.text("apply_plan", { plan_id: planIn(plan), as: [{ row: 2, contact: walter }] });
    expect([emails(desk, dana), emails(desk, walter)]).toEqual([[email], [email.toUpperCase()]]);
  });

  it("is asked about after a row that creates a contact with it", async () => {
    const desk = aDesk();
    const { walter } = await people(desk);
    const plan = await planOf(desk, [
      { id: "", name: "Monica Reyes", email },
      { id: walter, name: "", email },
    ]);
    expect(plan).toContain("Plan: 1 to create, 1 ambiguous.");
    expect(plan).toContain("! row 2 Walter Skinner: Monica Reyes gets the same e-mail in row 1.");
    const plan_id = planIn(plan);
    expect(await desk.text("apply_plan", { plan_id })).toContain("Created: row 1 Monica Reyes");
    await desk.text("apply_plan", { plan_id, as: [{ row: 2, contact: walter }] });
    expect(emails(desk, walter)).toEqual([email]);
  });

  it("is a common value if it is that of an office", async () => {
    const desk = aDesk();
    const { dana, walter } = await people(desk);
    const ids = [dana, walter];
    expect(await desk.text("update_contacts", { ids, fields: { email: { add: "info@fbi.example" } } })).toContain("Plan: 2 to update.");
    const rows = ids.map((id) => ({ id, email: "info@fbi.example" }));
    expect(await planOf(desk, rows)).toContain("Plan: 2 to update.");
  });
});

describe("a plan that is applied later, in another process", () => {
  const email = "x@fbi.example";

  it("gives no contact what another one has got since", async () => {
    const cache = aCache();
    const desk = aDesk({ cache });
    const { dana, walter } = await people(desk);
    const plan_id = planIn(await planOf(desk, [{ id: dana, email }]));
    await desk.text("update_contact", { id: walter, fields: { email: { add: email } } });
    const later = aDesk({ cache, sandbox: desk.sandbox });
    const text = await later.text("apply_plan", { plan_id });
    expect(text).toMatch(/^0 of 1 written\. 1 failed\./);
    expect(text).toContain(`another contact already has this value: Walter Skinner (${walter}), same e-mail.`);
    expect(emails(desk, dana)).toEqual([]);
  });

  it("still asks about the row, and takes the answer", async () => {
    const cache = aCache();
    const desk = aDesk({ cache });
    const { dana } = await people(desk);
    const plan_id = planIn(await planOf(desk, [{ id: dana, email: FOX }]));
    const later = aDesk({ cache, sandbox: desk.sandbox });
    expect(await later.failure("apply_plan", { plan_id })).toContain("row 1 is ambiguous");
    expect(await later.text("apply_plan", { plan_id, as: [{ row: 1, contact: dana }] })).toMatch(/^Updated Dana Scully/);
    expect(emails(desk, dana)).toEqual([FOX]);
  });

  it("keeps the word of a call that gives the value anyway", async () => {
    const cache = aCache();
    const desk = aDesk({ cache, confirm: true });
    const { dana } = await people(aDesk({ sandbox: desk.sandbox }));
    const text = await desk.text("update_contact", { id: dana, fields: { email: { add: FOX } }, allow_duplicate: true });
    const later = aDesk({ cache, sandbox: desk.sandbox });
    expect(await later.text("apply_plan", { plan_id: planIn(text) })).toMatch(/^Updated Dana Scully/);
    expect(emails(desk, dana)).toEqual([FOX]);
  });

  it("is undone although another contact has got the value since", async () => {
    const desk = aDesk();
    const { fox, dana } = await people(desk);
    await desk.text("update_contact", { id: fox, fields: { email: { remove: FOX } } });
    const { id: write_id } = desk.writes.journal.records.at(-1) ?? { id: "" };
    await desk.text("update_contact", { id: dana, fields: { email: { add: FOX } } });
    await desk.text("undo_write", { write_id });
    expect(emails(desk, fox)).toEqual([FOX]);
  });
});

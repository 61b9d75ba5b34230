import { beforeEach, describe, expect, it } from "vitest";
import { aDesk, type DeskOptions, type Fetch } from "../../builders.ts";
import { contentsOf } from "../contents.ts";
import { inFastTime } from "../fake-time.ts";
import { aLog, contactOf, idsOf, newPeople, planIn, writesTo } from "../plans/plan-support.ts";

beforeEach(() => inFastTime());

const DANA = { fields: { name: "Dana Scully", email: ["dana@fbi.example"] } };

/** An API that keeps people apart by itself: it answers a create with somebody who is there already. */
function merging(options: DeskOptions = {}) {
  const auditLog = aLog();
  const desk = aDesk({
    auditLog,
    ...options,
    through: (fetch: Fetch) => async (input, init) => {
      const request = new Request(input, init);
      if (request.method !== "POST" || !request.url.endsWith("/v1/contacts")) return fetch(request);
      const [someone = ""] = idsOf(desk);
      return fetch(new Request(`${request.url}/${someone}`, { headers: request.headers }));
    },
  });
  const [someone = ""] = idsOf(desk);
  return { desk, auditLog, someone, before: contentsOf(contactOf(desk, someone)) };
}

describe("a create that is answered with a contact that was there before", () => {
  it("says so, and neither changes nor deletes the contact, in no session", async () => {
    const { desk, auditLog, someone, before } = merging();
    const accounts = [...new Set([...desk.sandbox.contacts().values()].flatMap(({ relationships }) => relationships.$account?.values ?? []))];
    const { isError, text } = await desk.run("create_contact", { ...DANA, relationships: { account: accounts.slice(0, 30) } });
    expect(isError).toBe(true);
    expect(text).toMatch(
      /^Not created: the API answered with .+ \(con_\w+\), a contact that existed before this call\. undo_write does not delete it/,
    );
    expect(text).toContain(someone);
    // Links for which the create had no room are not added to somebody else.
    expect(writesTo(desk)).toEqual([]);
    const [, { write_id, outcome }] = auditLog.lines.map((line) => JSON.parse(line));
    expect(outcome).toBe("existing");
    expect(await desk.text("list_writes")).toContain("not created (the contact existed before)");
    expect(await desk.failure("undo_write")).toContain("no write to undo");
    for (const session of [desk, aDesk({ auditLog, sandbox: desk.sandbox })])
      expect(await session.failure("undo_write", { write_id, confirm: true })).toContain("which existed before and stays unchanged.");
    expect(contentsOf(contactOf(desk, someone))).toEqual(before);
  });

  it("is skipped in a plan, and not taken back with it", async () => {
    const { desk, someone, before } = merging();
    const plan_id = planIn(await desk.text("import_contacts", { rows: newPeople(1) }));
    expect(await desk.text("apply_plan", { plan_id })).toMatch(
      new RegExp(`0 of 1 written\\. 1 skipped[\\s\\S]*the API answered with ${someone}, a contact that existed before`),
    );
    expect(await desk.failure("undo_write")).toContain("no write to undo");
    expect(contentsOf(contactOf(desk, someone))).toEqual(before);
  });

  it("is no write: it neither counts nor is told of as one", async () => {
    const { desk } = merging({ maxWrites: 2 });
    const plan_id = planIn(await desk.text("import_contacts", { rows: newPeople(2) }));
    expect(await desk.text("apply_plan", { plan_id })).toContain("0 of 2 written. 2 skipped.");
    const { wrote, text } = await desk.run("create_contact", DANA);
    expect(text).toMatch(/^Not created/);
    expect(wrote).toBeUndefined();
    const listed = await desk.text("list_writes");
    expect(listed).toMatch(/^0 writes since .*; 3 more were not written/);
    const [batch] = /(?<=^|\n)b\w{6}(?= )/.exec(listed) ?? [];
    expect(await desk.failure("undo_write", { write_id: batch })).toBe(`Not undone: nothing of "${batch}" can be undone.`);
  });
});

it.each([-3_600_000, 3_600_000])("a contact is ours, though the API's clock is %d ms ahead of ours", async (ahead) => {
  const now = () => Date.UTC(2026, 2, 2, 9) + ahead;
  const desk = aDesk({ now });
  const ours = aDesk({ sandbox: desk.sandbox, now: () => Date.UTC(2026, 2, 2, 9) });
  expect(await ours.text("create_contact", DANA)).toMatch(/^Created Dana Scully/);
});

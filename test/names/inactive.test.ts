import { describe, expect, it } from "vitest";
import { failureLines } from "../../src/server/failure-text.ts";
import { aDesk, type Desk, writtenContact } from "../builders.ts";
import { planIn } from "../writes/plans/plan-support.ts";

const HANNAH = "hannah.weiss@brightpath.example";

const posts = (desk: Desk) => desk.requests().filter((request) => request.startsWith("POST")).length;

async function members(desk: Desk) {
  const { records } = await desk.api.listMembers({ limit: 25, offset: 0 }, {});
  const hannah = records.find(({ email }) => email === HANNAH)?.id ?? "";
  return { hannah, records };
}

/** A contact that nobody owns. */
const somebody = async (desk: Desk) => writtenContact(desk, await desk.text("create_contact", { fields: { name: "Dana Scully" } })).id;

describe("a member whose record says that they are inactive", () => {
  const aWorld = () => aDesk({ inactiveMembers: [HANNAH], showsInactive: true });

  it.each([true, false])("is refused as an owner before anything is sent, by ID and by name, with who can be chosen: dry run %s", async (dry_run) => {
    const desk = aWorld();
    const id = await somebody(desk);
    const { hannah } = await members(desk);
    const before = posts(desk);
    for (const owner of [hannah, "Hannah Weiss", "Hannah", HANNAH]) {
      const problem = await desk.failure("update_contact", { id, relationships: { owner }, dry_run });
      expect(problem).toMatch(/^Owner: Hannah Weiss \(mem_\w+, hannah\.weiss@\S+, inactive\) cannot get new links\. Accepted: an active member: /);
      expect(problem).toMatch(/Priya Raman \(mem_\w+, priya\.raman@brightpath\.example\)/);
      expect(problem.slice(problem.indexOf("Accepted"))).not.toContain("Hannah");
      expect(await desk.failure("create_contact", { fields: { name: "Fox" }, relationships: { owner }, dry_run })).toBe(problem);
    }
    expect(posts(desk)).toBe(before);
  });

  it("comes into no plan", async () => {
    const desk = aWorld();
    const id = await somebody(desk);
    expect(await desk.failure("update_contacts", { ids: [id], relationships: { owner: "Hannah Weiss" } })).toContain("cannot get new links");
    const rows = [
      { name: "Ann Lee", owner: "Hannah Weiss" },
      { name: "Bo Ek", owner: "Priya Raman" },
    ];
    const plan = await desk.text("import_contacts", { rows });
    expect(plan).toContain("Plan: 1 to create, 1 invalid.");
    expect(plan).toMatch(/^! row 1 Ann Lee: Owner: Hannah Weiss \(.*inactive\) cannot get new links/m);
  });

  it("is still who owns what they own: found by filters, and taken away", async () => {
    const desk = aWorld();
    const filters = [{ field: "owner", value: "Hannah Weiss" }];
    const text = await desk.text("list_contacts", { filters });
    const [id = ""] = /^con_\w+/m.exec(text) ?? [];
    expect((await desk.run("update_contact", { id, fields: { title: "CFO of all" } })).isError).toBe(false);
    expect(await desk.text("update_contact", { id, relationships: { owner: { remove: "Hannah Weiss" } } })).toMatch(
      /^Owner: Hannah Weiss \(mem_\w+\) -> \(none\)$/m,
    );
  });
});

describe("a member of whom only the API's refusal tells that they are inactive", () => {
  it("is refused in a plan with those who can be chosen", async () => {
    const desk = aDesk({ inactiveMembers: [HANNAH] });
    const ids = [...desk.sandbox.contacts().keys()].slice(0, 2);
    const plan_id = planIn(await desk.text("update_contacts", { ids, relationships: { owner: HANNAH } }));
    expect(await desk.text("apply_plan", { plan_id })).toMatch(/: failed, .*\(relationship_entity_inactive\).* Accepted: an active member: .*mem_/);
  });

  it("is refused with who can be chosen, and by the next dry run", async () => {
    const desk = aDesk({ inactiveMembers: [HANNAH] });
    const id = await somebody(desk);
    const { hannah } = await members(desk);
    const write = { id, relationships: { owner: hannah } };
    expect(await desk.text("update_contact", { ...write, dry_run: true })).toContain("Owner: (none) -> Hannah Weiss");
    expect(await desk.failure("update_contact", write)).toContain("(relationship_entity_inactive)");
    const problem = await desk.failure("update_contact", { ...write, dry_run: true });
    expect(problem).toMatch(/Hannah Weiss \(mem_c\w+, hannah\.weiss@brightpath\.example/);
    expect(problem.slice(problem.indexOf("Accepted"))).toMatch(/Accepted: an active member: (?!.*Hannah).*Priya Raman/);
  });

  it("is told of with the advice for that case", async () => {
    const desk = aDesk({ inactiveMembers: [HANNAH] });
    const { hannah } = await members(desk);
    const error = await desk
      .run("create_contact", { fields: { name: "Fox" }, relationships: { owner: hannah } })
      .catch((failure: unknown) => failure);
    const config = { baseUrl: new URL("https://api.lightfield.app"), apiKeyUnexpanded: false } as Parameters<typeof failureLines>[1]["config"];
    const context = {
      tool: {
        name: "create_contact",
        scopes: [],
        annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: true },
      },
      config,
      schema: await desk.live.get(desk.call),
    };
    const advice = "The record to link to was deleted or deactivated. Accepted:";
    expect(failureLines(error, { ...context, choices: await desk.names.choices("member", desk.call) }).join("\n")).toMatch(
      new RegExp(`at relationships\\.owner: .*${advice} an active member: (?!.*Hannah).*Priya Raman`),
    );
    expect(failureLines(error, context).join("\n")).toContain(`${advice} another record.`);
  });
});

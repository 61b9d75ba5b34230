import { describe, expect, it } from "vitest";
import { readConfig } from "../src/config.ts";
import { createSandbox } from "../src/sandbox/index.ts";
import { apiOf, sessionOf, workspaceOf } from "./builders.ts";
import { planIn } from "./writes/plans/plan-support.ts";

/** Two sessions that share the workspace of one key. */
function twoSessions() {
  const config = readConfig({ LIGHTFIELD_SANDBOX: "1" });
  const sandbox = createSandbox({ contacts: 40, rateLimit: Number.POSITIVE_INFINITY });
  const api = apiOf(sandbox.fetch);
  const workspace = workspaceOf(config, api);
  const session = () => {
    const one = sessionOf({ config, workspace });
    return {
      one,
      text: async (name: string, args: unknown) => (await one.callTool(name, args, { signal: new AbortController().signal }))?.text ?? "",
    };
  };
  const lists = () => sandbox.requests.filter(({ method, path }) => method === "GET" && path === "/v1/contacts").length;
  return { first: session(), second: session(), lists, sandbox };
}

describe("two sessions of one workspace", () => {
  it("read the contacts once, and find each other's writes at once", async () => {
    const { first, second, lists } = twoSessions();
    await first.text("find_contacts", {});
    const before = lists();
    await first.text("create_contact", { fields: { name: "Quillon Zwart", title: "Zephyrologist" } });
    const created = lists();
    expect(await second.text("find_contacts", { query: "Zephyrologist" })).toMatch(/Quillon Zwart/);
    expect(before).toBeGreaterThan(0);
    expect(lists()).toBe(created);
  });

  it("have logs of their own", async () => {
    const { first, second } = twoSessions();
    await first.text("create_contact", { fields: { name: "Quillon Zwart" } });
    expect(await first.text("list_writes", {})).toMatch(/Quillon Zwart/);
    expect(await second.text("list_writes", {})).not.toMatch(/Quillon Zwart/);
  });

  it("apply a plan one at a time", async () => {
    const { first, second, sandbox } = twoSessions();
    const rows = ["Quillon Zwart", "Ulla Quist"].map((name) => ({ name, email: `${name.replace(" ", ".")}@zwart.example` }));
    const plan_id = planIn(await first.text("import_contacts", { rows }));
    const answers = await Promise.all([first, second].map((session) => session.text("apply_plan", { plan_id })));
    expect(answers.filter((text) => text.startsWith("2 of 2 written"))).toHaveLength(1);
    expect(answers.filter((text) => text.includes("Another call is applying this plan"))).toHaveLength(1);
    expect(sandbox.contacts().size).toBe(42);
  });
});

import { Ajv } from "ajv";
import { beforeAll, describe, expect, it } from "vitest";
import { readConfig } from "../src/config.ts";
import { isRecord } from "../src/fields/json.ts";
import { createSandbox } from "../src/sandbox/index.ts";
import { apiOf, sessionOf, workspaceOf } from "./builders.ts";
import { CALLS_IN } from "./docs/documents.ts";
import { useReader } from "./docs/reader.ts";
import { CALL, documentSession, saveFiles, textOf } from "./docs/transcripts.ts";

const signal = new AbortController().signal;

/** A session with a new sandbox. */
function aSession() {
  const config = readConfig({ LIGHTFIELD_SANDBOX: "1", LIGHTFIELD_TIMEZONE: "Europe/Berlin" });
  const api = apiOf(createSandbox().fetch, { timeoutMs: config.timeoutMs });
  return sessionOf({ config, workspace: workspaceOf(config, api) });
}

/** The schema as strict modes use it: no object takes a key that it does not name. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (!isRecord(schema)) return schema;
  const parts = Object.fromEntries(Object.entries(schema).map(([key, part]) => [key, key === "properties" ? closedParts(part) : closed(part)]));
  return isRecord(schema.properties) && schema.type === "object" ? { ...parts, additionalProperties: false } : parts;
}

const closedParts = (properties: unknown) => Object.fromEntries(Object.entries(properties ?? {}).map(([name, part]) => [name, closed(part)]));

describe("the advertised schemas", () => {
  const validators = new Map<string, (args: unknown) => string>();
  let tools: Awaited<ReturnType<ReturnType<typeof aSession>["listTools"]>> = [];

  beforeAll(async () => {
    tools = await aSession().listTools();
    const ajv = new Ajv({ strict: true, allErrors: true });
    for (const { name, inputSchema } of tools) {
      const validate = ajv.compile(closed(inputSchema) as object);
      validators.set(name, (args) => (validate(args) ? "" : ajv.errorsText(validate.errors)));
    }
  });

  it.each([
    ["create_contact", { fields: { name: "Zed Brook", deal_size: "12,500" } }],
    ["create_contact", { fields: { icp_scor: 90 } }],
    ["update_contact", { id: "con_1", fields: [{ field: "title" }] }],
    ["list_contacts", { limit: 500 }],
    ["retrieve_contact", {}],
  ])("refuse a call of %s with %j", (name, args) => {
    expect(validators.get(name)?.(args)).toMatch(/must/);
  });

  it("accept the call that a refused create offers, whatever the values were", async () => {
    const session = aSession();
    const filters = [
      { field: "address", operator: "not_isSet" },
      { field: "email", operator: "isSet" },
    ];
    const found = await session.callTool("find_contacts", { filters, fields: ["email"], limit: 1 }, { signal });
    const [email = ""] = /\S+@\S+/.exec(found?.text ?? "") ?? [];
    const fields = { email: [email, "second@newcomers.example"], address: { city: "Lisbon" }, press_links: ["a.example", "b.example"] };
    const answer = await session.callTool("create_contact", { fields }, { signal });
    const [, args = "{}"] = /update_contact (\{.*\})/.exec(answer?.text ?? "") ?? [];
    expect(JSON.parse(args)).toMatchObject({ fields: expect.any(Array), add: expect.any(Array) });
    expect(validators.get("update_contact")?.(JSON.parse(args))).toBe("");
    expect(await session.callTool("update_contact", JSON.parse(args), { signal })).toMatchObject({ isError: false });
  });

  it.each([
    ["email", "second@newcomers.example"],
    ["account", "Acme"],
    ["address", "Berlin"],
  ])("accept the value that a refused update of %s offers", async (field, value) => {
    const session = aSession();
    const found = await session.callTool("find_contacts", { filters: [{ field: "account", operator: "isSet" }], limit: 1 }, { signal });
    const [id = ""] = /con_\w+/.exec(found?.text ?? "") ?? [];
    const update = (entry: object) => ({ id, fields: [entry], dry_run: true });
    const refused = await session.callTool("update_contact", update({ field, value }), { signal });
    const [, key = JSON.stringify(field), offered = '""'] = /(?:"field": ("[^"]*"), )?"value": ("(?:[^"\\]|\\.)*")/.exec(refused?.text ?? "") ?? [];
    const args = update({ field: JSON.parse(key), value: JSON.parse(offered) });
    expect(validators.get("update_contact")?.(args)).toBe("");
    expect((await session.callTool("update_contact", args, { signal }))?.text).toContain("Would update");
  });

  it("stand alone: messages about a row or a merge name no argument of another tool", async () => {
    const session = aSession();
    const found = await session.callTool("find_contacts", { filters: [{ field: "title", operator: "isSet" }], limit: 2 }, { signal });
    const [keep = "", merge = ""] = found?.text.match(/con_\w+/g) ?? [];
    const text = `id,name,title,territory,email\n${keep},,,,\n,Ann Lee,,Japan,ann@newcomers.example\n,Bo Ek,,,bad`;
    const rows = await session.callTool("import_contacts", { text }, { signal });
    expect(rows?.text).toContain("2 invalid");
    expect(rows?.text).not.toMatch(/\bfields\b|clear_fields/);
    const take = [
      { field: "title", value: "" },
      { field: "address.city", value: "keep" },
    ];
    const merged = await session.callTool("merge_contacts", { keep, merge: [merge], take }, { signal });
    expect(merged?.text).toContain("2 problems");
    expect(merged?.text).not.toMatch(/\bfields\b|clear_fields/);
  });

  it("never lose a value for a part of it", async () => {
    const session = aSession();
    for (const [tool, args] of [
      ["update_contact", { id: "con_1", clear_fields: ["city"] }],
      ["get_contact_history", { id: "con_1", field: "address.city" }],
    ] as const) {
      const answer = await session.callTool(tool, args, { signal });
      expect(answer?.text).toMatch(/"(?:address\.)?city" is a part of "address"\. Accepted: "address(?:\.city)?"\./);
      expect(answer?.text).not.toContain("Did you mean");
    }
  });

  describe("with the reader's clock", () => {
    const folders = useReader();

    it.each(CALLS_IN)("accept every example in %s that is not there to be refused, and the calls that answers offer", async (document) => {
      const home = folders();
      saveFiles(document, home);
      const session = documentSession(home);
      const problems: string[] = [];
      let accepted = 0;
      const check = (name: string, args: unknown) => {
        const problem = validators.get(name)?.(args) ?? "there is no such tool";
        if (problem === "") accepted++;
        else problems.push(`${name} ${JSON.stringify(args)}: ${problem}`);
      };
      for (const [, name = "", args = ""] of textOf(document).matchAll(CALL)) {
        const { text, isRefused } = await session.call(name, args);
        if (!isRefused) check(name, JSON.parse(args));
        for (const [, offered = "", itsArgs = ""] of text.matchAll(/\b([a-z]+_[a-z_]+) (\{".*?\})(?=[\s.,;)]|$)/gm))
          check(offered, JSON.parse(itsArgs));
        for (const [, itsArgs = ""] of text.matchAll(/^Next page: (\{.*\})$/gm)) check(name, JSON.parse(itsArgs));
      }
      expect(problems).toEqual([]);
      expect(accepted).toBeGreaterThan(2);
    });
  });
});

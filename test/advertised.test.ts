import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import { beforeAll, describe, expect, it } from "vitest";
import { createApi } from "../src/api/index.ts";
import { readConfig } from "../src/config.ts";
import { isRecord } from "../src/fields/json.ts";
import { createSandbox, SANDBOX_API_KEY } from "../src/sandbox/index.ts";
import { sessionOf, workspaceOf } from "./builders.ts";
import { CALLS_IN } from "./docs/documents.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

const signal = new AbortController().signal;

/** A session with a new sandbox. */
function aSession() {
  const config = readConfig({ LIGHTFIELD_SANDBOX: "1", LIGHTFIELD_TIMEZONE: "Europe/Berlin" });
  const { baseUrl, timeoutMs } = config;
  const api = createApi({ baseUrl, apiKey: SANDBOX_API_KEY, timeoutMs, userAgent: "test", fetch: createSandbox().fetch });
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

  it.each(CALLS_IN)("accept every example in %s that is not there to be refused, and the calls that answers offer", async (document) => {
    const session = aSession();
    const problems: string[] = [];
    let accepted = 0;
    const check = (name: string, args: unknown) => {
      const problem = validators.get(name)?.(args) ?? "there is no such tool";
      if (problem === "") accepted++;
      else problems.push(`${name} ${JSON.stringify(args)}: ${problem}`);
    };
    for (const [, name = "", args = ""] of readFileSync(join(root, document), "utf8").matchAll(/^> ([a-z_]+) (\{.*\})$/gm)) {
      const answer = await session.callTool(name, JSON.parse(args), { signal });
      if (!answer?.isError) check(name, JSON.parse(args));
      for (const [, offered = "", itsArgs = ""] of answer?.text.matchAll(/\b([a-z]+_[a-z_]+) (\{".*?\})(?=[\s.,;)]|$)/gm) ?? [])
        check(offered, JSON.parse(itsArgs));
      for (const [, itsArgs = ""] of answer?.text.matchAll(/^Next page: (\{.*\})$/gm) ?? []) check(name, JSON.parse(itsArgs));
    }
    expect(problems).toEqual([]);
    expect(accepted).toBeGreaterThan(2);
  });
});

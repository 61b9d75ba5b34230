import { readdir } from "node:fs/promises";
import { createSandbox, type Sandbox } from "../../src/sandbox/index.ts";
import { type Started, test, toolResult, withApi } from "./program.ts";
import { asSandbox, hanging, jsonAnswer, type Respond } from "./served-api.ts";

const { describe, expect } = await import("vitest");

const kept = (folder: string) => ({ LIGHTFIELD_CACHE: "on", LIGHTFIELD_CACHE_DIR: folder });
const filesIn = async (folder: string) => (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".entry"));

/** A program on a served sandbox; `isList` requests are counted by it. */
async function served(start: Started, folder: string, respond: Respond, env: Record<string, string> = {}) {
  const api = await start.api(respond);
  const lists = () => api.requests.filter(({ method, path }) => method === "GET" && path === "/v1/contacts").length;
  const session = async (more: Record<string, string> = {}) => {
    const program = start.program({ env: withApi(api, { ...kept(folder), ...env, ...more }) });
    await program.initialize();
    return program;
  };
  return { api, lists, session };
}

const aSandbox = (): Sandbox => createSandbox({ contacts: 120, rateLimit: Number.POSITIVE_INFINITY });

describe.concurrent("find_contacts of the built program", () => {
  test("reads nothing at launch, tells its progress to who asked for it, and finds", async ({ start, folder }) => {
    const { lists, session } = await served(start, folder, asSandbox(aSandbox()));
    const program = await session();
    await program.request("tools/list");
    expect(lists()).toBe(0);
    const answer = await program.request("tools/call", { name: "find_contacts", arguments: {}, _meta: { progressToken: "p1" } });
    expect(toolResult(answer.result).text).toMatch(/^120 contacts/);
    const told = program.messages.filter(({ method }) => method === "notifications/progress");
    expect(told.length).toBeGreaterThan(1);
    expect(told[0]).toMatchObject({ params: { progressToken: "p1" } });
    await program.call("find_contacts", { query: "anna" });
    expect(program.messages.filter(({ method }) => method === "notifications/progress").length).toBe(told.length);
    expect((await program.end()).code).toBe(0);
  });

  test("finds after a restart without reading all contacts again, and lists its tools while the API hangs", async ({ start, folder }) => {
    const sandbox = aSandbox();
    let hangs = false;
    const respond: Respond = (request, bindings) => (hangs ? hanging(request, bindings) : asSandbox(sandbox)(request, bindings));
    const { lists, session } = await served(start, folder, respond);
    const first = await session();
    const before = await first.call("find_contacts", { filters: [{ field: "account", operator: "isSet" }] });
    const atCompany = await first.call("find_contacts", { query: "Brightloom" });
    const tools = (await first.request("tools/list")).result;
    await first.end();
    const read = lists();
    const second = await session();
    expect(await second.call("find_contacts", { filters: [{ field: "account", operator: "isSet" }] })).toEqual(before);
    expect(lists() - read).toBeLessThanOrEqual(2);
    await second.end();
    hangs = true;
    const third = await session();
    const begun = performance.now();
    expect((await third.request("tools/list")).result).toEqual(tools);
    expect(performance.now() - begun).toBeLessThan(3000);
    const late = (await third.call("find_contacts", { query: "Brightloom" })).text;
    expect(late).toContain("As of ");
    expect(late.replace(/^As of .*\n?/m, "").trimEnd()).toBe(atCompany.text);
    await third.stop();
  });

  test("keeps nothing when it is told so, and nothing that is readable", async ({ start, folder }) => {
    const { session } = await served(start, folder, asSandbox(aSandbox()));
    const off = await session({ LIGHTFIELD_CACHE: "off" });
    await off.call("find_contacts", {});
    await off.end();
    expect(await filesIn(folder)).toEqual([]);
    const on = await session();
    await on.call("find_contacts", {});
    await on.end();
    expect((await filesIn(folder)).length).toBeGreaterThan(4);
  });

  test("forgets everything when the key is refused", async ({ start, folder }) => {
    const sandbox = aSandbox();
    let refuses = false;
    const refusal = () => jsonAnswer(401, { type: "unauthorized", message: "no" });
    const { session } = await served(start, folder, (request, bindings) => (refuses ? refusal() : asSandbox(sandbox)(request, bindings)));
    const first = await session();
    await first.call("find_contacts", {});
    await first.end();
    refuses = true;
    const second = await session();
    const answer = await second.call("find_contacts", { query: "anna" });
    expect(answer.isError).toBe(true);
    expect(answer.text).not.toContain("con_");
    expect(await filesIn(folder)).toEqual([]);
    expect((await second.call("find_contacts", {})).isError).toBe(true);
    await second.end();
    expect(await filesIn(folder)).toEqual([]);
  });
});

import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { createApi } from "../../src/api/index.ts";
import { readConfig } from "../../src/config.ts";
import { createSandbox, type SandboxOptions } from "../../src/sandbox/index.ts";
import { apiOf, sessionOf, workspaceOf } from "../builders.ts";

const MOST_CHARACTERS = 40_000;

interface Options extends SandboxOptions {
  /** What the answers to writes wait for. */
  readonly held?: Promise<void>;
  /** What the answer to the question for the key's scopes waits for. */
  readonly scopesKnown?: () => Promise<void>;
  readonly timeoutMs?: number;
  readonly settings?: Readonly<Record<string, string>>;
}

/** A session on a sandbox, and its log. */
function aSession({ held, scopesKnown, timeoutMs = 45_000, settings, ...options }: Options = {}) {
  const config = readConfig({ LIGHTFIELD_SANDBOX: "1", ...settings });
  const sandbox = createSandbox({ contacts: 20, rateLimit: Number.POSITIVE_INFINITY, ...options });
  const log: string[] = [];
  let sent: () => void = () => undefined;
  const writeSent = new Promise<void>((resolve) => {
    sent = resolve;
  });
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const answer = sandbox.fetch(input, init);
    if (init?.method === "POST") {
      setImmediate(sent);
      await held;
    }
    if (String(input).endsWith("/auth/validate")) await scopesKnown?.();
    return answer;
  };
  const api = apiOf(fetch, { timeoutMs, random: () => 0 });
  return {
    session: sessionOf({ config, workspace: workspaceOf(config, api), log: (level, line) => log.push(`${level}: ${line}`) }),
    sandbox,
    log,
    writeSent,
  };
}

test("no answer is longer than 40,000 characters, whatever was asked", async () => {
  const { session } = aSession();
  const run = async (args: unknown) => (await session.callTool("create_contact", args, { signal: new AbortController().signal }))?.text ?? "";
  const many = await run({ fields: Object.fromEntries(Array.from({ length: 450 }, (_, n) => [`unknown_field_${n}`, n])) });
  expect(many).toContain("Nothing was written: 450 problems.");
  expect(many).toContain("… and 420 more problems.");
  expect(many.length).toBeLessThan(MOST_CHARACTERS);
  expect((await run({ fields: { ["x".repeat(1_000_000)]: 1 } })).length).toBeLessThan(MOST_CHARACTERS);
});

test("a write that is cancelled after it was sent stands in the log, with the contact's ID and nothing else of it", async () => {
  const cancel = new AbortController();
  const held = new Promise<void>((resolve) => cancel.signal.addEventListener("abort", () => resolve()));
  const { session, sandbox, log, writeSent } = aSession({ held });
  const call = session.callTool("create_contact", { fields: { name: "Dana Reyes" } }, { signal: cancel.signal });
  await writeSent;
  cancel.abort();
  await call;
  const [id] = [...sandbox.contacts().keys()].slice(-1);
  expect(log).toEqual([`info: create_contact was cancelled after the write was sent, and finished: ${id}`]);
});

test("a write that is cancelled and has no known end stands in the log too", async () => {
  const { session, sandbox, log, writeSent } = aSession({ faults: { kinds: ["reset-after"], only: "writes" }, timeoutMs: 1500 });
  const cancel = new AbortController();
  const call = session.callTool("create_contact", { fields: { name: "Dana Reyes" } }, { signal: cancel.signal });
  await writeSent;
  // Nor can it be found out.
  sandbox.setFaults({ kinds: ["reset-before"] });
  cancel.abort();
  await call;
  expect(log[0]).toBe("info: create_contact was cancelled after the write was sent; its outcome is unknown");
});

test("what is wrong in the workspace is logged after the list of tools, also if the key's scopes come late", async () => {
  const loggedBefore: string[][] = [];
  const { session, log } = aSession({
    settings: { LIGHTFIELD_HIDE_FIELDS: "shoe_size" },
    scopesKnown: async () => {
      for (let turn = 0; turn < 10; turn++) await nextTurn();
      loggedBefore.push([...log]);
    },
  });
  await session.listTools();
  expect(loggedBefore).toEqual([[]]);
  await nextTurn();
  await nextTurn();
  expect(log).toEqual([expect.stringContaining('LIGHTFIELD_HIDE_FIELDS names "shoe_size"')]);
});

test("a mistake of the program is logged with its place, and without its message, which may hold a contact's data", async () => {
  const config = readConfig({ LIGHTFIELD_API_KEY: "sk_lf_test" });
  const api = createApi({ baseUrl: config.baseUrl, apiKey: config.apiKey, timeoutMs: 1000, userAgent: "test/1" });
  const log: string[] = [];
  const session = sessionOf({
    config,
    workspace: workspaceOf(config, Object.assign(api, { definitions: () => Promise.reject(new TypeError("Dana's phone\n    is undefined")) })),
    log: (level, line) => log.push(`${level}: ${line}`),
  });
  const answer = await session.callTool("list_contacts", {}, { signal: new AbortController().signal });
  expect(answer).toMatchObject({
    isError: true,
    text: expect.stringMatching(/\(TypeError\)\. This is a bug in the server\. Its log \(stderr\) has the details/),
  });
  expect(log).toEqual([expect.stringMatching(/^error: list_contacts failed: TypeError at .*session\.test\.ts:\d+/)]);
  expect(JSON.stringify([log, answer])).not.toContain("Dana");
});

test("a link that the API refuses as inactive is answered with who can be chosen", async () => {
  const { session } = aSession({ inactiveMembers: ["hannah.weiss@brightpath.example"] });
  const args = { fields: { name: "Dana Reyes" }, relationships: { owner: "Hannah Weiss" } };
  const answer = await session.callTool("create_contact", args, { signal: new AbortController().signal });
  expect(answer?.isError).toBe(true);
  expect(answer?.text).toMatch(
    /\(relationship_entity_inactive\) at relationships\.owner: .* deactivated\. Accepted: an active member: (?!.*Hannah).*Priya Raman \(mem_\w+, priya\.raman@brightpath\.example\)/,
  );
});

test("the ID of a merged contact is answered with the contact that it was merged into", async () => {
  const { session } = aSession({ duplicates: true });
  const run = async (name: string, args: object) => (await session.callTool(name, args, { signal: new AbortController().signal })).text as string;
  const plan = await run(
    "merge_contacts",
    JSON.parse(/merge_contacts (\{.*\})$/.exec(await run("find_duplicates", { query: "Dana Whitlock" }))?.[1] ?? ""),
  );
  const [, plan_id] = /"plan_id": "(\S+)"/.exec(plan) ?? [];
  const [, twin, keep] = /^Merged .*?\((con_\w+)\) into .*?\((con_\w+)\)/.exec(await run("apply_plan", { plan_id })) ?? [];
  const calls: [string, object][] = [
    ["retrieve_contact", {}],
    ["update_contact", { fields: { title: "CEO" } }],
    ["get_contact_history", { field: "title" }],
  ];
  for (const [name, args] of calls)
    expect(await run(name, { id: twin, ...args })).toMatch(
      new RegExp(`find_contacts finds .*\n${twin} was merged into Dana Whitlock \\(${keep}\\)\\.$`),
    );
  expect(await run("retrieve_contact", { id: "con_nobody" })).not.toContain("merged");
});

test("the limit of writes is named as it was given: as a variable or as a flag", async () => {
  for (const [given, name] of [
    [[{ LIGHTFIELD_MAX_WRITES: "0" }, {}], "LIGHTFIELD_MAX_WRITES"],
    [[{}, { LIGHTFIELD_MAX_WRITES: "0" }], "--max-writes"],
  ] as const) {
    const config = readConfig({ LIGHTFIELD_SANDBOX: "1", ...given[0] }, given[1]);
    const sandbox = createSandbox({ contacts: 5, rateLimit: Number.POSITIVE_INFINITY });
    const session = sessionOf({ config, workspace: workspaceOf(config, apiOf(sandbox.fetch)) });
    const run = async (tool: string, args: object) => (await session.callTool(tool, args, { signal: new AbortController().signal })).text;
    const said = `this server is not allowed to write (${name} is 0).`;
    expect(await run("create_contact", { fields: { name: "Dana Reyes" } })).toContain(said);
    expect(await run("import_contacts", { text: "name,email\nDana Reyes,dana@reyes.example" })).toContain(said);
  }
});

test("an answer that names a tool which is not offered says why it is not", async () => {
  const settings = { LIGHTFIELD_TOOLS: "create_contact,find_contacts" };
  const { session, sandbox } = aSession({ settings });
  const { signal } = new AbortController();
  const run = async (tool: string, args: unknown) => (await session.callTool(tool, args, { signal })).text;
  const [contact] = sandbox.contacts().values();
  const email = contact?.fields.$email?.value;
  const exists = await run("create_contact", { fields: { name: contact?.fields.$name?.value, email, title: "Chief of naming" } });
  expect(exists).toContain("update_contact");
  expect(exists).toContain("update_contact is not offered, because LIGHTFIELD_TOOLS in the client's MCP settings names only");
  expect(await run("find_contacts", { limit: 1 })).not.toContain("not offered");
  expect((await run("update_contact", {})).match(/is not offered/g)).toHaveLength(1);
});

import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { readConfig } from "../../src/config.ts";
import { createSandbox, type Sandbox } from "../../src/sandbox/index.ts";
import { LateSession } from "../../src/server/late-session.ts";
import { openTools } from "../../src/server/open-tools.ts";
import { StoredToolList } from "../../src/server/stored-tool-list.ts";
import { type Cache, noCache } from "../../src/storage/index.ts";
import { apiOf } from "../builders.ts";
import { aMemoryCache } from "../memory-cache.ts";

interface Start {
  readonly sandbox: Sandbox;
  readonly cache: Cache;
  readonly version?: string;
  readonly settings?: Readonly<Record<string, string>>;
}

/** A start of the program, and how often it has opened what lists the tools, and the rest of the session. */
function aStart({ sandbox, cache, version = "1", settings = {} }: Start) {
  const config = readConfig({ LIGHTFIELD_SANDBOX: "1", ...settings });
  const api = apiOf(sandbox.fetch);
  const stored = new StoredToolList({ cache, config, version });
  const opened = { tools: 0, session: 0 };
  const session = new LateSession({
    stored,
    openTools: async () => {
      opened.tools += 1;
      const { tools, openSession } = openTools({ config, api, cache, log: () => undefined, onList: (...list) => stored.write(...list) });
      return {
        tools,
        openSession: () => {
          opened.session += 1;
          return openSession();
        },
      };
    },
  });
  return { session, opened };
}

const aSandbox = (scopes: string[] = []) => createSandbox({ contacts: 5, rateLimit: Number.POSITIVE_INFINITY, scopes });
const call = (session: LateSession, name: string, args = {}) => session.callTool(name, args, { signal: new AbortController().signal });

/** A workspace of which an earlier session has left the list of tools. */
async function anEarlierSession(scopes?: string[]) {
  const [sandbox, cache] = [aSandbox(scopes), aMemoryCache()];
  return { sandbox, cache, list: await aStart({ sandbox, cache }).session.listTools() };
}

test("without a list of an earlier session, what lists the tools is opened before they are asked for, and the rest after the list was sent", async () => {
  const { session, opened } = aStart({ sandbox: aSandbox(), cache: noCache });
  await session.offeredTools();
  expect(opened).toEqual({ tools: 1, session: 0 });
  expect((await session.listTools()).length).toBeGreaterThan(5);
  expect(opened).toEqual({ tools: 1, session: 0 });
  await nextTurn();
  await nextTurn();
  expect(opened).toEqual({ tools: 1, session: 1 });
});

test("the list of the last session is shown at once, and the session is opened in two turns when it was sent", async () => {
  const { sandbox, cache, list } = await anEarlierSession();
  const { session, opened } = aStart({ sandbox, cache });
  await session.offeredTools();
  expect(await session.listTools()).toEqual(list);
  expect(opened).toEqual({ tools: 0, session: 0 });
  await nextTurn();
  expect(opened).toEqual({ tools: 1, session: 0 });
  expect((await call(session, "list_contacts", { limit: 1 })).text).toMatch(/^1 of 5 contacts/);
  expect(opened).toEqual({ tools: 1, session: 1 });
});

test("a call opens the session, even if the list was not asked for", async () => {
  const { session, opened } = aStart(await anEarlierSession());
  await session.offeredTools();
  expect((await call(session, "list_contacts", { limit: 1 })).text).toMatch(/^1 of 5 contacts/);
  expect(opened).toEqual({ tools: 1, session: 1 });
});

test("the client is told if the workspace has changed since, and then gets the present list, as the next session does", async () => {
  const { sandbox, cache, list } = await anEarlierSession();
  sandbox.editDefinitions(({ fieldDefinitions }) => {
    delete fieldDefinitions["icp-score"];
  });
  const { session } = aStart({ sandbox, cache });
  const changed = new Promise<void>((resolve) => session.listChanged.add(resolve));
  expect(await session.listTools()).toEqual(list);
  await changed;
  const present = JSON.stringify(await session.listTools());
  expect(present).not.toContain("icp_score");
  expect(JSON.stringify(await aStart({ sandbox, cache }).session.listTools())).toBe(present);
});

/** A workspace with the custom field `stage`, to which `$stage` was added while a session knew only `stage`. */
async function aSessionWithTwoStages({ settings = {} }: Pick<Start, "settings"> = {}) {
  const [sandbox, cache] = [aSandbox(), aMemoryCache()];
  const stage = (label: string) => ({ label, valueType: "TEXT", readOnly: false, description: "", typeConfiguration: { unique: false } });
  sandbox.editDefinitions(({ fieldDefinitions }) => {
    fieldDefinitions.stage = stage("Deal stage");
  });
  await aStart({ sandbox, cache }).session.listTools();
  sandbox.editDefinitions(({ fieldDefinitions }) => {
    fieldDefinitions.$stage = stage("Lifecycle phase");
  });
  const { session } = aStart({ sandbox, cache, settings });
  await session.listTools();
  await call(session, "get_contact_definitions", {});
  const list = await session.listTools();
  await session.end();
  const [id = ""] = sandbox.contacts().keys();
  return { sandbox, cache, list, id };
}

const writeStage = (session: LateSession, id: string) => call(session, "update_contact", { id, fields: [{ field: "stage", value: "Signed" }] });

test("a key of the list that an earlier session left writes into the field that it was shown for", async () => {
  const { sandbox, cache, list, id } = await aSessionWithTwoStages();
  const { session, opened } = aStart({ sandbox, cache });
  await session.offeredTools();
  expect(await session.listTools()).toEqual(list);
  expect(opened.tools).toBe(0);
  expect((await writeStage(session, id)).text).toContain("Deal stage: (empty) -> Signed");
  expect(sandbox.contacts().get(id)?.fields.stage?.value).toBe("Signed");
  expect(sandbox.contacts().get(id)?.fields.$stage?.value ?? null).toBeNull();
  expect(await session.listTools()).toEqual(list);
});

test("a key keeps its field in a session that answers the first call before it has read the cache", async () => {
  const { sandbox, cache, id } = await aSessionWithTwoStages();
  const slow: Cache = {
    ...cache,
    read: async (name) => {
      if (name === "definitions") for (let turn = 0; turn < 200; turn += 1) await nextTurn();
      return cache.read(name);
    },
  };
  const { session } = aStart({ sandbox, cache: slow, version: "2" });
  expect((await writeStage(session, id)).text).toContain("Deal stage: (empty) -> Signed");
});

test("a key of a field that is gone is refused in the next session too", async () => {
  const { sandbox, cache, id } = await aSessionWithTwoStages();
  sandbox.editDefinitions(({ fieldDefinitions }) => {
    delete fieldDefinitions.stage;
  });
  for (const version of ["1", "2", "3"]) {
    const { session } = aStart({ sandbox, cache, version });
    await session.listTools();
    await call(session, "get_contact_definitions");
    expect((await writeStage(session, id)).text).toContain('"stage" is gone from the workspace');
    expect(JSON.stringify(await session.listTools())).not.toContain("Deal stage");
    await session.end();
  }
});

test("a key keeps its field when other fields are hidden, and names no other field when its own is hidden", async () => {
  const { sandbox, cache, id } = await aSessionWithTwoStages();
  const hiding = aStart({ sandbox, cache, settings: { LIGHTFIELD_HIDE_FIELDS: "Deal stage" } }).session;
  expect(JSON.stringify(await hiding.listTools())).not.toContain("Deal stage");
  expect((await call(hiding, "get_contact_definitions")).text).not.toContain("Deal stage");
  expect((await writeStage(hiding, id)).text).toContain('"stage" is hidden by LIGHTFIELD_HIDE_FIELDS');
  await hiding.end();

  const other = aStart({ sandbox, cache, settings: { LIGHTFIELD_HIDE_FIELDS: "Lifecycle phase" } }).session;
  expect(JSON.stringify(await other.listTools())).not.toContain("Lifecycle phase");
  expect((await writeStage(other, id)).text).toContain("Deal stage: (empty) -> Signed");
});

test("a list is not shown if another process has stored other keys since", async () => {
  const { sandbox, cache } = await aSessionWithTwoStages();
  const later = aMemoryCache();
  await aStart({ sandbox, cache: later }).session.listTools();
  await cache.write("definitions", (await later.read("definitions")) ?? new Uint8Array());
  const { session, opened } = aStart({ sandbox, cache });
  await session.offeredTools();
  expect(opened.tools).toBe(1);
});

test.each(["", "[]", '{"fields":[]}', "[]\n{}"])("with %j as the stored definitions, the list is made anew", async (text) => {
  const { sandbox, cache, list } = await anEarlierSession();
  await cache.write("definitions", Buffer.from(text));
  const { session, opened } = aStart({ sandbox, cache });
  await session.offeredTools();
  expect(opened.tools).toBe(1);
  expect(await session.listTools()).toEqual(list);
});

test.each<[string, string[]]>([
  ["workspace", []],
  ["workspace of a key that may only read", ["contacts:read"]],
])("an unchanged %s is not reported", async (_, scopes) => {
  const { session } = aStart(await anEarlierSession(scopes));
  let told = 0;
  session.listChanged.add(() => {
    told += 1;
  });
  await session.listTools();
  await nextTurn();
  await call(session, "get_contact_definitions");
  await session.listTools();
  expect(told).toBe(0);
});

test("until the key's scopes are known, what the last session offered is offered", async () => {
  const { sandbox, cache } = await anEarlierSession(["contacts:read"]);
  const offline = createSandbox({ contacts: 5, faults: { every: 1, kinds: ["503"] } });
  const { session } = aStart({ sandbox: { ...sandbox, fetch: offline.fetch }, cache });
  const before = await session.offeredTools();
  expect(before.has("create_contact")).toBe(false);
  await session.listTools();
  await nextTurn();
  expect(await session.offeredTools()).toEqual(before);
  expect((await session.listTools()).map(({ name }) => name)).toEqual([...before]);
});

test.each<[string, Pick<Start, "version" | "settings">]>([
  ["another version", { version: "2" }],
  ["a read-only server", { settings: { LIGHTFIELD_READ_ONLY: "1" } }],
  ["other tools", { settings: { LIGHTFIELD_TOOLS: "find_contacts" } }],
  ["other hidden fields", { settings: { LIGHTFIELD_HIDE_FIELDS: "icp_score" } }],
])("%s does not show the list of the last session", async (_, other) => {
  const { session, opened } = aStart({ ...(await anEarlierSession()), ...other });
  await session.offeredTools();
  expect(opened.tools).toBe(1);
});

test("a list that the API had no part in is not kept", async () => {
  const cache = aMemoryCache();
  const sandbox = createSandbox({ contacts: 5 });
  const refused = { ...sandbox, fetch: async () => new Response('{"error":{"type":"unauthorized","message":"no"}}', { status: 401 }) };
  expect((await aStart({ sandbox: refused, cache }).session.listTools()).length).toBeGreaterThan(0);
  const { session, opened } = aStart({ sandbox, cache });
  await session.offeredTools();
  expect(opened.tools).toBe(1);
});

test("a session that was never opened ends at once", async () => {
  const { session, opened } = aStart(await anEarlierSession());
  await session.offeredTools();
  await session.stop();
  await session.end();
  expect(await session.writesUnderWay()).toBe(0);
  expect(opened.tools).toBe(0);
});

test("a session that ends at once has stored its list before", async () => {
  const [sandbox, cache] = [aSandbox(), aMemoryCache()];
  const write = cache.write;
  const slow: Cache = { ...cache, write: async (name, bytes) => nextTurn().then(() => write(name, bytes)) };
  const { session } = aStart({ sandbox, cache: slow });
  await session.listTools();
  await session.end();
  const { session: next, opened } = aStart({ sandbox, cache });
  await next.offeredTools();
  expect(opened.tools).toBe(0);
});

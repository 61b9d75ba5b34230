import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { createSandbox, type Sandbox } from "../../src/sandbox/index.ts";
import { logged } from "./logged.ts";
import { type Program, test, toolResult, withApi } from "./program.ts";
import { asSandbox, type Respond } from "./served-api.ts";

/** The writes of an audit log of which the last line says that they were made. */
const writtenIn = async (log: string) =>
  [...new Map((await logged(log)).map((line) => [line.write_id, line])).values()].filter(({ outcome }) => outcome === "written");

const planIn = (text: string) => /apply_plan \{"plan_id": "([^"]+)"\}/.exec(text)?.[1] ?? "";

/** The sandbox; the process that asks is killed after the write of this number was carried out, before its answer is there. */
const deadlyAfter = (sandbox: Sandbox, writes: number, program: () => Program): Respond => {
  let begun = 0;
  return async (request, bindings) => {
    // Counted as they come: several may be answered at the same moment.
    const isLast = request.method === "POST" && ++begun === writes;
    const answer = await asSandbox(sandbox)(request, bindings);
    if (isLast) {
      program().child.kill("SIGKILL");
      await program().ended;
    }
    return answer;
  };
};

/** 20 new people, and everybody who is there already with a new title. */
const rowsFor = (sandbox: Sandbox) => [
  ...Array.from({ length: 20 }, (_, at) => ({ name: `Zoltan Newcomer${at}`, email: `zoltan${at}@newcomers.example` })),
  ...[...sandbox.contacts().keys()].map((id) => ({ id, title: "Head of everything" })),
];

describe.concurrent("a plan whose process is killed half-way", () => {
  for (const killedAt of [1, 29])
    test(`goes on in another by the same ID, and every row is written once: killed at write ${killedAt}`, async ({ start, folder }) => {
      const sandbox = createSandbox({ contacts: 10, rateLimit: Number.POSITIVE_INFINITY });
      const log = join(folder, "audit.jsonl");
      let first: Program | undefined;
      const api = await start.api(deadlyAfter(sandbox, killedAt, () => first as Program));
      const env = withApi(api, {
        LIGHTFIELD_CACHE: "on",
        LIGHTFIELD_CACHE_DIR: join(folder, "cache"),
        LIGHTFIELD_AUDIT_LOG: log,
        LIGHTFIELD_HIDE_FIELDS: "notes",
      });
      first = start.program({ env });
      await first.initialize();
      const { text } = await first.call("import_contacts", { rows: rowsFor(sandbox) });
      expect(text).toContain("Plan: 20 to create, 10 to update.");
      const plan_id = planIn(text);
      first.send("tools/call", { name: "apply_plan", arguments: { plan_id } });
      expect((await first.ended).signal).toBe("SIGKILL");
      await api.deserted();

      const second = await start.connect({ env });
      const applied = await second.call("apply_plan", { plan_id });
      expect(applied).toMatchObject({ isError: false, text: expect.stringMatching(/30 of 30 written/) });
      const contacts = [...sandbox.contacts().values()];
      expect(contacts).toHaveLength(30);
      expect(new Set(contacts.map(({ fields }) => String(fields.$email?.value))).size).toBeGreaterThanOrEqual(20);
      expect(contacts.filter(({ fields }) => fields.$title?.value === "Head of everything")).toHaveLength(10);
      const updates = sandbox.requests.filter(({ method, path }) => method === "POST" && path.startsWith("/v1/contacts/"));
      expect(new Set(updates.map(({ path }) => path)).size).toBe(updates.length);
      expect(second.stderr()).not.toContain("Warning");
      expect(await second.call("apply_plan", { plan_id })).toMatchObject({ text: expect.stringMatching(/^This plan was applied already/) });

      // Whoever has only the log can tell and take back all of it.
      const entries = await writtenIn(log);
      expect(new Set(entries.map(({ contact }) => contact)).size).toBe(30);
      expect(entries).toHaveLength(30);
      expect(await readFile(log, "utf8")).not.toContain("sk_lf_");
      if (process.platform !== "win32") expect((await stat(log)).mode & 0o777).toBe(0o600);
      await second.client.close();
      const third = await start.connect({ env });
      const batch = entries[0]?.batch_id ?? "";
      expect((await third.call("list_writes")).text).toMatch(new RegExp(`${batch} .* import_contacts: 30 of 30 written`));
      const undo_id = planIn((await third.call("undo_write", { write_id: batch })).text);
      expect((await third.call("apply_plan", { plan_id: undo_id })).text).toMatch(/30 of 30 undone/);
      expect(sandbox.contacts().size).toBe(10);
      expect([...sandbox.contacts().values()].filter(({ fields }) => fields.$title?.value === "Head of everything")).toHaveLength(0);
      expect(await writtenIn(log)).toHaveLength(60);
    });
});

test.concurrent("a create whose process is killed before the answer comes is made once, though no list shows it when another is asked the same", async ({
  start,
  folder,
}) => {
  const sandbox = createSandbox({ contacts: 20, rateLimit: Number.POSITIVE_INFINITY, indexLagMs: 3_600_000 });
  let first: Program | undefined;
  const api = await start.api(deadlyAfter(sandbox, 1, () => first as Program));
  const env = withApi(api, { LIGHTFIELD_CACHE: "on", LIGHTFIELD_CACHE_DIR: folder });
  const call = { name: "create_contact", arguments: { fields: { name: "Dana Newcomer", email: ["dana@newcomers.example"] } } };
  first = start.program({ env });
  await first.initialize();
  first.send("tools/call", call);
  expect((await first.ended).signal).toBe("SIGKILL");
  await api.deserted();
  expect(sandbox.contacts().size).toBe(21);
  const second = await start.connect({ env });
  expect((await second.call(call.name, call.arguments)).text).toMatch(/^Created Dana Newcomer/);
  expect(sandbox.contacts().size).toBe(21);
});

describe.concurrent("consent", () => {
  const env = { LIGHTFIELD_SANDBOX: "1", LIGHTFIELD_CONFIRM_WRITES: "always" };
  const DANA = { fields: { name: "Dana Newcomer", email: ["dana@newcomers.example"] } };

  test("is asked for by a question, and by a second call where the answer comes faster than a person can read", async ({ start }) => {
    const questions: string[] = [];
    const connection = await start.connect({ env }, (question) => {
      questions.push(question);
      return "accept";
    });
    const created = await connection.call("create_contact", DANA);
    expect(questions).toEqual([expect.stringMatching(/^Create Dana Newcomer\?\nName: Dana Newcomer\nEmail: dana@newcomers\.example/)]);
    expect(created.isError).toBe(false);
    // A busy computer takes as long for an answer as a person.
    if (created.text.startsWith("Created")) return;
    expect(created.text).toContain("The user could not be asked");
    expect((await connection.call("list_writes")).text).toMatch(/^0 writes/);
    expect((await connection.call("apply_plan", { plan_id: planIn(created.text) })).text).toMatch(/^Created Dana Newcomer/);
    expect(questions).toHaveLength(1);
  });

  test("is a second call where the client cannot ask", async ({ start }) => {
    const connection = await start.connect({ env });
    const { isError, text } = await connection.call("create_contact", DANA);
    expect(isError).toBe(false);
    expect(text).toMatch(/^Would create Dana Newcomer:/);
    expect((await connection.call("list_writes")).text).toMatch(/^0 writes/);
    expect((await connection.call("apply_plan", { plan_id: planIn(text) })).text).toMatch(/^(?:Created|Updated) .+\. Write w\w{6}\.\n/);
  });
});

test.concurrent("progress only grows, whatever a call counts, and is told to its end before the answer", async ({ start }) => {
  const sandbox = createSandbox({ contacts: 100, rateLimit: Number.POSITIVE_INFINITY });
  const program = start.program({ env: withApi(await start.api(asSandbox(sandbox))) });
  await program.initialize();
  const rows = [...sandbox.contacts().keys()].slice(0, 20).map((id) => ({ id, title: "Head of everything" }));
  const told = async (name: string, args: Record<string, unknown>) => {
    const answer = await program.request("tools/call", { name, arguments: args, _meta: { progressToken: name } });
    // The SDK's own client loses what it reads together with the answer.
    const before = program.messages.slice(0, program.messages.indexOf(answer));
    const progress = before.flatMap(({ params }) => (params?.progressToken === name ? [Number(params.progress)] : []));
    expect(progress.length).toBeGreaterThan(0);
    expect(progress).toEqual([...new Set(progress)].toSorted((one, other) => one - other));
    return { progress, text: toolResult(answer.result).text };
  };
  const { text } = await told("import_contacts", { rows });
  const { progress } = await told("apply_plan", { plan_id: planIn(text) });
  expect(progress.at(-1), text).toBe(20);
});

test.concurrent("a key that may create alone can apply what it may plan, and no other", async ({ start }) => {
  const scopes = ["contacts:read", "contacts:create", "accounts:read", "members:read"];
  const sandbox = createSandbox({ contacts: 5, rateLimit: Number.POSITIVE_INFINITY, scopes });
  const connection = await start.connect({ env: withApi(await start.api(asSandbox(sandbox))) });
  await connection.call("get_contact_definitions");
  const [id] = sandbox.contacts().keys();
  const both = await connection.call("import_contacts", { rows: [{ name: "Robin Newcomer" }, { id, title: "Head of everything" }] });
  const { isError, text } = await connection.call("apply_plan", { plan_id: planIn(both.text) });
  expect(isError).toBe(true);
  expect(text).toMatch(/Stopped: the API answered 403 .*contacts:update/);
  const one = await connection.call("import_contacts", { rows: [{ name: "Dana Newcomer" }] });
  expect((await connection.call("apply_plan", { plan_id: planIn(one.text) })).text).toMatch(/^(?:Created|Updated) .+\. Write w\w{6}\.\n/);
});

test.concurrent("what writes is neither offered nor done where the server is read-only", async ({ start }) => {
  const connection = await start.connect({ env: { LIGHTFIELD_SANDBOX: "1", LIGHTFIELD_READ_ONLY: "1" } });
  const { tools } = await connection.client.listTools();
  expect(tools.every(({ annotations }) => annotations?.readOnlyHint)).toBe(true);
  for (const name of ["import_contacts", "update_contacts", "apply_plan", "undo_write"])
    expect(await connection.call(name, { plan_id: "plan_1" })).toMatchObject({
      isError: true,
      text: expect.stringContaining("LIGHTFIELD_READ_ONLY"),
    });
});

import { join } from "node:path";
import { describe, expect } from "vitest";
import { createSandbox } from "../../src/sandbox/index.ts";
import { logged } from "./logged.ts";
import { test as base, type Program, SIGNALS_ARRIVE, type Started, withApi } from "./program.ts";
import { aGate, asSandbox, hanging, isWrite, type Respond, type ServedApi } from "./served-api.ts";

const test = base.extend<{ log: string; keeping: (api: ServedApi) => Readonly<Record<string, string>> }>({
  log: async ({ folder }, use) => use(join(folder, "audit.jsonl")),
  /** Environment for an API, with an audit log, and a cache that lies beside it. */
  keeping: async ({ log }, use) =>
    use((api) => withApi(api, { LIGHTFIELD_AUDIT_LOG: log, LIGHTFIELD_CACHE: "on", LIGHTFIELD_CACHE_DIR: join(log, "..", "cache") })),
});

/** The ways in which a client ends a server. */
const ENDINGS: readonly [string, (program: Program) => void][] = [
  ["the end of stdin", ({ child }) => child.stdin.end()],
  ...(["SIGTERM", "SIGINT", "SIGHUP"] as const)
    .filter(() => SIGNALS_ARRIVE)
    .map((signal): [string, (program: Program) => void] => [signal, ({ child }) => child.kill(signal)]),
];

/** Signals are alike to the program once it has got them. */
const END_AND_SIGNAL = ENDINGS.slice(0, 2);

/** How long the program waits at most for what is under way. What it says it waited is judged: how long a process takes to end is the computer's affair. */
const PATIENCE_MS = 2000;

const LOGGED = { LIGHTFIELD_LOG_LEVEL: "info" };

/** How long in ms the program waited after `ending`, by its own log. Its exit code must be 0. */
async function waitedMs(program: Program, ending: (program: Program) => void): Promise<number> {
  ending(program);
  expect(await program.ended).toEqual({ code: 0, signal: null });
  expect(program.strayLines).toEqual([]);
  return Number(/Ended at .* after waiting (\d+) ms/.exec(program.stderr)?.[1]);
}

const LATE = { fields: { email: ["late@new.example"] } };
const CREATE = ["tools/call", { name: "create_contact", arguments: LATE }] as const;
const LIST = ["tools/call", { name: "list_contacts", arguments: { limit: 1 } }] as const;

/** Answers as the sandbox does, but to requests of one method only when the gate opens. */
const holding =
  (method: string, gate: Promise<void>, sandbox = createSandbox({ contacts: 5 })): Respond =>
  async (request, bindings) => {
    const { pathname } = new URL(request.url);
    const answer = await asSandbox(sandbox)(request, bindings);
    if (request.method === method && (method === "POST" || pathname === "/v1/contacts")) await gate;
    return answer;
  };

test.concurrent.for(ENDINGS)("at %s the program ends with exit code 0 at once when idle, even if the API hangs", async ([, ending], { start }) => {
  const program = start.program({ env: { ...withApi(await start.api(hanging)), ...LOGGED } });
  await program.initialize();
  expect(await waitedMs(program, ending)).toBeLessThan(PATIENCE_MS / 2);
  expect(program.stderr).toMatch(/^lightfield-contacts-mcp info: Ended at .*\n$/);
});

describe.concurrent.each(END_AND_SIGNAL)("at %s the program ends with exit code 0", (_name, ending) => {
  test("and finishes a write that is under way, up to the log and the cache", async ({ start, log, keeping }) => {
    const sandbox = createSandbox({ contacts: 5, faults: { kinds: ["slow"], slowMs: 500, only: "writes" } });
    const api = await start.api(asSandbox(sandbox));
    const program = start.program({ env: keeping(api) });
    await program.initialize();
    program.send(...CREATE);
    const write = await api.request(isWrite);
    ending(program);
    // Whoever is in a hurry asks twice.
    ending(program);
    await waitedMs(program, ending);
    expect(await write.over).toBe("answered");
    expect(sandbox.contacts().size).toBe(6);
    expect(program.stderr).not.toContain(" error: ");
    const lines = await logged(log);
    expect(lines).toMatchObject([{ outcome: "unknown" }, { outcome: "written", contact: [...sandbox.contacts().keys()].at(-1) }]);
    expect(new Set(lines.map(({ write_id }) => write_id)).size).toBe(1);
    // The key is kept only for a create of which that is not known.
    const later = await start.connect({ env: keeping(api) });
    expect((await later.call("create_contact", LATE)).text).toContain("exists already");
  });

  test("after two seconds when a write gets no answer, says so, and the next session finds out", async ({ start, log, keeping }) => {
    const sandbox = createSandbox({ contacts: 5 });
    const gate = aGate();
    const api = await start.api(holding("POST", gate.opened, sandbox));
    const program = start.program({ env: { ...keeping(api), ...LOGGED } });
    await program.initialize();
    program.send(...CREATE);
    await api.request(isWrite);
    const ms = await waitedMs(program, ending);
    expect(ms).toBeGreaterThanOrEqual(PATIENCE_MS - 10);
    expect(ms).toBeLessThan(PATIENCE_MS * 1.5);
    expect(program.stderr).toMatch(/Ended during a write: its outcome is unknown, and the audit log says so/);
    await expectFoundOut(start, log, keeping(api), gate.open);
    expect(sandbox.contacts().size).toBe(6);
  });
});

/** Of a create that was carried out, and of which the log says no more than that it was to be sent. */
async function expectFoundOut(start: Started, log: string, env: Readonly<Record<string, string>>, answersCome: () => void) {
  const [line, ...others] = await logged(log);
  expect(line).toMatchObject({ action: "create", outcome: "unknown" });
  expect(others).toEqual([]);
  answersCome();
  const later = await start.connect({ env });
  expect((await later.call("list_writes")).text).toContain(`${line?.write_id} `);
  expect((await later.call("list_writes")).text).toContain("outcome unknown");
  expect((await later.call("undo_write", { write_id: line?.write_id })).text).toMatch(
    /Not undone: it is not known whether the write w\w{6} was made\. Look for the contact/,
  );
  expect((await later.call("create_contact", LATE)).text).toMatch(/^Created /);
  const listed = (await later.call("list_writes")).text;
  expect(listed).toMatch(/^1 write since/);
  expect(listed).not.toContain("is not known");
}

test.concurrent("a kill while a write is under way leaves a line in the log, by which the next session finds out", async ({
  start,
  log,
  keeping,
}) => {
  const sandbox = createSandbox({ contacts: 5 });
  const gate = aGate();
  const api = await start.api(holding("POST", gate.opened, sandbox));
  const program = start.program({ env: keeping(api) });
  await program.initialize();
  program.send(...CREATE);
  await api.request(isWrite);
  program.child.kill("SIGKILL");
  expect((await program.ended).signal).toBe("SIGKILL");
  await expectFoundOut(start, log, keeping(api), gate.open);
  expect(sandbox.contacts().size).toBe(6);
});

// One after the other: the program waits two seconds at most for the writes that are under way.
test.for(END_AND_SIGNAL)("at %s a plan stops between rows, and the next session goes on", async ([, ending], { start, log, keeping }) => {
  const sandbox = createSandbox({ contacts: 5, faults: { kinds: ["slow"], slowMs: 300, only: "writes" } });
  const api = await start.api(asSandbox(sandbox));
  const program = start.program({ env: keeping(api) });
  await program.initialize();
  const rows = Array.from({ length: 30 }, (_, at) => ({ name: `Zoltan Newcomer${at}`, email: `zoltan${at}@newcomers.example` }));
  const plan_id = /"plan_id": "([^"]+)"/.exec((await program.call("import_contacts", { rows })).text)?.[1];
  program.send("tools/call", { name: "apply_plan", arguments: { plan_id } });
  await api.request(() => api.requests.filter(isWrite).length >= 5);
  await waitedMs(program, ending);
  const sent = api.requests.filter(isWrite).length;
  expect(sent).toBeLessThan(30);
  const made = sandbox.contacts().size - 5;
  expect(made).toBe(sent);
  expect((await logged(log)).filter(({ outcome }) => outcome === "written")).toHaveLength(made);
  sandbox.setFaults(undefined);
  const later = await start.connect({ env: keeping(api) });
  expect((await later.call("apply_plan", { plan_id })).text).toContain("30 of 30 written");
  // What was done before is known from the disk: nothing is sent twice.
  expect(api.requests.filter(isWrite)).toHaveLength(30);
  expect(sandbox.contacts().size).toBe(35);
});

describe.concurrent("the end of a client", () => {
  test("what was asked before the end of stdin is answered", async ({ start }) => {
    const gate = aGate();
    const api = await start.api(holding("GET", gate.opened));
    const program = start.program({ env: withApi(api) });
    await program.initialize();
    const ids = [program.send(...LIST), program.send("ping"), program.send("tools/list")];
    const list = await api.request(({ path }) => path === "/v1/contacts");
    program.child.stdin.end(gate.open);
    expect(await program.ended).toEqual({ code: 0, signal: null });
    expect(await list.over).toBe("answered");
    for (const id of ids) expect(program.messages.find((message) => message.id === id)).toHaveProperty("result");
  });

  test("a read that gets no answer does not hold the program longer than two seconds after the end of stdin, nor at all after a signal", async ({
    start,
  }) => {
    const api = await start.api(holding("GET", new Promise(() => undefined)));
    const ms = await Promise.all(
      ENDINGS.map(async ([, ending]) => {
        const program = start.program({ env: { ...withApi(api), ...LOGGED } });
        await program.initialize();
        program.send(...LIST);
        await api.request(() => api.requests.filter(({ path }) => path === "/v1/contacts").length === ENDINGS.length);
        return waitedMs(program, ending);
      }),
    );
    expect(ms[0]).toBeLessThan(PATIENCE_MS * 1.5);
    expect(Math.max(...ms.slice(1))).toBeLessThan(PATIENCE_MS / 2);
  });

  test("a closed stdout ends the program quietly, however much is still to be written", async ({ start }) => {
    const program = start.program({ args: ["--sandbox", "--log-level", "debug"] });
    await program.initialize();
    const { child } = program;
    const closed = new Promise((resolve) => child.stdout.once("close", resolve));
    child.stdout.destroy();
    await closed;
    for (let n = 0; n < 50; n++) program.send("tools/list");
    program.line("not json");
    program.send(...LIST);
    expect(await program.ended).toEqual({ code: 0, signal: null });
    expect(program.stderr).not.toMatch(/EPIPE|TypeError|RangeError|\n +at /);
  });

  test("a closed stderr disturbs nothing", async ({ start }) => {
    const program = start.program({ args: ["--log-level", "debug"], env: { LIGHTFIELD_TIMEZONE: "Mars/Base" } });
    const closed = new Promise((resolve) => program.child.stderr.once("close", resolve));
    program.child.stderr.destroy();
    await closed;
    await program.initialize();
    for (let n = 0; n < 20; n++) program.line("not json");
    expect(await program.call("list_contacts")).toMatchObject({ isError: true });
    expect(await program.end()).toEqual({ code: 0, signal: null });
  });

  test("the program ends without an initialize, too", async ({ start }) => {
    const program = start.program({ args: ["--sandbox"] });
    expect(await program.end()).toEqual({ code: 0, signal: null });
    expect(program.stdout + program.stderr).toBe("");
  });

  test("stdout holds JSON-RPC alone at the chattiest log level, and stderr the log", async ({ start }) => {
    const sandbox = createSandbox({ contacts: 5, faults: { every: 2, kinds: ["503"] } });
    const program = start.program({ args: ["--log-level", "debug"], env: withApi(await start.api(asSandbox(sandbox))) });
    await program.initialize();
    program.line("not json");
    await program.call("list_contacts");
    await program.call("retrieve_contact", { id: "con_none" });
    expect(await program.end()).toEqual({ code: 0, signal: null });
    expect(program.strayLines).toEqual([]);
    expect(program.stderr).toMatch(/^lightfield-contacts-mcp debug: The line is not JSON$/m);
    expect(program.stderr).toMatch(/^lightfield-contacts-mcp info: retrieve_contact failed: ApiError$/m);
  });
});

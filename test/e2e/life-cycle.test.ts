import { describe, expect } from "vitest";
import { createSandbox } from "../../src/sandbox/index.ts";
import { type Program, test, withApi } from "./program.ts";
import { aGate, asSandbox, hanging, isWrite, type Respond } from "./served-api.ts";

/** The ways in which a client ends a server. */
const ENDINGS: readonly [string, (program: Program) => void][] = [
  ["the end of stdin", ({ child }) => child.stdin.end()],
  ["SIGTERM", ({ child }) => child.kill("SIGTERM")],
  ["SIGINT", ({ child }) => child.kill("SIGINT")],
];

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

const CREATE = ["tools/call", { name: "create_contact", arguments: { fields: { email: ["late@new.example"] } } }] as const;
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

describe.concurrent.each(ENDINGS)("at %s the program ends with exit code 0", (_name, ending) => {
  test("at once when idle, even if the API hangs", async ({ start }) => {
    const program = start.program({ env: { ...withApi(await start.api(hanging)), ...LOGGED } });
    await program.initialize();
    expect(await waitedMs(program, ending)).toBeLessThan(PATIENCE_MS / 2);
    expect(program.stderr).toMatch(/^lightfield-contacts-mcp info: Ended at .*\n$/);
  });

  test("and finishes a write that is under way", async ({ start }) => {
    const sandbox = createSandbox({ contacts: 5, faults: { kinds: ["slow"], slowMs: 500, only: "writes" } });
    const api = await start.api(asSandbox(sandbox));
    const program = start.program({ env: withApi(api) });
    await program.initialize();
    program.send(...CREATE);
    const write = await api.request(isWrite);
    await waitedMs(program, ending);
    expect(await write.over).toBe("answered");
    expect(sandbox.contacts().size).toBe(6);
    expect(program.stderr).toBe("");
  });

  test("after two seconds when a write gets no answer, and says so", async ({ start }) => {
    const api = await start.api(holding("POST", new Promise(() => undefined)));
    const program = start.program({ env: { ...withApi(api), ...LOGGED } });
    await program.initialize();
    program.send(...CREATE);
    await api.request(isWrite);
    const ms = await waitedMs(program, ending);
    expect(ms).toBeGreaterThanOrEqual(PATIENCE_MS - 10);
    expect(ms).toBeLessThan(PATIENCE_MS * 1.5);
    expect(program.stderr).toMatch(/Ended while a write was under way: whether it was written is not known/);
  });
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

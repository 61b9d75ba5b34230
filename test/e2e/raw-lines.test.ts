import { describe, expect } from "vitest";
import { type Program, SIGNALS_ARRIVE, test, toolResult } from "./program.ts";

const MIB = 1024 * 1024;

/** A request padded to a length in bytes. */
function ping(id: number | string, bytes: number): string {
  const [head, tail] = [`{"jsonrpc":"2.0","id":${JSON.stringify(id)},"method":"ping","params":{"_meta":{"padding":"`, `"}}}`];
  return head + "x".repeat(bytes - head.length - tail.length) + tail;
}

/** The answers without an ID of a request, as they stand. */
const refusals = ({ messages }: Program) => messages.filter(({ id }) => id === null).map(({ error }) => error?.code);

const expectServing = async (program: Program) => expect(await program.request("ping")).toMatchObject({ result: {} });

describe.concurrent("raw lines", () => {
  test("a malformed line gets a parse error, and the next line is served", async ({ start }) => {
    const program = start.program({ args: ["--sandbox"] });
    await program.initialize();
    for (const line of ["{", "not json", '{"jsonrpc":"2.0","id":9,"method":"ping"', "\u0000", "\ufeff{}", "]"]) program.line(line);
    await expectServing(program);
    expect(refusals(program)).toEqual(Array(6).fill(-32700));
    expect(await program.end()).toEqual({ code: 0, signal: null });
    expect(program.strayLines).toEqual([]);
    expect(program.stderr).toBe("");
  });

  test("JSON that is no message is refused, under its ID where it has one", async ({ start }) => {
    const program = start.program({ args: ["--sandbox"] });
    await program.initialize();
    program.line([{ jsonrpc: "2.0", id: 50, method: "ping" }]);
    for (const line of [
      "null",
      "1",
      '"ping"',
      "[]",
      "{}",
      '{"jsonrpc":"2.0","id":{},"method":"ping"}',
      '{"jsonrpc":"2.0","id":null,"method":"ping"}',
    ]) {
      program.line(line);
    }
    program.line({ jsonrpc: "1.0", id: 51, method: "ping" });
    program.line({ id: "fifty-two", method: "ping" });
    expect(await program.answerTo(51)).toMatchObject({ error: { code: -32600 } });
    expect(await program.answerTo("fifty-two")).toMatchObject({ error: { code: -32600 } });
    await expectServing(program);
    expect(refusals(program)).toEqual(Array(8).fill(-32600));
  });

  test("a batch is answered as one list under the revision that has them, after a byte order mark too", async ({ start }) => {
    const program = start.program({ args: ["--sandbox"] });
    const params = { protocolVersion: "2025-03-26", capabilities: {}, clientInfo: { name: "batches", version: "1" } };
    program.line(`\ufeff${JSON.stringify({ jsonrpc: "2.0", id: "hello", method: "initialize", params })}`);
    await program.answerTo("hello");
    const call = { jsonrpc: "2.0", id: "call", method: "tools/call", params: { name: "list_contacts", arguments: { limit: 1 } } };
    program.line([{ jsonrpc: "2.0", method: "notifications/initialized" }, call, { jsonrpc: "2.0", id: "ping", method: "ping" }]);
    await program.until(() => program.strayLines.length > 0);
    const answers = JSON.parse(program.strayLines[0] ?? "") as { id: string; result?: unknown }[];
    expect(answers.map(({ id, result }) => [id, result !== undefined]).toSorted()).toEqual([
      ["call", true],
      ["ping", true],
    ]);
    expect(program.stderr).toBe("");
  });

  test("requests that make no sense are answered, and answers and notifications of that kind are not", async ({ start }) => {
    const program = start.program({ args: ["--sandbox"] });
    await program.initialize();
    const errorOf = async (method: string, params: object) => (await program.request(method, params)).error?.code;
    expect(await errorOf("no/such/method", {})).toBe(-32601);
    expect(await errorOf("tools/call", {})).toBe(-32602);
    expect(await errorOf("tools/call", { name: 7, arguments: [] })).toBe(-32602);
    const unknown = await program.request("tools/call", { name: "no_such_tool" });
    expect(unknown.error).toMatchObject({
      code: -32602,
      message: expect.stringMatching(/^There is no tool "no_such_tool"\. Tools: get_contact_definitions, /),
    });
    program.line({ jsonrpc: "2.0", id: 4711, result: {} });
    program.line({ jsonrpc: "2.0", id: null, error: { code: -32700, message: "no" } });
    program.line({ jsonrpc: "2.0", method: "notifications/no_such" });
    program.line({ jsonrpc: "2.0", method: "notifications/no_such", params: [1] });
    program.line({ jsonrpc: "2.0", method: "notifications/initialized", extra: 1 });
    program.line({ jsonrpc: "1.0", method: "notifications/initialized" });
    program.line({ jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 4711 } });
    program.line("");
    program.line("   ");
    await expectServing(program);
    expect(program.messages.filter(({ id }) => id === 4711 || id === null || id === undefined)).toEqual([]);
  });

  test.for(["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"])(
    "null means that nothing is given, under %s",
    async (protocolVersion, { start }) => {
      const program = start.program({ args: ["--sandbox"], env: { LIGHTFIELD_CONFIRM_WRITES: "always" } });
      const capabilities = { roots: null, sampling: null, elicitation: { form: {}, url: null }, experimental: null };
      const clientInfo = { name: "nulls", title: null, version: "1" };
      const answer = await program.request("initialize", { protocolVersion, capabilities, clientInfo, _meta: null });
      expect(answer.result).toMatchObject({ protocolVersion });
      program.line({ jsonrpc: "2.0", method: "notifications/initialized", params: null });
      expect(await program.request("tools/list", { cursor: null, _meta: { progressToken: null } })).toHaveProperty("result.tools");
      const reference = { ref: { type: "ref/prompt", name: "brief", title: null }, argument: { name: "person", value: "ma" }, context: null };
      expect(await program.request("completion/complete", reference)).toHaveProperty("result.completion");
      const id = program.send("tools/call", { name: "create_contact", arguments: { fields: { title: "CFO" }, relationships: null }, _meta: null });
      const question = await program.message(({ method }) => method === "elicitation/create");
      program.line({ jsonrpc: "2.0", id: question.id, result: { action: "accept", content: null, _meta: null }, error: null });
      expect(toolResult((await program.answerTo(id)).result).text).not.toContain("no answer came");
      expect(refusals(program)).toEqual([]);
    },
  );

  test("an answer to a question that is none of the three counts as none, and as no consent", async ({ start }) => {
    const program = start.program({ args: ["--sandbox"], env: { LIGHTFIELD_CONFIRM_WRITES: "always" } });
    const clientInfo = { name: "odd", version: "1" };
    await program.request("initialize", { protocolVersion: "2025-06-18", capabilities: { elicitation: {} }, clientInfo });
    const id = program.send("tools/call", { name: "create_contact", arguments: { fields: { title: "CFO" } } });
    const question = await program.message(({ method }) => method === "elicitation/create");
    program.line({ jsonrpc: "2.0", id: question.id, result: { action: "yes" } });
    const { text } = toolResult((await program.answerTo(id)).result);
    expect(text).toContain("The user could not be asked (the client's answer was not accept, decline or cancel).");
    expect((await program.call("list_writes")).text).toMatch(/^0 writes/);
  });

  test("a call that is sent twice with one ID is carried out once", async ({ start }) => {
    const program = start.program({ args: ["--sandbox"] });
    await program.initialize();
    const call = { jsonrpc: "2.0", id: "create", method: "tools/call", params: { name: "create_contact", arguments: { fields: { title: "CFO" } } } };
    program.line(call);
    program.line(call);
    expect(await program.answerTo("create")).toMatchObject({ result: { content: [{ text: expect.stringMatching(/^Created/) }] } });
    expect((await program.call("list_writes")).text).toMatch(/^1 write /);
    expect(program.messages.filter(({ id }) => id === "create")).toHaveLength(1);
    expect(refusals(program)).toEqual([-32600]);
  });

  test("arguments nested a hundred thousand deep are refused", async ({ start }) => {
    const program = start.program({ args: ["--sandbox"] });
    await program.initialize();
    const deep = `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`;
    for (const [id, name] of [
      [61, "create_contact"],
      [62, "list_contacts"],
      [63, "retrieve_contact"],
    ] as const) {
      program.line(`{"jsonrpc":"2.0","id":${id},"method":"tools/call","params":{"name":"${name}","arguments":{"fields":${deep}}}}`);
      expect(await program.answerTo(id)).toMatchObject({ result: { isError: true } });
    }
    await expectServing(program);
  });

  test("a line of 9 MiB is served and one of 12 MiB refused under its ID, and so on", async ({ start }) => {
    const program = start.program({ args: ["--sandbox"] });
    await program.initialize();
    program.line(ping("nine", 9 * MIB));
    program.line(ping("twelve", 12 * MIB));
    program.line(`{"method":"ping","params":{"padding":"${"y".repeat(12 * MIB)}"},"jsonrpc":"2.0","id":"last"}`);
    program.line("z".repeat(12 * MIB));
    program.line(ping("nine again", 9 * MIB));
    expect(await program.answerTo("nine again")).toMatchObject({ result: {} });
    expect(await program.answerTo("nine")).toMatchObject({ result: {} });
    expect(await program.answerTo("twelve")).toMatchObject({ error: { code: -32600, message: expect.stringMatching(/more than 10,485,760 bytes/) } });
    expect(await program.answerTo("last")).toMatchObject({ error: { code: -32600 } });
    expect(refusals(program)).toEqual([-32600]);
    expect(await program.end()).toEqual({ code: 0, signal: null });
    expect(program.strayLines).toEqual([]);
  });

  test("a tool's argument of 9 MiB gets a short answer", async ({ start }) => {
    const program = start.program({ args: ["--sandbox"] });
    await program.initialize();
    const { isError, text } = await program.call("retrieve_contact", { id: "x".repeat(9 * MIB) });
    expect(isError).toBe(true);
    expect(text.length).toBeLessThan(1000);
  });

  describe("answers that nobody reads", () => {
    const REQUESTS = 200;

    /** A program that has more to answer than the pipe holds, and a client that does not read. */
    async function stuck(program: Program): Promise<readonly number[]> {
      await program.initialize();
      program.child.stdout.pause();
      return Array.from({ length: REQUESTS }, () => program.send("tools/list"));
    }

    test("are written once somebody does, every one", async ({ start }) => {
      const program = start.program({ args: ["--sandbox"] });
      const ids = await stuck(program);
      program.child.stdout.resume();
      for (const id of ids) expect((await program.answerTo(id)).result).toBeDefined();
      expect(await program.end()).toEqual({ code: 0, signal: null });
    });

    test.for<[string, (program: Program) => void]>([
      ...(SIGNALS_ARRIVE ? [["a signal", ({ child }: Program) => void child.kill("SIGTERM")] as [string, (program: Program) => void]] : []),
      [
        "the end of the client",
        ({ child }) => {
          child.stdin.destroy();
          child.stdout.destroy();
        },
      ],
    ])("keep the program from ending at %s no longer than others do", async ([, ending], { start }) => {
      const program = start.program({ args: ["--sandbox"] });
      await stuck(program);
      ending(program);
      expect(await program.ended).toEqual({ code: 0, signal: null });
      expect(program.stderr).toBe("");
    });
  });

  test("a last line without an end is served", async ({ start }) => {
    const program = start.program({ args: ["--sandbox"] });
    await program.initialize();
    program.child.stdin.write(
      'not json\n{"jsonrpc":"2.0","id":"last","method":"tools/call","params":{"name":"list_contacts","arguments":{"limit":1}}}',
    );
    expect(await program.end()).toEqual({ code: 0, signal: null });
    expect(await program.answerTo("last").catch(() => program.stdout)).toMatchObject({
      result: { content: [{ text: expect.stringMatching(/^1 of 500/) }] },
    });
    expect(refusals(program)).toEqual([-32700]);
  });

  test("letters that are cut by the chunks of the pipe arrive whole", async ({ start }) => {
    const program = start.program({ args: ["--sandbox"] });
    await program.initialize();
    // A chunk of the pipe has at most 64 KiB, which is no multiple of the letter's three bytes.
    const id = "愛".repeat(100_000);
    program.line(`${JSON.stringify({ jsonrpc: "2.0", id, method: "ping" })}\r`);
    expect(await program.answerTo(id)).toMatchObject({ result: {} });
    expect(program.messages).toHaveLength(2);
  });
});

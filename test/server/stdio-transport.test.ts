import { PassThrough, Writable } from "node:stream";
import type { JSONRPCMessage } from "@modelcontextprotocol/sdk/types.js";
import { expect, test } from "vitest";
import { StdioTransport } from "../../src/server/stdio-transport.ts";

const LIMIT = 10 * 1024 * 1024;

/** A transport between two streams of the test. */
async function started(output: Writable = new PassThrough()) {
  const input = new PassThrough();
  const transport = new StdioTransport(input, output);
  const received: JSONRPCMessage[] = [];
  const events: string[] = [];
  transport.onmessage = (message) => received.push(message);
  transport.oninputend = () => events.push("input end");
  transport.onclose = () => events.push("close");
  transport.onerror = ({ message }) => events.push(message);
  await transport.start();
  return {
    transport,
    input,
    received,
    events,
    /** Hands over a chunk and waits until it was read. */
    async push(text: string | Buffer) {
      const read = new Promise((resolve) => input.once("data", resolve));
      input.write(text);
      await read;
    },
    sent: () =>
      (output instanceof PassThrough ? [...chunksIn(output)].join("") : "")
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
  };
}

/** What a stream holds. From Node.js 26 on, each read returns one chunk. */
function* chunksIn(stream: PassThrough): Generator<Buffer> {
  for (let chunk: Buffer | null = stream.read(); chunk !== null; chunk = stream.read()) yield chunk;
}

const ping = (id: number | string) => ({ jsonrpc: "2.0", id, method: "ping" }) as const;
const result = (id: number | string) => ({ jsonrpc: "2.0", id, result: {} }) as const;
const INITIALIZED = { jsonrpc: "2.0", method: "notifications/initialized" } as const;

/** Whether a promise has settled by now. */
const settled = async (promise: Promise<unknown>) => Promise.race([promise.then(() => true), new Promise((resolve) => setImmediate(resolve, false))]);

test("messages are read and written a line each", async () => {
  const { transport, push, received, sent } = await started();
  await push(`${JSON.stringify(ping(1))}\n${JSON.stringify(ping("b"))}\r\n\n`);
  expect(received).toEqual([ping(1), ping("b")]);
  await transport.send({ jsonrpc: "2.0", id: 1, result: { text: "two\nlines" } });
  expect(sent()).toEqual([{ jsonrpc: "2.0", id: 1, result: { text: "two\nlines" } }]);
});

test.each([
  ["no JSON", "{", { code: -32700, message: "The line is not JSON" }, null],
  ["JSON that is no message", '{"id":3}', { code: -32600, message: "The line is JSON but not a JSON-RPC 2.0 message" }, 3],
  [
    "a batch before a revision is agreed on",
    '[{"jsonrpc":"2.0","id":1,"method":"ping"}]',
    {
      code: -32600,
      message: expect.stringMatching(/^Only protocol revision 2025-03-26 has batches, and this connection has no revision yet: /),
    },
    null,
  ],
  ["an ID that is none", '{"jsonrpc":"2.0","id":[1],"method":"ping"}', { code: -32600 }, null],
])("%s is answered with an error", async (_name, line, error, id) => {
  const { push, received, events, sent } = await started();
  await push(`${line}\n${JSON.stringify(ping(9))}\n`);
  expect(sent()).toEqual([{ jsonrpc: "2.0", id, error: expect.objectContaining(error) }]);
  expect(received).toEqual([ping(9)]);
  expect(events).toHaveLength(1);
});

const SAME_ID = "An earlier request with the same ID has no answer yet: use another ID";

test("a request with the ID of one that is open is refused under no ID, and not carried out", async () => {
  const { transport, push, received, sent } = await started();
  const create = { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "create_contact", arguments: {} } } as const;
  await push(`${JSON.stringify(create)}\n${JSON.stringify(create)}\n${JSON.stringify({ ...create, id: "1" })}\n`);
  expect(received).toEqual([create, { ...create, id: "1" }]);
  expect(sent()).toEqual([{ jsonrpc: "2.0", id: null, error: { code: -32600, message: SAME_ID } }]);
  await transport.send(result(1));
  await push(`${JSON.stringify(ping(1))}\n`);
  expect(received.at(-1)).toEqual(ping(1));
});

const initialize = {
  jsonrpc: "2.0",
  id: "hello",
  method: "initialize",
  params: { protocolVersion: "1", capabilities: {}, clientInfo: { name: "x", version: "1" } },
};

/** A transport on which a revision of the protocol is agreed on. */
async function speaking(protocolVersion: string, output?: Writable) {
  const started_ = await started(output);
  await started_.push(`${JSON.stringify(initialize)}\n`);
  await started_.transport.send({
    jsonrpc: "2.0",
    id: "hello",
    result: { protocolVersion, capabilities: {}, serverInfo: { name: "x", version: "1" } },
  });
  started_.sent();
  started_.received.length = 0;
  return started_;
}

test("under 2025-03-26 a batch is answered as one list, in whatever order its answers come", async () => {
  const { transport, push, received, sent } = await speaking("2025-03-26");
  const cancel = { jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 3 } };
  await push(
    `${JSON.stringify([ping(1), 7, { jsonrpc: "2.0", id: 2, method: "tools/call", params: {} }, ping(3), ping("last"), ping(1), cancel])}\n`,
  );
  expect(received).toEqual([ping(1), ping(3), ping("last"), cancel]);
  const answered = transport.answered();
  void transport.send(result("last"));
  expect(sent()).toEqual([]);
  expect(await settled(answered)).toBe(false);
  await transport.send(result(1));
  expect(await settled(answered)).toBe(true);
  expect(sent()).toEqual([
    [
      { jsonrpc: "2.0", id: null, error: { code: -32600, message: "The line is JSON but not a JSON-RPC 2.0 message" } },
      { jsonrpc: "2.0", id: 2, error: { code: -32602, message: "tools/call: params.name is missing and must be text." } },
      { jsonrpc: "2.0", id: null, error: { code: -32600, message: SAME_ID } },
      result("last"),
      result(1),
    ],
  ]);
});

test("of a batch without requests nothing is answered, and of one without messages that it is empty", async () => {
  const { push, received, sent } = await speaking("2025-03-26");
  await push(`${JSON.stringify([{ jsonrpc: "2.0", method: "notifications/x" }, result(8)])}\n[]\n`);
  expect(received).toHaveLength(2);
  expect(sent()).toEqual([{ jsonrpc: "2.0", id: null, error: { code: -32600, message: "The batch is empty" } }]);
});

test("a batch of more messages than it may have is refused as a whole, with one error", async () => {
  const { push, received, sent } = await speaking("2025-03-26");
  const pings = (count: number) => Array.from({ length: count }, (_, id) => ping(id));
  await push(`${JSON.stringify(pings(101))}\n[${"0,".repeat(500_000)}0]\n`);
  const refusal = (count: number) => ({
    jsonrpc: "2.0",
    id: null,
    error: { code: -32600, message: `The batch has ${count.toLocaleString("en-US")} messages. Accepted: up to 100` },
  });
  expect(sent()).toEqual([refusal(101), refusal(500_001)]);
  expect(received).toEqual([]);
  await push(`${JSON.stringify(pings(100))}\n`);
  expect(received).toHaveLength(100);
});

test("an answer that cannot be written as JSON is an error of the transport, and the next is written", async () => {
  const { transport, events, sent } = await started();
  await transport.send({ jsonrpc: "2.0", id: 1, result: { count: 1n } });
  await transport.send(result(2));
  expect(events).toEqual([expect.stringMatching(/BigInt/)]);
  expect(sent()).toEqual([result(2)]);
});

test.each(["2024-11-05", "2025-06-18", "2025-11-25"])("under %s a batch is refused, with the reason", async (revision) => {
  const { push, received, sent } = await speaking(revision);
  await push(`${JSON.stringify([ping(1)])}\n`);
  expect(received).toEqual([]);
  const message = `Only protocol revision 2025-03-26 has batches, and this connection uses ${revision}: send each message as a line of its own`;
  expect(sent()).toEqual([{ jsonrpc: "2.0", id: null, error: { code: -32600, message } }]);
});

const call = (params: unknown) => ({ jsonrpc: "2.0", id: 5, method: "tools/call", params });

test.each<[string, unknown, string]>([
  ["no name", call({}), "tools/call: params.name is missing and must be text."],
  ["no params", call(undefined), "tools/call: params.name is missing and must be text."],
  ["params that are a list", call(["x"]), "tools/call: params is a list and must be an object."],
  ["a name that is an empty list", call({ name: [] }), "tools/call: params.name is a list and must be text."],
  ["a name that is null", call({ name: null }), "tools/call: params.name is null and must be text."],
  ["a name that is a number", call({ name: 7 }), "tools/call: params.name is 7 and must be text."],
  ["arguments that are a list", call({ name: "x", arguments: [1] }), "tools/call: params.arguments is a list and must be an object."],
  ["arguments that are text", call({ name: "x", arguments: "id=5" }), 'tools/call: params.arguments is "id=5" and must be an object.'],
  ["no URI", { jsonrpc: "2.0", id: 5, method: "resources/read", params: {} }, "resources/read: params.uri is missing and must be text."],
  [
    "no version and a client that is none",
    { jsonrpc: "2.0", id: 5, method: "initialize", params: { capabilities: {}, clientInfo: 3 } },
    "initialize: params.protocolVersion is missing and must be text; params.clientInfo is 3 and must be an object.",
  ],
  [
    "a cursor that is none",
    { jsonrpc: "2.0", id: 5, method: "tools/list", params: { cursor: 4 } },
    "tools/list: params.cursor is 4 and must be text.",
  ],
  ...["tools/list", "prompts/list", "resources/list", "resources/templates/list"].map((method): [string, unknown, string] => [
    `a cursor that ${method} did not give`,
    { jsonrpc: "2.0", id: 5, method, params: { cursor: "bogus" } },
    `${method}: params.cursor is not valid (the list has one page, so leave it out).`,
  ]),
  [
    "a progress token that is none",
    { jsonrpc: "2.0", id: 5, method: "ping", params: { _meta: { progressToken: {} } } },
    "ping: params._meta.progressToken is not valid (Invalid input).",
  ],
  [
    "a request that is not served with metadata that is none",
    { jsonrpc: "2.0", id: 5, method: "logging/setLevel", params: { _meta: 1 } },
    "The request: params._meta is 1 and must be an object.",
  ],
])("%s is wrong params, in a sentence", async (_name, request, message) => {
  const { push, received, sent } = await started();
  await push(`${JSON.stringify(request)}\n`);
  expect(sent()).toEqual([{ jsonrpc: "2.0", id: 5, error: { code: -32602, message } }]);
  expect(received).toEqual([]);
});

test.each<[string, object, object]>([
  ["null for no params", { ...ping(5), params: null }, ping(5)],
  ["null for no progress token", { ...ping(5), params: { _meta: { progressToken: null } } }, { ...ping(5), params: { _meta: {} } }],
  ["null for no arguments", call({ name: "x", arguments: null, _meta: null }), call({ name: "x" })],
  ["no text for no arguments", call({ name: "x", arguments: "" }), call({ name: "x" })],
  ["JSON text for an object", call({ name: "x", arguments: '{"id":"con_1"}' }), call({ name: "x", arguments: { id: "con_1" } })],
  [
    "no text for no cursor",
    { ...ping(5), method: "tools/list", params: { cursor: "" } },
    { ...ping(5), method: "tools/list", params: { cursor: "" } },
  ],
  [
    "a cursor in a request that is not served",
    { ...ping(5), method: "tasks/list", params: { cursor: "x" } },
    { ...ping(5), method: "tasks/list", params: { cursor: "x" } },
  ],
  ["an empty list for no params", { ...ping(5), params: [] }, { ...ping(5), params: {} }],
  ["an empty list for no arguments", call({ name: "x", arguments: [], _meta: [] }), call({ name: "x", arguments: {}, _meta: {} })],
  [
    "an empty list for no arguments of a prompt",
    { ...call({ name: "x", arguments: [] }), method: "prompts/get" },
    { ...call({ name: "x", arguments: {} }), method: "prompts/get" },
  ],
  [
    "an empty list for no capabilities",
    { ...initialize, params: { ...initialize.params, capabilities: [], clientInfo: { name: "x", version: "1", icons: [] } } },
    { ...initialize, params: { ...initialize.params, clientInfo: { name: "x", version: "1", icons: [] } } },
  ],
  [
    "an empty list for a capability without parts",
    { ...initialize, params: { ...initialize.params, capabilities: { elicitation: [] } } },
    { ...initialize, params: { ...initialize.params, capabilities: { elicitation: {} } } },
  ],
  ["a request with a member that nobody knows", { ...ping(5), extra: 1, result: {} }, ping(5)],
  ["an answer with a member that nobody knows", { ...result(5), extra: 1, params: {} }, result(5)],
  ["a notification with a member that nobody knows", { ...INITIALIZED, params: [], extra: 1 }, { ...INITIALIZED, params: {} }],
  [
    "a task where there are none",
    call({ name: "x", task: { ttl: 1 }, _meta: { progressToken: 1 } }),
    call({ name: "x", _meta: { progressToken: 1 } }),
  ],
])("what means the same is taken: %s", async (_, given, taken) => {
  const { push, received } = await started();
  await push(`${JSON.stringify(given)}\n`);
  expect(received).toEqual([taken]);
});

test("null and empty lists within a tool's arguments are left to the tool", async () => {
  const { push, received } = await started();
  const given = call({ name: "x", arguments: { id: null, fields: { title: null }, groups: [] } });
  await push(`${JSON.stringify(given)}\n`);
  expect(received).toEqual([given]);
});

test.each([
  ["of another version", { ...INITIALIZED, jsonrpc: "1.0" }],
  ["without a version", { method: INITIALIZED.method }],
  ["whose params are a list", { ...INITIALIZED, params: [1] }],
  ["whose params are text", { ...INITIALIZED, params: "x" }],
  ["whose metadata is text", { ...INITIALIZED, params: { _meta: "x" } }],
])("a notification %s is not answered, alone or in a batch", async (_, notification) => {
  const { push, received, events, sent } = await speaking("2025-03-26");
  await push(`${JSON.stringify(notification)}\n${JSON.stringify([notification])}\n`);
  expect(received).toEqual([]);
  expect(sent()).toEqual([]);
  expect(events).toEqual(Array(2).fill("The notification is not valid"));
});

test("an answer that answers nothing is not answered", async () => {
  const { push, received, sent } = await started();
  await push(
    '{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"no"}}\n{"jsonrpc":"2.0","result":{}}\n{"jsonrpc":"2.0","id":1,"error":"no"}\n',
  );
  expect(received).toEqual([]);
  expect(sent()).toEqual([]);
});

test("no error has its code in its text", async () => {
  const { transport, push, sent } = await started();
  await push(`${JSON.stringify(ping(1))}\n`);
  await transport.send({ jsonrpc: "2.0", id: 1, error: { code: -32602, message: "MCP error -32602: There is no tool" } });
  expect(sent()).toEqual([{ jsonrpc: "2.0", id: 1, error: { code: -32602, message: "There is no tool" } }]);
});

test.each([
  [
    "its beginning",
    `{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"create_contact","arguments":{"fields":{"title":"Bürochef"}}}}\n`,
  ],
  ["its end", `{"method":"tools/call","params":{"name":"create_contact","arguments":{"fields":{"title":"Bürochef"}}},"jsonrpc":"2.0","id":5}\n`],
])("a call whose bytes are not UTF-8 is refused under the ID at %s, so that no damaged letter is written", async (_, line) => {
  const { push, received, sent } = await started();
  await push(Buffer.from(line, "latin1"));
  await push(line);
  expect(sent()).toEqual([{ jsonrpc: "2.0", id: 5, error: { code: -32600, message: "The message is not UTF-8" } }]);
  expect(received).toEqual([JSON.parse(line)]);
});

test("a byte order mark before the first line is skipped, and no other", async () => {
  const { push, received, sent } = await started();
  await push(`\ufeff${JSON.stringify(ping(1))}\n\ufeff${JSON.stringify(ping(2))}\n`);
  expect(received).toEqual([ping(1)]);
  expect(sent()).toMatchObject([{ error: { code: -32700 } }]);
});

test("while the output is full nothing is read, and then all of it", async () => {
  const waiting: (() => void)[] = [];
  const output = new Writable({ highWaterMark: 100, write: (_chunk, _encoding, done) => void waiting.push(done) });
  const { transport, input, push, received, events } = await started(output);
  await push(`${JSON.stringify(ping(1))}\n`);
  void transport.send({ jsonrpc: "2.0", id: 1, result: { text: "x".repeat(200) } });
  input.end(`${JSON.stringify(ping(2))}\n`);
  expect(await settled(new Promise(() => undefined))).toBe(false);
  expect(received).toEqual([ping(1)]);
  const ended = new Promise((resolve) => input.once("end", resolve));
  for (const done of waiting.splice(0)) done();
  await ended;
  expect(received).toEqual([ping(1), ping(2)]);
  expect(events).toEqual(["input end"]);
});

const padding = "x".repeat(LIMIT);

test.each<[string, string, string | number | null]>([
  ["first", `{"id":7,"jsonrpc":"2.0","method":"${padding}"}`, 7],
  ["second", `{ "jsonrpc" : "2.0" , "id" : "se\\"ven" , "method":"${padding}"}`, 'se"ven'],
  ["last", `{"method":"ping","params":{"_":"${padding}"},"jsonrpc":"2.0","id":-7}`, -7],
  ["last but one", `{"method":"ping","params":{"_":"${padding}"},"id":7,"jsonrpc":"2.0"}`, null],
  ["only within the parameters", `{"method":"ping","params":{"id":7,"_":"${padding}"}}`, null],
  ["only at the end of the parameters", `{"method":"ping","params":{"_":["${padding}"],"x":{},"id":7}}`, null],
  ["nowhere", padding + padding, null],
  ["first, with an escape that JSON has not", `{"id":"\\q","method":"${padding}"}`, null],
  ["first, with zeros that JSON has not", `{"id":007,"method":"${padding}"}`, null],
  ["first, and of no type for IDs", `{"id":{"a":1},"method":"${padding}"}`, null],
])("a line that is too long is refused, its ID standing %s", async (_name, line, id) => {
  const { push, received, sent } = await started();
  await push(`${line}\n`);
  await push(`${JSON.stringify(ping(9))}\n`);
  expect(sent()).toEqual([{ jsonrpc: "2.0", id, error: { code: -32600, message: `The message has more than ${LIMIT.toLocaleString("en")} bytes` } }]);
  expect(received).toEqual([ping(9)]);
});

test("the end of the input is told once, after its last line", async () => {
  const { input, received, events } = await started();
  const closed = new Promise((resolve) => input.once("close", resolve));
  input.end(JSON.stringify(ping(1)));
  await closed;
  expect(received).toEqual([ping(1)]);
  expect(events).toEqual(["input end"]);
});

test("an input that breaks is an input that ends", async () => {
  const { input, events } = await started();
  const closed = new Promise((resolve) => input.once("close", resolve));
  input.destroy(new Error("EIO"));
  await closed;
  expect(events).toEqual(["input end"]);
});

test("everything is answered once every request has its answer or was cancelled", async () => {
  const { transport, push } = await started();
  expect(await settled(transport.answered())).toBe(true);
  await push([ping(1), ping(2), ping(3)].map((message) => `${JSON.stringify(message)}\n`).join(""));
  const answered = transport.answered();
  await transport.send(result(2));
  await transport.send({ jsonrpc: "2.0", id: 1, error: { code: -32603, message: "no" } });
  await transport.send({ jsonrpc: "2.0", method: "notifications/tools/list_changed" });
  expect(await settled(answered)).toBe(false);
  await push(`${JSON.stringify({ jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 3 } })}\n`);
  expect(await settled(answered)).toBe(true);
});

test("an answer counts only when it is written", async () => {
  let written = () => {};
  const output = new Writable({
    write: (_chunk, _encoding, done) => {
      written = done;
    },
  });
  const { transport, push } = await started(output);
  await push(`${JSON.stringify(ping(1))}\n`);
  const answered = transport.answered();
  void transport.send(result(1));
  expect(await settled(answered)).toBe(false);
  written();
  expect(await settled(answered)).toBe(true);
});

test("an output that is gone fails nothing", async () => {
  const output = new Writable({ write: (_chunk, _encoding, done) => done(Object.assign(new Error("EPIPE"), { code: "EPIPE" })) });
  output.on("error", () => undefined);
  const { transport, push } = await started(output);
  await push("not json\n");
  await transport.send(result(1));
  await transport.send(result(2));
});

test("after close nothing is read any more", async () => {
  const { transport, input, received, events } = await started();
  await transport.close();
  input.write(`${JSON.stringify(ping(1))}\n`);
  expect(await settled(new Promise(() => undefined))).toBe(false);
  expect(received).toEqual([]);
  expect(events).toEqual(["close"]);
});

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
    async push(text: string) {
      const read = new Promise((resolve) => input.once("data", resolve));
      input.write(text);
      await read;
    },
    sent: () =>
      String(output instanceof PassThrough ? (output.read() ?? "") : "")
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
  };
}

const ping = (id: number | string) => ({ jsonrpc: "2.0", id, method: "ping" }) as const;
const result = (id: number | string) => ({ jsonrpc: "2.0", id, result: {} }) as const;

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
  ["JSON that is no message", '{"id":3}', { code: -32600, message: "The line is JSON, but not one JSON-RPC 2.0 message" }, 3],
  ["a batch", '[{"jsonrpc":"2.0","id":1,"method":"ping"}]', { code: -32600 }, null],
  ["an ID that is none", '{"jsonrpc":"2.0","id":[1],"method":"ping"}', { code: -32600 }, null],
])("%s is answered with an error", async (_name, line, error, id) => {
  const { push, received, events, sent } = await started();
  await push(`${line}\n${JSON.stringify(ping(9))}\n`);
  expect(sent()).toEqual([{ jsonrpc: "2.0", id, error: expect.objectContaining(error) }]);
  expect(received).toEqual([ping(9)]);
  expect(events).toHaveLength(1);
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
  expect(sent()).toEqual([{ jsonrpc: "2.0", id, error: { code: -32600, message: `The message has more than ${LIMIT} bytes` } }]);
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

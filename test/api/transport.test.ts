import type { ServerResponse } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { expect, onTestFinished, test } from "vitest";
import { ApiError, NetworkError, ResponseError } from "../../src/api/index.ts";
import { aContact, noBody } from "./fake-fetch.ts";
import { apiOf, json, serve } from "./http-server.ts";

const whole = JSON.stringify(aContact());

test.each<[string, (response: ServerResponse) => void]>([
  ["reset before the answer", (response) => response.socket?.resetAndDestroy()],
  ["closed before the answer", (response) => response.socket?.destroy()],
  [
    "reset within the body",
    (response) => {
      response.writeHead(200, { "content-type": "application/json" }).write(whole.slice(0, 20), () => response.socket?.resetAndDestroy());
    },
  ],
  [
    "shorter than its Content-Length",
    (response) => {
      response.writeHead(200, { "content-length": whole.length }).write(whole.slice(0, 20), () => response.socket?.destroy());
    },
  ],
  ["cut short with a proper end", (response) => response.writeHead(200, { "content-type": "application/json" }).end(whole.slice(0, 20))],
  ["empty", (response) => response.writeHead(200).end()],
  ["a page of a proxy", (response) => response.writeHead(200, { "content-type": "text/html" }).end("<html>Sign in</html>")],
  ["no HTTP", (response) => response.socket?.end("hello\r\n\r\n")],
  ["a switch of protocols", (response) => response.socket?.end("HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n")],
])("an answer that is %s is asked for again, by a write with the same key", async (_name, spoil) => {
  const server = await serve((_received, response, nth) => (nth === 1 ? spoil(response) : json(response, 200, aContact())));
  expect(await apiOf(server).update("con_1", noBody)).toMatchObject({ id: "con_1" });
  expect(server.received).toHaveLength(2);
  expect(server.received[0]?.headers["idempotency-key"]).toBe(server.received[1]?.headers["idempotency-key"]);
});

test("a computer that refuses the connection is a NetworkError with its code, and nothing was sent", async () => {
  const server = createTcpServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  await new Promise((resolve) => server.close(resolve));
  const api = apiOf({ url: new URL(`http://localhost:${port}`) });
  const error = await api.create(noBody).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(NetworkError);
  expect(error).toMatchObject({ code: "ECONNREFUSED", writeOutcome: "not-sent", attempts: 6, retryable: true });
});

test.each<[string, (socket: Socket) => void, object]>([
  ["closes the connection", (socket) => socket.destroy(), { code: "ECONNRESET", attempts: 6, retryable: true }],
  [
    "does not speak TLS",
    (socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"),
    { code: expect.stringMatching(/^ERR_SSL_/), attempts: 1, retryable: false },
  ],
  [
    "refuses the handshake",
    (socket) => socket.end(Buffer.from([21, 3, 3, 0, 2, 2, 40])),
    { code: expect.stringMatching(/^ERR_SSL_.*HANDSHAKE_FAILURE$/), attempts: 1, retryable: false },
  ],
  [
    "has an internal error",
    (socket) => socket.end(Buffer.from([21, 3, 3, 0, 2, 2, 80])),
    { code: expect.stringMatching(/^ERR_SSL_.*INTERNAL_ERROR$/), attempts: 6, retryable: true },
  ],
])("nothing was sent to a server that %s instead of encrypting it", async (_name, answer, expected) => {
  const server = createTcpServer((socket) => socket.on("error", () => undefined).once("data", () => answer(socket)));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const error = await apiOf({ url: new URL(`https://127.0.0.1:${port}`) })
    .create(noBody)
    .catch((reason: unknown) => reason);
  expect(error).toMatchObject({ writeOutcome: "not-sent", ...expected });
});

test.each([301, 302, 303, 307, 308])("a redirect (%i) is refused, and the key goes nowhere else", async (status) => {
  const elsewhere = await serve((_received, response) => json(response, 200, aContact()));
  const server = await serve((_received, response) => {
    response.writeHead(status, { location: `${elsewhere.url.href}v1/contacts/con_1?secret=canary` }).end("canary");
  });
  const api = apiOf(server);
  for (const call of [api.retrieve("con_1"), api.update("con_1", noBody)]) {
    const error = await call.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status, type: "redirect", retryable: false, attempts: 1 });
    expect(String(error)).toContain("redirects are not followed");
    expect(String(error)).not.toContain("canary");
  }
  expect(elsewhere.received).toEqual([]);
});

test("a body larger than 10 MiB is not read to its end, zipped or not", async () => {
  const tooLarge = Buffer.alloc(10 * 1024 * 1024 + 1, " ");
  const server = await serve((_received, response, nth) => {
    response.on("error", () => undefined);
    if (nth === 1) {
      response.writeHead(200).end(tooLarge);
    } else {
      response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(tooLarge));
    }
  });
  // A busy computer takes its time to send and to zip so much.
  const api = apiOf(server, { timeoutMs: 60_000 });
  for (const call of [() => api.retrieve("con_1"), () => api.create(noBody)]) {
    const error = await call().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ResponseError);
    expect(String(error)).toContain("the body is too large for this program");
  }
  expect(server.received).toHaveLength(2);
});

test("a page of 25 large contacts is read", async () => {
  const large = { ...aContact(), fields: { notes: { valueType: "MARKDOWN", value: "é".repeat(100_000) } } };
  const server = await serve((_received, response) => json(response, 200, { data: Array(25).fill(large), totalCount: 25 }));
  const { contacts } = await apiOf(server).list({});
  expect(contacts).toHaveLength(25);
  expect(JSON.stringify([...(contacts[0]?.fields.values() ?? [])])).toBe(JSON.stringify(Object.values(large.fields)));
});

test("a cancelled read closes its connection; a cancelled write that was sent is answered", async () => {
  let answerWrite: () => void = () => undefined;
  let readClosed: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => {
    readClosed = resolve;
  });
  const server = await serve(({ method }, response) => {
    if (method === "GET") {
      response.on("close", readClosed);
    } else {
      answerWrite = () => json(response, 200, aContact());
    }
  });
  const api = apiOf(server);
  const controller = new AbortController();
  const { signal } = controller;
  const read = api.retrieve("con_1", { signal });
  const write = api.update("con_1", noBody, { signal });
  await server.arrived(2);
  controller.abort();
  await expect(read).rejects.toMatchObject({ name: "CancelledError" });
  await closed;
  answerWrite();
  expect(await write).toMatchObject({ id: "con_1" });
});

test("an answer of the sandbox's kind, from a fetch that is deaf to its signal, is cancelled all the same", async () => {
  const api = apiOf({ url: new URL("https://api.lightfield.test") }, { fetch: () => new Promise(() => undefined) });
  const controller = new AbortController();
  const read = api.retrieve("con_1", { signal: controller.signal });
  controller.abort();
  await expect(read).rejects.toMatchObject({ name: "CancelledError" });
});

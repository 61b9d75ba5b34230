import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Server } from "node:net";
import { gzipSync } from "node:zlib";
import { expect, onTestFinished, test, vi } from "vitest";
import { directFetch } from "../../src/api/http-fetch.ts";
import { HttpResponse } from "../../src/api/http-response.ts";

/** The address of a server that runs until the test ends. */
async function served(server: Server, protocol: "http" | "https"): Promise<URL> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
  });
  return new URL(`${protocol}://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

const get = (url: URL, signal = new AbortController().signal) => directFetch(url, { method: "GET", headers: {}, signal, redirect: "manual" });

test("a server that does not complete the connection was not reached", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const server = createTcpServer();
  const connected = once(server, "connection");
  const answer = get(await served(server, "https")).catch((error: unknown) => error);
  // It says nothing, so TLS cannot begin.
  await connected;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await answer).toMatchObject({ message: "fetch failed", cause: { code: "ETIMEDOUT", syscall: "connect" } });
});

test("a connection is kept for the next request, also if the answer takes longer than connecting may", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const server = createHttpServer(async (_request, response) => {
    await vi.advanceTimersByTimeAsync(20_000);
    response.end("late");
  });
  let connections = 0;
  server.on("connection", () => connections++);
  const url = await served(server, "http");
  for (const _ of [1, 2]) expect(await (await get(url)).text()).toBe("late");
  expect(connections).toBe(1);
});

test("an abort ends the answer, too", async () => {
  const server = createHttpServer((_request, response) => response.write("a part"));
  const controller = new AbortController();
  const answer = await get(await served(server, "http"), controller.signal);
  const reason = new Error("no longer needed");
  controller.abort(reason);
  await expect(answer.text()).rejects.toBe(reason);
});

test("an answer that nobody reads can be ended", async () => {
  const server = createHttpServer((_request, response) => response.write("a part"));
  const closed = once(server, "connection").then(([socket]) => once(socket, "close"));
  const answer = await get(await served(server, "http"));
  if (!(answer instanceof HttpResponse)) throw new Error("The answer is of another kind");
  answer.discard();
  await closed;
});

test("headers that an answer has twice are read as one, cookies too", async () => {
  const server = createHttpServer((_request, response) =>
    response.writeHead(200, { "x-ratelimit-limit": "25", "set-cookie": ["a=1", "b=2"], "x-note": ["one", "two"] }).end(),
  );
  const { headers } = await get(await served(server, "http"));
  expect([headers.get("x-ratelimit-limit"), headers.get("x-note"), headers.get("set-cookie")]).toEqual(["25", "one, two", "a=1,b=2"]);
});

test("an answer that may have no body is read like one with an empty body", async () => {
  const server = createHttpServer((_request, response) => response.writeHead(204).end());
  const answer = await get(await served(server, "http"));
  expect(answer.status).toBe(204);
  expect(await answer.text()).toBe("");
});

test.each(["gzip", "GZIP", "x-gzip"])("an answer is unzipped by whatever name it has: %s", async (name) => {
  const server = createHttpServer((_request, response) => response.writeHead(200, { "content-encoding": name }).end(gzipSync("plain")));
  expect(await (await get(await served(server, "http"))).text()).toBe("plain");
});

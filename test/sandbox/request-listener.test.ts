import { createServer, request } from "node:http";
import { test as base, expect } from "vitest";
import { requestListener } from "../../src/sandbox/index.ts";
import { aSandbox, HEADERS } from "./support.ts";

const test = base.extend<{ serve: (sandbox: ReturnType<typeof aSandbox>) => Promise<string> }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures that a fixture needs from its parameter
  serve: async ({}, use) => {
    const servers: ReturnType<typeof createServer>[] = [];
    await use(async (sandbox) => {
      const server = createServer(requestListener(sandbox.fetch));
      servers.push(server);
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const address = server.address();
      return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/v1/contacts`;
    });
    for (const server of servers) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  },
});

const WRITE = { method: "POST", headers: { ...HEADERS, "Content-Type": "application/json" }, body: JSON.stringify({ fields: { $title: "CTO" } }) };

test("a sandbox answers over HTTP, and a reset breaks the connection", async ({ serve }) => {
  const sandbox = aSandbox({ faults: { kinds: ["reset-after"] } });
  const url = await serve(sandbox);
  await expect(fetch(url, WRITE)).rejects.toMatchObject({ message: "fetch failed" });
  expect(sandbox.contacts().size).toBe(61);
  sandbox.setFaults(undefined);
  expect((await fetch(url, { headers: HEADERS })).status).toBe(200);
  const written = await fetch(url, WRITE);
  expect([written.status, await written.json()]).toMatchObject([200, { fields: { $title: { value: "CTO" } } }]);
});

test("a body that is too large, or of a caller without a key, is not read to its end", async ({ serve }) => {
  const url = await serve(aSandbox());
  for (const [headers, status] of [
    [WRITE.headers, 400],
    [{ "Content-Type": "text/plain" }, 401],
  ] as const) {
    let sent = 0;
    const body = new ReadableStream({
      pull: (stream) => {
        sent += 1;
        stream.enqueue(new Uint8Array(64 * 1024));
        if (sent === 10_000) stream.close();
      },
    });
    const answered = await fetch(url, { method: "POST", headers, body, duplex: "half" }).then(
      (answer) => answer.status,
      () => "broken",
    );
    expect([status, "broken"]).toContain(answered);
    expect(sent).toBeLessThan(1000);
  }
});

test("a web page that has given the address a name of its own is not answered", async ({ serve }) => {
  const url = await serve(aSandbox());
  const statusFor = (host: string) =>
    new Promise((resolve, reject) =>
      request(url, { headers: { ...HEADERS, host } }, (answer) => resolve(answer.resume().statusCode))
        .on("error", reject)
        .end(),
    );
  const { port } = new URL(url);
  expect(await Promise.all([`evil.example:${port}`, `localhost:${port}`, `127.0.0.1:${port}`].map(statusFor))).toEqual([421, 200, 200]);
});

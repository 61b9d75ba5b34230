import { readFileSync } from "node:fs";
import type { Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { fileURLToPath } from "node:url";
import { type HttpBindings, serve } from "@hono/node-server";
import { vi } from "vitest";
import type { Sandbox } from "../../src/sandbox/index.ts";

/** A request that reached an API. */
export interface ServedRequest {
  readonly method: string;
  readonly path: string;
  /** How it ended: `dropped` where the client hung up before the answer was out. */
  readonly over: Promise<"answered" | "dropped">;
}

export interface ServedApi {
  readonly url: string;
  /** All requests so far. */
  readonly requests: readonly ServedRequest[];
  /** The first request that is like this, whether it has come already or not. */
  request(isIt: (request: ServedRequest) => boolean): Promise<ServedRequest>;
  /** Resolves once no client is connected. One that was killed may have sent requests that are yet to be read. */
  deserted(): Promise<void>;
  close(): Promise<void>;
}

export type Respond = (request: Request, bindings: HttpBindings) => Response | Promise<Response>;

const certificate = (name: string) => new URL(`certificates/${name}`, import.meta.url);

/** The authority that signed the certificate of `serveApi`'s https, until 2126; nobody has its key. Node.js knows it by `NODE_EXTRA_CA_CERTS`. */
export const TEST_AUTHORITY = fileURLToPath(certificate("ca.pem"));

const TLS = { cert: readFileSync(certificate("localhost.pem")), key: readFileSync(certificate("localhost.key")) };

/** Serves a fetch-like function on this computer. */
export async function serveApi(respond: Respond, scheme: "http" | "https" = "http"): Promise<ServedApi> {
  const requests: ServedRequest[] = [];
  let waiters: (() => void)[] = [];
  let server: Server | undefined;
  const port = await new Promise<number>((resolve) => {
    server = serve(
      {
        hostname: "127.0.0.1",
        port: 0,
        ...(scheme === "https" ? { createServer: createTlsServer, serverOptions: TLS } : {}),
        fetch: (request, bindings) => {
          const { outgoing } = bindings as HttpBindings;
          const over = new Promise<"answered" | "dropped">((ended) => {
            outgoing.once("close", () => ended(outgoing.writableFinished ? "answered" : "dropped"));
          });
          requests.push({ method: request.method, path: new URL(request.url).pathname, over });
          for (const wake of waiters.splice(0)) wake();
          return respond(request, bindings as HttpBindings);
        },
      },
      (address) => resolve(address.port),
    ) as Server;
  });
  return {
    url: `${scheme}://127.0.0.1:${port}`,
    requests,
    async request(isIt) {
      for (;;) {
        const found = requests.find(isIt);
        if (found) return found;
        await new Promise<void>((resolve) => waiters.push(resolve));
      }
    },
    async deserted() {
      const connections = () => new Promise<number>((resolve) => server?.getConnections((_, count) => resolve(count)));
      await vi.waitUntil(async () => (await connections()) === 0, { timeout: 60_000 });
    },
    close: () =>
      new Promise((resolve) => {
        waiters = [];
        server?.close(() => resolve());
        server?.closeAllConnections();
      }),
  };
}

export const isWrite = ({ method }: ServedRequest) => method === "POST";

/** Answers as the sandbox does. */
export const asSandbox =
  (sandbox: Sandbox): Respond =>
  (request, bindings) =>
    sandbox.fetch(request).catch(() => brokenConnection(bindings));

/** Breaks the connection instead of an answer. */
export function brokenConnection({ outgoing }: HttpBindings): Response {
  outgoing.destroy();
  return new Response(null, { headers: { "x-hono-already-sent": "true" } });
}

/** Something that a test lets happen when it wants it to. */
export function aGate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** Never answers. */
export const hanging: Respond = () => new Promise<Response>(() => undefined);

export const jsonAnswer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...headers } });

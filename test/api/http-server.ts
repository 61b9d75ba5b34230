import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { onTestFinished } from "vitest";
import { type Api, type ApiConfig, createApi } from "../../src/api/index.ts";

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export type Handler = (received: Received, response: ServerResponse, nth: number) => void;

export interface TestServer {
  readonly url: URL;
  readonly received: Received[];
  /** Resolves once `count` requests have arrived. */
  arrived(count: number): Promise<void>;
}

/** A real server on this computer for the length of one test. `nth` counts requests from 1. */
export async function serve(handler: Handler): Promise<TestServer> {
  const received: Received[] = [];
  let waiting: { count: number; resolve(): void }[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (chunk: string) => {
      body += chunk;
    });
    request.on("end", () => {
      received.push({ method: request.method ?? "", path: request.url ?? "", headers: request.headers, body });
      for (const { count, resolve } of waiting) {
        if (received.length >= count) {
          resolve();
        }
      }
      waiting = waiting.filter(({ count }) => received.length < count);
      const last = received.at(-1);
      if (last !== undefined) {
        handler(last, response, received.length);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: new URL(`http://127.0.0.1:${port}`),
    received,
    arrived: (count) => (received.length >= count ? Promise.resolve() : new Promise((resolve) => waiting.push({ count, resolve }))),
  };
}

export function json(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}

export function apiOf({ url }: { readonly url: URL }, config: Partial<ApiConfig> = {}): Api {
  return createApi({ baseUrl: url, apiKey: "sk_lf_canary", timeoutMs: 10_000, userAgent: "test/1", random: () => 0, ...config });
}

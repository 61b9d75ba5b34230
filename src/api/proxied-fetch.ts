import type { IncomingMessage } from "node:http";
import { Agent, request as sendRequest } from "node:https";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { TunnelAgent, type TunnelOptions } from "./tunnel-agent.ts";

/** How requests reach the API. */
export interface ProxyOptions extends TunnelOptions {
  /** Hosts that are reached without the proxy, as in `NO_PROXY`. */
  readonly noProxy: string;
}

/**
 * A `fetch` for https through an HTTP proxy's tunnel, so that the proxy sees neither the API key nor the data. That of
 * Node.js 20 knows no proxies.
 *
 * It rejects like `fetch`. If the proxy is at fault, the cause has a code of its own: `PROXY_STATUS_407` if the proxy
 * answered with that, `PROXY_ECONNREFUSED` and the like if it could not be reached. It follows no redirects.
 */
export function proxiedFetch(options: ProxyOptions): typeof fetch {
  const [direct, tunnels] = [new Agent({ keepAlive: true }), new TunnelAgent(options)];
  return async (input, init) => {
    const request = new Request(input, init);
    const body = request.body === null ? undefined : Buffer.from(await request.arrayBuffer());
    const agent = isExcluded(new URL(request.url), options.noProxy) ? direct : tunnels;
    return await answerTo(request, body, agent);
  };
}

function answerTo({ url, method, headers, signal }: Request, body: Buffer | undefined, agent: Agent): Promise<Response> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const sent = sendRequest(url, { method, headers: { "accept-encoding": "gzip", ...Object.fromEntries(headers) }, agent });
    let answer: IncomingMessage | undefined;
    // Given to Node.js, the signal would end the request only once the proxy has answered.
    signal.addEventListener("abort", () => {
      reject(signal.reason);
      answer?.destroy(signal.reason);
      sent.destroy();
    });
    const fail = (cause: unknown) => reject(new TypeError("fetch failed", { cause }));
    sent.on("error", fail);
    sent.on("response", (response) => {
      answer = response;
      try {
        resolve(asResponse(response));
      } catch (error) {
        response.destroy();
        fail(error);
      }
    });
    sent.end(body);
  });
}

/** Statuses that the `Response` of fetch refuses a body for. */
const WITHOUT_BODY: ReadonlySet<number> = new Set([204, 205, 304]);

function asResponse(answer: IncomingMessage): Response {
  const { statusCode: status = 0, statusMessage: statusText = "", headers } = answer;
  const pairs = Object.entries(headers).flatMap(([name, value]) => [value ?? []].flat().map((one): [string, string] => [name, one]));
  if (WITHOUT_BODY.has(status)) {
    answer.resume();
    return new Response(null, { status, statusText, headers: pairs });
  }
  // If the answer breaks off, the reader of the stream gets the error.
  const content = headers["content-encoding"] === "gzip" ? pipeline(answer, createGunzip(), () => undefined) : answer;
  return new Response(Readable.toWeb(content) as ReadableStream<Uint8Array>, { status, statusText, headers: pairs });
}

/** Whether a host is in a list as most programs read `NO_PROXY`: hosts and all below them, or `*`, with or without a port. */
function isExcluded({ hostname, port }: URL, noProxy: string): boolean {
  const entries = noProxy
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  return entries.some((entry) => {
    const [, host = "", only = port] = /^(?:\*?\.)?(.*?)(?::(\d+))?$/.exec(entry) ?? [];
    const isHost = host === "*" || hostname === host || hostname.endsWith(`.${host}`);
    return isHost && (only === port || (only === "443" && port === ""));
  });
}

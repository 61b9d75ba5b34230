import { Agent as HttpAgent, type IncomingMessage, request as requestByHttp } from "node:http";
import { Agent as HttpsAgent, request as requestByHttps } from "node:https";
import type { Socket } from "node:net";
import { pipeline, type Readable } from "node:stream";
import { createGunzip } from "node:zlib";

export interface FetchedRequest {
  readonly method: "GET" | "POST" | "DELETE";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
  /** Answers that redirect are not followed. */
  readonly redirect: "manual";
}

/** The part of the standard's `fetch` that the client uses. */
export type Fetch = (url: URL, request: FetchedRequest) => Promise<Response>;

/** Connections are kept for later requests, but only briefly: a server may close an idle one while a request is on its way. */
export const KEPT = { keepAlive: true, timeout: 4000 };

/** How long it may take to connect. After that, a server is not reached; a request that was sent may still arrive. */
const CONNECT_MS = 10_000;

/**
 * A `fetch` on the HTTP client of Node.js. Node's own `fetch` takes longer, above all for the first request: it compiles
 * its parser then. This one rejects like that one.
 *
 * @param agentOf keeps the connections for an address
 */
export const httpFetch =
  (agentOf: (url: URL) => HttpAgent): Fetch =>
  (url, { method, headers, body, signal }) =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const isSecure = url.protocol === "https:";
      const request = isSecure ? requestByHttps : requestByHttp;
      const sent = request(url, { method, headers: { "accept-encoding": "gzip", ...headers }, agent: agentOf(url) });
      let answer: IncomingMessage | undefined;
      // Given to Node.js, the signal would end the request only once a proxy has answered.
      const abort = () => {
        reject(signal.reason);
        answer?.destroy(signal.reason);
        sent.destroy();
      };
      signal.addEventListener("abort", abort, { once: true });
      let isConnected = false;
      const fail = (cause: unknown) => {
        // Whatever ends a handshake, the request was not sent.
        if (!isConnected && cause instanceof Error) Object.assign(cause, { syscall: "connect" });
        reject(new TypeError("fetch failed", { cause }));
      };
      const begin = () => {
        isConnected = true;
        sent.end(body);
      };
      sent.once("close", () => {
        signal.removeEventListener("abort", abort);
        // Node.js reports no error for some answers, such as a switch of protocols.
        fail(Object.assign(new Error("The connection ended without an answer"), { code: "ECONNRESET" }));
      });
      sent.once("socket", (socket) => {
        if (sent.reusedSocket) begin();
        else onceConnected(socket, isSecure ? "secureConnect" : "connect", begin);
      });
      sent.on("error", fail);
      sent.once("response", (response) => {
        answer = response;
        try {
          resolve(asResponse(response));
        } catch (error) {
          response.destroy();
          fail(error);
        }
      });
    });

const direct = { http: new HttpAgent(KEPT), https: new HttpsAgent(KEPT) };

/** Without a proxy. */
export const directFetch = httpFetch(({ protocol }) => (protocol === "https:" ? direct.https : direct.http));

/** Calls back when a new connection stands, and ends it if that takes too long. */
function onceConnected(socket: Socket, connected: "connect" | "secureConnect", begin: () => void): void {
  const late = () => socket.destroy(Object.assign(new Error("The server does not answer"), { code: "ETIMEDOUT", syscall: "connect" }));
  const timer = setTimeout(late, CONNECT_MS);
  const stop = () => clearTimeout(timer);
  socket.once(connected, stop).once(connected, begin).once("close", stop);
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
  const content = /^(x-)?gzip$/i.test(headers["content-encoding"] ?? "") ? pipeline(answer, createGunzip(), () => undefined) : answer;
  return new Response(streamOf(content), { status, statusText, headers: pairs });
}

/** `Readable.toWeb` takes twice as long. Nothing limits how much waits to be read, as its reader reads at once. */
function streamOf(content: Readable): ReadableStream<Uint8Array> {
  let isRead = true;
  return new ReadableStream({
    start: (stream) => {
      content.on("data", (bytes: Uint8Array) => isRead && stream.enqueue(bytes));
      content.once("end", () => isRead && stream.close());
      content.once("error", (error) => stream.error(error));
    },
    cancel: () => {
      isRead = false;
      content.destroy();
    },
  });
}

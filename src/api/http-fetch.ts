import { Agent as HttpAgent, type IncomingMessage, request as requestByHttp } from "node:http";
import { Agent as HttpsAgent, request as requestByHttps } from "node:https";
import type { Socket } from "node:net";
import { HttpResponse } from "./http-response.ts";

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
        if (!answer) fail(Object.assign(new Error("The connection ended without an answer"), { code: "ECONNRESET" }));
      });
      sent.once("socket", (socket) => {
        if (sent.reusedSocket) begin();
        else onceConnected(socket, isSecure ? "secureConnect" : "connect", begin);
      });
      sent.on("error", fail);
      sent.once("response", (response) => {
        answer = response;
        try {
          resolve(new HttpResponse(response));
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

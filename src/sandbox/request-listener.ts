import type { IncomingMessage, RequestListener } from "node:http";
import { Readable } from "node:stream";

/**
 * Answers over HTTP what a `fetch` answers. Where that rejects, the connection breaks. Only the names of this computer
 * are answered: a web page could reach the address by a name of its own.
 *
 * @param fetch such as that of a sandbox
 */
export const requestListener =
  (fetch: typeof globalThis.fetch): RequestListener =>
  async (incoming, outgoing) => {
    try {
      const answer = isForThisComputer(incoming) ? await fetch(requestOf(incoming)) : new Response("Unknown host", { status: 421 });
      outgoing.statusCode = answer.status;
      outgoing.setHeaders(answer.headers).end(Buffer.from(await answer.arrayBuffer()), () => incoming.complete || incoming.destroy());
    } catch {
      outgoing.destroy();
    }
  };

const isForThisComputer = ({ headers }: IncomingMessage): boolean => /^(?:127\.0\.0\.1|localhost)(?::\d+)?$/i.test(headers.host ?? "");

function requestOf(incoming: IncomingMessage): Request {
  const { method = "GET", url = "/", headersDistinct } = incoming;
  const headers = Object.entries(headersDistinct).flatMap(([name, values = []]) => values.map((value): [string, string] => [name, value]));
  const hasBody = method !== "GET" && method !== "HEAD";
  return new Request(`http://127.0.0.1${url}`, { method, headers, ...(hasBody ? { body: Readable.toWeb(incoming), duplex: "half" } : {}) });
}

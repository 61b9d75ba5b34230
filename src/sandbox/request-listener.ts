import type { RequestListener } from "node:http";
import { buffer } from "node:stream/consumers";

/**
 * Answers over HTTP what a `fetch` answers. Where that rejects, the connection breaks.
 *
 * @param fetch such as that of a sandbox
 */
export const requestListener =
  (fetch: typeof globalThis.fetch): RequestListener =>
  async (incoming, outgoing) => {
    try {
      const { method = "GET", url = "/", headersDistinct } = incoming;
      const headers = Object.entries(headersDistinct).flatMap(([name, values = []]) => values.map((value): [string, string] => [name, value]));
      const body = method === "GET" || method === "HEAD" ? null : await buffer(incoming);
      const answer = await fetch(`http://127.0.0.1${url}`, { method, headers, body });
      outgoing.statusCode = answer.status;
      outgoing.setHeaders(answer.headers).end(Buffer.from(await answer.arrayBuffer()));
    } catch {
      outgoing.destroy();
    }
  };

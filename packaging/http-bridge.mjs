// Serves the built program over streamable HTTP, one process per session, for test suites that speak only HTTP.
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";

/** @typedef {import("@modelcontextprotocol/sdk/types.js").JSONRPCMessage} Message */
/** @typedef {import("@modelcontextprotocol/sdk/types.js").RequestId} RequestId */

/**
 * The request on whose HTTP stream a message of the program is returned; undefined for the stream of the session.
 *
 * @param {Message} message
 * @param {ReadonlyMap<unknown, RequestId>} requests open requests by their progress token, or by their ID if they have
 *   none
 */
function relatedTo(message, requests) {
  if (!("method" in message)) return undefined;
  if (message.method === "notifications/progress") return requests.get(message.params?.progressToken);
  // The program asks only while it works on a call: the last one.
  return "id" in message ? [...requests.values()].at(-1) : undefined;
}

/**
 * An HTTP session and the process behind it.
 *
 * @param {string} cli
 * @param {string} host the only host that is answered, against DNS rebinding
 * @param {(id: string) => void} onBegun
 */
async function aSession(cli, host, onBegun) {
  const http = new StreamableHTTPServerTransport({
    sessionIdGenerator: randomUUID,
    onsessioninitialized: onBegun,
    enableDnsRebindingProtection: true,
    allowedHosts: [host],
    allowedOrigins: [`http://${host}`],
  });
  const env = { PATH: process.env.PATH ?? "", LIGHTFIELD_CACHE: "off" };
  const stdio = new StdioClientTransport({ command: process.execPath, args: [cli, "--sandbox"], env });
  /** @type {Map<unknown, RequestId>} */
  const requests = new Map();
  http.onmessage = (message) => {
    if ("method" in message && "id" in message) requests.set(message.params?._meta?.progressToken ?? message.id, message.id);
    void stdio.send(message);
  };
  stdio.onmessage = (message) => {
    const relatedRequestId = relatedTo(message, requests);
    if (!("method" in message)) for (const [key, id] of requests) if (id === message.id) requests.delete(key);
    // The client may be gone.
    http.send(message, relatedRequestId === undefined ? {} : { relatedRequestId }).catch(() => undefined);
  };
  await stdio.start();
  await http.start();
  return { http, end: () => stdio.close() };
}

/**
 * Starts the bridge on a free port of this computer.
 *
 * @param {string} cli path of the program's `cli.js`
 */
export async function startBridge(cli) {
  /** @type {Map<unknown, StreamableHTTPServerTransport>} */
  const sessions = new Map();
  /** @type {(() => Promise<void>)[]} */
  const ends = [];
  let host = "";
  const server = createServer(async (request, response) => {
    const known = sessions.get(request.headers["mcp-session-id"]);
    if (known) {
      await known.handleRequest(request, response);
      return;
    }
    const { http, end } = await aSession(cli, host, (id) => sessions.set(id, http));
    ends.push(end);
    await http.handleRequest(request, response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = server.address();
  host = `127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  return {
    url: `http://${host}/mcp`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await Promise.all(ends.map((end) => end()));
    },
  };
}

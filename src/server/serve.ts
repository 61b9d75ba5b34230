import { Deadline } from "../async/deadline.ts";
import { within } from "../async/waiting.ts";
import type { Config } from "../config.ts";
import type { LateSession } from "./late-session.ts";
import { createMcpServer } from "./mcp-server.ts";
import type { Log } from "./offered-tools.ts";
import { RefusedLine, StdioTransport } from "./stdio-transport.ts";

/** Milliseconds that the server waits for calls when it ends. Clients kill a server that takes much longer. */
const END_PATIENCE_MS = 2000;

/** SIGHUP: a terminal is closed; SIGBREAK: Ctrl+Break on Windows. Systems without such a signal never send it. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"] as const;

interface ServeOptions {
  readonly config: Config;
  readonly session: LateSession;
  readonly version: string;
  readonly log: Log;
}

/**
 * Serves MCP on stdin and stdout until the client leaves (end of stdin, a closed stdout) or a signal comes. Resolves
 * when the process should exit with code 0: at once if idle, else after at most 2 seconds. Plans stop between rows, and
 * reads are dropped. A write that was sent is finished, including its entries in the journal, the audit log and the
 * cache.
 */
export async function serve({ config, session, version, log }: ServeOptions): Promise<void> {
  const transport = new StdioTransport(process.stdin, process.stdout, config.redact);
  const ended = new Promise<"the end of stdin" | "a signal" | "a closed stdout">((resolve) => {
    transport.oninputend = () => resolve("the end of stdin");
    // A second signal changes nothing: the server ends within seconds.
    for (const signal of SIGNALS) process.on(signal, () => resolve("a signal"));
    process.stdout.on("error", () => resolve("a closed stdout"));
  });
  // Without a client, nobody reads the log.
  process.stderr.on("error", () => undefined);

  const server = await createMcpServer({ session, version, sandbox: config.sandbox });
  // The SDK's messages repeat what the client sent, so only the name is logged.
  server.onerror = (error) => log("debug", error instanceof RefusedLine ? error.message : error.name);
  await server.connect(transport);
  const reason = await ended;
  const begun = performance.now();

  const patience = Deadline.after(END_PATIENCE_MS);
  await session.stop();
  // At the end of stdin, open requests are still answered.
  if (reason === "the end of stdin") await within(patience.remainingMs, transport.answered(), undefined);
  await server.close();
  await within(patience.remainingMs, session.end(), undefined);
  if ((await session.writesUnderWay()) > 0)
    log("error", `Ended during a write: its outcome is unknown${config.auditLog === undefined ? "" : ", and the audit log says so"}.`);
  log("info", `Ended at ${reason} after waiting ${Math.round(performance.now() - begun)} ms`);
}

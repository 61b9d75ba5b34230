import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { ServerEntry } from "../clients/index.ts";

/** What became of a start. */
export type Started = { readonly tools: number; readonly ms: number } | { readonly problem: string };

/** Milliseconds that clients wait for a server. npx may have to fetch the package first. */
const PATIENCE_MS = 30_000;
/** Milliseconds that a server may take to end once its input has ended. */
const END_MS = 3000;

const MOST_STDERR = 300;

/**
 * Starts a server as a client does, and asks for its tools.
 *
 * @param environment the variables that the client gives, without those of the entry
 */
export async function startEntry({ command, args, env }: ServerEntry, environment: Readonly<Record<string, string>>, cwd: string): Promise<Started> {
  const begun = performance.now();
  const child = spawn(command, args, { cwd, env: { ...environment, ...env }, stdio: ["pipe", "pipe", "pipe"], windowsHide: true });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr = (stderr + text).slice(0, MOST_STDERR);
  });
  // It may end before it has read anything.
  child.stdin.on("error", () => undefined);
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const said = () => (stderr.trim() === "" ? "" : `: ${stderr.trim().split("\n")[0]}`);

  const result = await new Promise<Started>((resolve) => {
    const late = setTimeout(() => resolve({ problem: `did not list its tools within ${PATIENCE_MS / 1000} s${said()}` }), PATIENCE_MS);
    child.once("error", (error) => resolve({ problem: `could not be started (${"code" in error ? String(error.code) : error.name})` }));
    child.once("close", (code, signal) => resolve({ problem: `ended at once (${signal ?? `exit code ${code}`})${said()}` }));
    const send = (message: object) => child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
    createInterface({ input: child.stdout }).on("line", (line) => {
      const { id, result: answer, error } = parsed(line);
      if (error !== undefined && (id === 1 || id === 2)) resolve({ problem: "answered with an error of the protocol" });
      else if (id === 1) {
        send({ method: "notifications/initialized" });
        send({ id: 2, method: "tools/list" });
      } else if (id === 2) resolve({ tools: Array.isArray(answer?.tools) ? answer.tools.length : 0, ms: performance.now() - begun });
    });
    send({ id: 1, method: "initialize", params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "doctor", version: "1" } } });
    void ended.then(() => clearTimeout(late));
  });

  child.stdin.end();
  const killed = setTimeout(() => child.kill("SIGKILL"), END_MS);
  if (child.pid !== undefined) await ended;
  clearTimeout(killed);
  return result;
}

interface Message {
  readonly id?: unknown;
  readonly result?: { readonly tools?: unknown };
  readonly error?: unknown;
}

/** A line of the server; an empty message if it is something else. */
function parsed(line: string): Message {
  try {
    const message: unknown = JSON.parse(line);
    return typeof message === "object" && message !== null ? message : {};
  } catch {
    return {};
  }
}

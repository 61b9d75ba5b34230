import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Client, Computer, ServerEntry } from "./client.ts";

/** The result of a start. */
export type Started =
  | {
      readonly tools: number;
      readonly ms: number;
      /** What the server says about itself. */
      readonly version?: string | undefined;
    }
  | {
      readonly problem: string;
      /** Of a server that ended itself. */
      readonly exitCode?: number;
    };

/** Milliseconds that clients wait for a server. npx may have to fetch the package first. */
const PATIENCE_MS = 30_000;
/** Milliseconds that a server may take to end once its input has ended. */
const END_MS = 3000;

/** Characters of a server's complaint that are shown. More are read, so that the cut splits no secret. */
const MOST_SHOWN = 300;
const MOST_READ = 100_000;

/** Shorter values occur inside ordinary words. */
const SHORTEST_HIDDEN = 6;

/** Starts a server as the client does, asks for its tools, and ends it. */
export async function startAsClient(client: Client, entry: ServerEntry, computer: Computer): Promise<Started> {
  const { command, args, env } = entry;
  // Node.js throws for a text that no system accepts.
  if ([command, ...args, ...Object.values(env)].some((text) => text.includes("\0")))
    return { problem: "could not be started (it holds a null character)" };
  const begun = performance.now();
  const child = spawn(command, args, {
    cwd: computer.home,
    env: { ...environmentOf(client, computer), ...env },
    stdio: ["pipe", "pipe", "pipe"],
    windowsHide: true,
  });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr = (stderr + text).slice(0, MOST_READ);
  });
  // It may end before it has read anything.
  child.stdin.on("error", () => undefined);
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const said = () => {
    const [line = ""] = withoutValues(stderr, env).trim().split("\n");
    return line === "" ? "" : `: ${line.slice(0, MOST_SHOWN).replace(/\.+$/, "")}`;
  };

  const result = await new Promise<Started>((resolve) => {
    let version: string | undefined;
    const late = setTimeout(() => resolve({ problem: `did not list its tools within ${PATIENCE_MS / 1000} s${said()}` }), PATIENCE_MS);
    child.once("error", (error) => resolve({ problem: `could not be started (${"code" in error ? String(error.code) : error.name})` }));
    child.once("close", (code, signal) => {
      const problem = `ended before it listed its tools (${signal ?? `exit code ${code}`})${said()}`;
      resolve({ problem, ...(code === null ? {} : { exitCode: code }) });
    });
    const send = (message: object) => child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
    createInterface({ input: child.stdout }).on("line", (line) => {
      const { id, result: answer, error } = parsed(line);
      if (error !== undefined && (id === 1 || id === 2)) resolve({ problem: "answered with a protocol error" });
      else if (id === 1) {
        version = typeof answer?.serverInfo?.version === "string" ? answer.serverInfo.version : undefined;
        send({ method: "notifications/initialized" });
        send({ id: 2, method: "tools/list" });
      } else if (id === 2) resolve({ tools: Array.isArray(answer?.tools) ? answer.tools.length : 0, ms: performance.now() - begun, version });
    });
    send({
      id: 1,
      method: "initialize",
      params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "lightfield-contacts-mcp", version: "1" } },
    });
    void ended.then(() => clearTimeout(late));
  });

  child.stdin.end();
  const killed = setTimeout(() => child.kill("SIGKILL"), END_MS);
  if (child.pid !== undefined) await ended;
  clearTimeout(killed);
  return result;
}

/** A server's text without the values of its variables, because any value may be secret. */
function withoutValues(text: string, env: ServerEntry["env"]): string {
  const values = Object.values(env).flatMap((value) => [value, JSON.stringify(value).slice(1, -1), value.trim()]);
  const hidden = [...new Set(values)].filter(({ length }) => length >= SHORTEST_HIDDEN).sort((a, b) => b.length - a.length);
  return hidden.reduce((shown, value) => shown.replaceAll(value, "***"), text);
}

interface Message {
  readonly id?: unknown;
  readonly result?: { readonly tools?: unknown; readonly serverInfo?: { readonly version?: unknown } | null };
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

/** The variables that programs pass on to the servers that they start. */
const PASSED_ON = {
  unix: ["HOME", "LOGNAME", "USER", "SHELL", "LANG", "TMPDIR", "TERM", "TZ"],
  windows: [
    "APPDATA",
    "COMSPEC",
    "HOMEDRIVE",
    "HOMEPATH",
    "LOCALAPPDATA",
    "PATH",
    "PATHEXT",
    "PROGRAMDATA",
    "PROGRAMFILES",
    "SYSTEMDRIVE",
    "SYSTEMROOT",
    "TEMP",
    "TMP",
    "USERNAME",
    "USERPROFILE",
  ],
};

/** The `PATH` of a program that the desktop starts. */
const DESKTOP_PATH = "/usr/bin:/bin:/usr/sbin:/sbin";

function environmentOf({ lacksShellPath }: Client, { platform, env }: Computer): Record<string, string> {
  const names = new Set(platform === "win32" ? PASSED_ON.windows : PASSED_ON.unix);
  const passed = Object.entries(env).flatMap(([name, value]) =>
    names.has(name.toUpperCase()) && value !== undefined ? [[name, value] as const] : [],
  );
  const path = platform === "win32" ? {} : { PATH: lacksShellPath ? DESKTOP_PATH : (env.PATH ?? DESKTOP_PATH) };
  return { ...Object.fromEntries(passed), ...path };
}

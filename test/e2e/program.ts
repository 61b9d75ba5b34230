import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { ElicitRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { test as base, vi } from "vitest";
import { folderFixture } from "../temporary-folders.ts";
import { type Respond, type ServedApi, serveApi } from "./served-api.ts";
import { type ProxyOptions, type ServedProxy, serveProxy } from "./served-proxy.ts";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** Whether a program can act on a signal of another one. On Windows, it ends at once. */
export const SIGNALS_ARRIVE = process.platform !== "win32";

export const CLI = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

// `npm test` has built it already; this is for whoever runs one file in a fresh clone.
if (!existsSync(CLI)) await import("../../packaging/ensure-build.mjs");

// Starting processes on a busy machine takes its time; no test waits for anything but an event.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 30_000 });

export interface ProgramOptions {
  readonly args?: readonly string[];
  /** The whole environment beside PATH: what the developer's shell has set must not matter. */
  readonly env?: Readonly<Record<string, string>>;
  /** What starts the program; by default this Node.js with the one in dist/. */
  readonly command?: readonly string[];
  /** The ID of the user that runs it; by default the one that runs the test. */
  readonly user?: number | undefined;
}

const BUILT = [process.execPath, CLI];

/** A line of JSON-RPC that the program wrote. */
export interface Message {
  readonly jsonrpc: "2.0";
  readonly id?: number | string | null;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Nothing is kept on this computer unless a test says where. */
const environment = (env: ProgramOptions["env"] = {}) => ({ PATH: process.env.PATH ?? "", LIGHTFIELD_CACHE: "off", ...env });

/** The built program, talked to by lines. Whatever is waited for fails as soon as the program has ended. */
export class Program {
  readonly child: ChildProcessWithoutNullStreams;
  /** Resolves when the program has ended and all of its output was read. */
  readonly ended: Promise<Ending>;
  readonly messages: Message[] = [];
  /** Lines on stdout that are no JSON-RPC. */
  readonly strayLines: string[] = [];
  stdout = "";
  stderr = "";
  #hasEnded = false;
  #restOfLine = "";
  #nextId = 1;
  #waiters = new Set<() => void>();

  constructor({ args = [], env, command: [command = "", ...first] = BUILT, user }: ProgramOptions) {
    const identity = user === undefined ? {} : { uid: user, gid: user };
    this.child = spawn(command, [...first, ...args], { cwd: ROOT, env: environment(env), ...identity });
    // The program may end while a test still writes.
    this.child.stdin.on("error", () => undefined);
    this.child.stdout.setEncoding("utf8").on("data", (text: string) => this.#read(text));
    this.child.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.stderr += text;
      this.#wake();
    });
    this.ended = new Promise((resolve) => {
      this.child.once("close", (code, signal) => {
        this.#hasEnded = true;
        resolve({ code, signal });
        this.#wake();
      });
    });
  }

  /** Writes one line: an object as JSON, a string as it is. */
  line(content: object | string): void {
    this.child.stdin.write(`${typeof content === "string" ? content : JSON.stringify(content)}\n`);
  }

  /** Sends a request and returns its ID. */
  send(method: string, params: object = {}): number {
    const id = this.#nextId++;
    this.line({ jsonrpc: "2.0", id, method, params });
    return id;
  }

  /** Sends a request and waits for its answer. */
  request(method: string, params: object = {}): Promise<Message> {
    return this.answerTo(this.send(method, params));
  }

  answerTo(id: number | string): Promise<Message> {
    return this.message((message) => message.id === id && message.method === undefined);
  }

  /** The first message that is like this, whether it has come already or not. */
  async message(isIt: (message: Message) => boolean): Promise<Message> {
    await this.until(() => this.messages.some(isIt));
    return this.messages.find(isIt) as Message;
  }

  /** Waits until the output is so far that `reached` holds. */
  async until(reached: () => boolean): Promise<void> {
    while (!reached()) {
      if (this.#hasEnded) throw new Error(`The program has ended.\nstdout: ${this.stdout.slice(0, 2000)}\nstderr: ${this.stderr.slice(0, 2000)}`);
      await new Promise<void>((resolve) => this.#waiters.add(resolve));
    }
  }

  async initialize(): Promise<Message> {
    const answer = await this.request("initialize", {
      protocolVersion: "2025-06-18",
      capabilities: {},
      clientInfo: { name: "lines", version: "1" },
    });
    this.line({ jsonrpc: "2.0", method: "notifications/initialized" });
    return answer;
  }

  /** Calls a tool and returns its answer. */
  async call(name: string, args: object = {}): Promise<ToolResult> {
    return toolResult((await this.request("tools/call", { name, arguments: args })).result);
  }

  /** Ends the input and waits for the end. */
  end(): Promise<Ending> {
    this.child.stdin.end();
    return this.ended;
  }

  /** For the end of a test that may have failed half-way. */
  async stop(): Promise<void> {
    if (!this.#hasEnded) this.child.kill("SIGKILL");
    await this.ended;
  }

  #read(text: string): void {
    this.stdout += text;
    const lines = (this.#restOfLine + text).split("\n");
    this.#restOfLine = lines.pop() ?? "";
    for (const line of lines) {
      const message = jsonRpc(line);
      if (message) this.messages.push(message);
      else this.strayLines.push(line);
    }
    this.#wake();
  }

  #wake(): void {
    for (const resolve of this.#waiters) resolve();
    this.#waiters.clear();
  }
}

function jsonRpc(line: string): Message | undefined {
  try {
    const json: unknown = JSON.parse(line);
    return typeof json === "object" && json !== null && "jsonrpc" in json && json.jsonrpc === "2.0" ? (json as Message) : undefined;
  } catch {
    return undefined;
  }
}

/** A tool's answer as an agent gets it. */
export interface ToolResult {
  readonly isError: boolean;
  readonly text: string;
}

/** Takes the text of a tool call's result, which must be the only thing in it. */
export function toolResult(result: unknown): ToolResult {
  const { content, isError = false, ...rest } = result as { content: { type: string; text: string }[]; isError?: boolean };
  const [only, ...others] = content;
  if (only?.type !== "text" || others.length > 0 || Object.keys(rest).length > 0) throw new Error(`Not one text: ${JSON.stringify(result)}`);
  return { isError, text: only.text };
}

/** The program behind the SDK's own client. */
export interface Connection {
  readonly client: Client;
  /** Lines of the server that the SDK could not read. */
  readonly errors: readonly Error[];
  stderr(): string;
  call(name: string, args?: Record<string, unknown>, signal?: AbortSignal): Promise<ToolResult>;
}

/** What the user does with a question. */
export type Elicit = (question: string) => "accept" | "decline" | "cancel";

async function connect({ args = [], env }: ProgramOptions, elicit?: Elicit): Promise<Connection> {
  const transport = new StdioClientTransport({ command: process.execPath, args: [CLI, ...args], env: environment(env), cwd: ROOT, stderr: "pipe" });
  let stderr = "";
  transport.stderr?.on("data", (chunk: Buffer) => {
    stderr += chunk.toString("utf8");
  });
  const client = new Client({ name: "e2e", version: "1" }, elicit && { capabilities: { elicitation: {} } });
  if (elicit) client.setRequestHandler(ElicitRequestSchema, ({ params }) => ({ action: elicit(params.message) }));
  const errors: Error[] = [];
  client.onerror = (error) => errors.push(error);
  await client.connect(transport);
  return {
    client,
    errors,
    stderr: () => stderr,
    call: async (name, args = {}, signal) => toolResult(await client.callTool({ name, arguments: args }, undefined, signal && { signal })),
  };
}

/** What a test starts; it is ended with the test. */
export interface Started {
  /** The program, talked to by lines. */
  program(options?: ProgramOptions): Program;
  /** The program behind the SDK's client, which can ask the user where `elicit` is given. */
  connect(options?: ProgramOptions, elicit?: Elicit): Promise<Connection>;
  /** An API on this computer. */
  api(respond: Respond, scheme?: "http" | "https"): Promise<ServedApi>;
  /** A proxy on this computer. */
  proxy(options?: ProxyOptions): Promise<ServedProxy>;
}

/** Starts what is asked for, and gives it to `use` with a way to end it all. */
export function starter(): { readonly start: Started; end(): Promise<void> } {
  const ends: (() => Promise<unknown>)[] = [];
  const start: Started = {
    program(options = {}) {
      const program = new Program(options);
      ends.push(() => program.stop());
      return program;
    },
    async connect(options = {}, elicit) {
      const connection = await connect(options, elicit);
      ends.push(() => connection.client.close());
      return connection;
    },
    async api(respond, scheme) {
      const api = await serveApi(respond, scheme);
      ends.push(() => api.close());
      return api;
    },
    async proxy(options) {
      const proxy = await serveProxy(options);
      ends.push(() => proxy.close());
      return proxy;
    },
  };
  return { start, end: async () => void (await Promise.all(ends.map((end) => end()))) };
}

/** vitest's `test`, with what it may start. */
export const test = base.extend<{ folder: string; start: Started }>({
  folder: folderFixture,
  // The folder is made first, so that it is removed after what was started has ended.
  start: async ({ folder: _ }, use) => {
    const { start, end } = starter();
    await use(start);
    await end();
  },
});

/** Environment for an API that is not the sandbox in the program. */
export const withApi = (api: { readonly url: string }, env: Readonly<Record<string, string>> = {}) => ({
  LIGHTFIELD_BASE_URL: api.url,
  LIGHTFIELD_API_KEY: "sk_lf_sandbox",
  LIGHTFIELD_TIMEZONE: "Europe/Berlin",
  // What a busy computer does slowly is no failure.
  LIGHTFIELD_TIMEOUT_MS: "80000",
  ...env,
});

// A client that speaks JSON-RPC lines, so that nothing is measured but the server.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

const INITIALIZE = {
  jsonrpc: "2.0",
  id: 0,
  method: "initialize",
  params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "bench", version: "1" } },
};
const INITIALIZED = { jsonrpc: "2.0", method: "notifications/initialized" };
const LIST_TOOLS = { jsonrpc: "2.0", id: 1, method: "tools/list" };

const LONGEST_LIFE_MS = 60_000;

/**
 * @typedef {object} Command how to start a server
 * @property {string} file the program, for Node
 * @property {readonly string[]} [args]
 * @property {string} [before] a module that is loaded before the program
 * @property {Readonly<Record<string, string>>} [env] the whole environment beside PATH
 * @property {number} [longestLifeMs] a server that hangs must not hang the bench: it is killed after this
 */

/** @typedef {{ name: string, description?: string, inputSchema: object }} ListedTool */

/**
 * @typedef {object} Answer what the bench reads of an answer
 * @property {number} [id]
 * @property {{ tools?: readonly ListedTool[], content?: { text: string }[], isError?: boolean }} [result]
 * @property {{ message: string }} [error]
 */

/** A running server. */
export class Client {
  /** ms from before the process was spawned to the answer of tools/list. */
  startMs = 0;
  /** @type {readonly ListedTool[]} */
  tools = [];
  #child;
  #nextId = 2;
  /** @type {Map<number, { resolve: (answer: Answer) => void, reject: (error: Error) => void }>} */
  #waiting = new Map();
  #closed;

  /** @param {Command} command */
  constructor({ file, args = [], before, env = {}, longestLifeMs = LONGEST_LIFE_MS }) {
    this.#child = spawn(process.execPath, [...(before === undefined ? [] : ["--import", before]), file, ...args], {
      env: { PATH: process.env.PATH ?? "", ...env },
      stdio: ["pipe", "pipe", "inherit"],
      timeout: longestLifeMs,
      killSignal: "SIGKILL",
    });
    // A server that is gone shows in what waits for its answer.
    this.#child.stdin.on("error", () => undefined);
    createInterface({ input: this.#child.stdout }).on("line", (line) => this.#receive(JSON.parse(line)));
    this.#closed = new Promise((resolve) => this.#child.once("close", resolve));
    this.#child.once("error", (error) => this.#fail(error));
    this.#child.once("close", (code) => this.#fail(new Error(`${file} ended with ${code}`)));
  }

  /**
   * Starts a server and waits until it has listed its tools.
   *
   * @param {Command} command
   */
  static async start(command) {
    const from = performance.now();
    const client = new Client(command);
    const answers = Promise.all([client.#answer(0), client.#answer(1)]);
    client.#write(INITIALIZE, INITIALIZED, LIST_TOOLS);
    const [, { tools = [] }] = await answers;
    client.startMs = performance.now() - from;
    if (tools.length === 0) throw new Error(`${command.file} lists no tools`);
    client.tools = tools;
    return client;
  }

  get pid() {
    return this.#child.pid ?? 0;
  }

  /**
   * The text of a tool's answer. An answer that is an error makes the bench fail.
   *
   * @param {string} name
   * @param {Record<string, unknown>} [args]
   */
  async call(name, args = {}) {
    const { text, isError } = await this.answer(name, args);
    if (isError) throw new Error(`${name}: ${text}`);
    return text;
  }

  /**
   * The text of a tool's answer, which may be an error.
   *
   * @param {string} name
   * @param {Record<string, unknown>} [args]
   */
  async answer(name, args = {}) {
    const { content: [only] = [], isError = false } = await this.#ask("tools/call", { name, arguments: args });
    if (!only) throw new Error(`${name}: an answer without text`);
    return { text: only.text, isError };
  }

  /** Resolves when the server has found time to answer. */
  async ping() {
    await this.#ask("ping");
  }

  /** Goes as a client goes, and resolves when the server has, too. */
  async leave() {
    this.#child.stdin.end();
    await this.#closed;
  }

  /** Ends the process, and resolves when it is gone. */
  async stop() {
    this.#child.kill("SIGKILL");
    await this.#closed;
  }

  /**
   * @param {string} method
   * @param {object} [params]
   */
  #ask(method, params = {}) {
    const id = this.#nextId++;
    // First, since what JSON cannot write throws: nobody would wait for its answer.
    this.#write({ jsonrpc: "2.0", id, method, params });
    return this.#answer(id);
  }

  /** @param {object[]} messages */
  #write(...messages) {
    this.#child.stdin.write(messages.map((message) => `${JSON.stringify(message)}\n`).join(""));
  }

  /**
   * @param {number} id
   * @returns {Promise<NonNullable<Answer["result"]>>}
   */
  async #answer(id) {
    /** @type {Answer} */
    const { result, error } = await new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    if (!result) throw new Error(error?.message ?? "an answer without a result");
    return result;
  }

  /** @param {Answer} message */
  #receive(message) {
    if (message.id === undefined) return;
    this.#waiting.get(message.id)?.resolve(message);
    this.#waiting.delete(message.id);
  }

  /** @param {Error} error */
  #fail(error) {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

/**
 * Runs a server for as long as `use` does.
 *
 * @template T
 * @param {Command} command
 * @param {(client: Client) => Promise<T>} use
 */
export async function withServer(command, use) {
  const client = await Client.start(command);
  try {
    return await use(client);
  } finally {
    await client.stop();
  }
}

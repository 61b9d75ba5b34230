// Packs and installs the program as users do, and runs a session of it under several releases of Node.js, each twice:
// so each one meets the files that the others left beside the program, and must use the compiled code that it left
// itself. The session must print no warning, not even of what Node.js will deprecate later. Usage: npm run check:nodes [-- version...], e.g. 20.19.0 or 26; by default the oldest supported release, and
// one of each line.
import "./ensure-build.mjs";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import colors from "picocolors";
import { nodeOf } from "./from-npm.mjs";
import { installedFrom, packed } from "./npm.mjs";

const VERSIONS = ["20.19.0", "20", "22", "24", "26"];

const run = promisify(execFile);
/** A program that hangs is killed after this time. */
const LONGEST_SESSION_MS = 60_000;

const CLIENT = { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "check", version: "1" } };

/** The requests of a session, and what each answer must match. */
const SESSION = [
  { method: "initialize", params: CLIENT, expected: /"serverInfo"/ },
  { method: "tools/list", params: {}, expected: /"update_contact"/ },
  { method: "tools/call", params: { name: "find_contacts", arguments: { query: "majja jensn at brightloom" } }, expected: /Maja Jensen/ },
  { method: "tools/call", params: { name: "create_contact", arguments: { fields: { title: "CFO" } } }, expected: /"Created / },
];

/**
 * Runs a session to its end.
 *
 * @param {string} node the Node.js to run it with
 * @param {string} cli path of the program's `cli.js`
 * @returns {Promise<string | undefined>} what went wrong
 */
async function sessionProblem(node, cli) {
  const env = { PATH: process.env.PATH ?? "" };
  const child = spawn(node, ["--pending-deprecation", cli, "--sandbox"], { env, timeout: LONGEST_SESSION_MS, killSignal: "SIGKILL" });
  const ended = once(child, "close");
  let printed = "";
  child.stderr.setEncoding("utf8").on("data", (text) => {
    printed += text;
  });
  // If the program has ended, its exit code says so.
  child.stdin.on("error", () => undefined);
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  for (const [id, { method, params, expected }] of SESSION.entries()) {
    child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", id, method, params })}\n`);
    const { value } = await answers.next();
    if (value !== undefined && expected.test(value)) continue;
    child.kill();
    const [code, signal] = await ended;
    return value === undefined
      ? `it ended with ${signal ?? code} before it answered ${method}\n${printed}`
      : `${method} was answered by ${value.slice(0, 300)}`;
  }
  child.stdin.end();
  const [code, signal] = await ended;
  if (code !== 0) return `it ended with ${signal ?? code}\n${printed}`;
  return printed === "" ? undefined : `it printed ${printed}`;
}

/** Names and times: a file that is written again has another time. @param {string} dist */
const compiledFiles = (dist) =>
  readdirSync(dist)
    .filter((name) => name.includes(".cache"))
    .map((name) => `${name} ${statSync(join(dist, name)).mtimeMs}`)
    .join();

/** @param {string[]} versions */
async function check(versions) {
  const nodes = await Promise.all(versions.map(nodeOf));
  const folder = mkdtempSync(join(tmpdir(), "lightfield-nodes-"));
  try {
    const dist = join(await installedFrom(await packed(folder), join(folder, "für alle Node.js")), "dist");
    let failed = 0;
    const visits = [...nodes, ...nodes].entries();
    for (const [at, node] of visits) {
      const { stdout } = await run(node, ["--version"]);
      const before = compiledFiles(dist);
      const problem =
        (await sessionProblem(node, join(dist, "cli.js"))) ??
        (at >= nodes.length && compiledFiles(dist) !== before ? "it did not use the compiled code of its first session" : undefined);
      if (problem !== undefined) failed += 1;
      console.log(
        `${problem === undefined ? colors.green("ok") : colors.red("FAILED")} Node.js ${stdout.trim()}${problem === undefined ? "" : `: ${problem}`}`,
      );
    }
    return failed;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const wanted = process.argv.slice(2);
try {
  const failed = await check(wanted.length > 0 ? wanted : VERSIONS);
  if (failed > 0) process.exitCode = 1;
} catch (error) {
  console.error(colors.red(error instanceof Error ? error.message : String(error)));
  process.exitCode = 1;
}

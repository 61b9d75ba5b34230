// `npm run check:protocol`: runs the protocol's official conformance suite and the inspector's CLI against the built
// program. npm installs both into the cache folder of node_modules at the first run: with their dependencies they are
// larger than all other tools of this project.
import "./ensure-build.mjs";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import colors from "picocolors";
import { installed, nodeOf } from "./from-npm.mjs";
import { startBridge } from "./http-bridge.mjs";

const CONFORMANCE = { name: "@modelcontextprotocol/conformance", version: "0.1.16" };
const INSPECTOR = { name: "@modelcontextprotocol/inspector", version: "2.12.0" };

/** Both need at least this Node.js. The program itself runs under the Node.js that runs this script. */
const TOOLS_NODE = 24;

const root = fileURLToPath(new URL("..", import.meta.url));
const cli = join(root, "dist/cli.js");

/**
 * Calls of the inspector, and what it must print. With --strict it reports on stderr every part of a schema that some
 * client rejects.
 */
const INSPECTIONS = [
  { args: ["--method", "tools/list", "--strict"], expected: /"apply_plan"/ },
  { args: ["--method", "resources/list"], expected: /lightfield:\/\/contacts\/definitions/ },
  { args: ["--method", "resources/templates/list"], expected: /lightfield:\/\/contacts\/\{id\}/ },
  { args: ["--method", "resources/read", "--uri", "lightfield://contacts/definitions"], expected: /39 fields/ },
  { args: ["--method", "prompts/list"], expected: /"clean-up"/ },
  { args: ["--method", "prompts/get", "--prompt-name", "brief", "--prompt-args", "person=Maja"], expected: /retrieve_contact/ },
  { args: ["--method", "tools/call", "--tool-name", "list_contacts", "--tool-arg", "limit=1"], expected: /1 of 500 contacts/ },
];

/**
 * Runs a program to its end.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Promise<{code: number, stdout: string, stderr: string}>}
 */
const run = (command, args, options = {}) =>
  new Promise((resolve) => {
    const env = { ...process.env, LIGHTFIELD_CACHE: "off", NO_COLOR: "1" };
    execFile(command, args, { env, maxBuffer: 2 ** 26, timeout: 300_000, ...options }, (error, stdout, stderr) =>
      resolve({ code: error ? 1 : 0, stdout, stderr }),
    );
  });

/**
 * Scenarios that fail because they need something that this server does not have: the rows of the table in
 * test/conformance.md.
 */
const expectedFailures = [...readFileSync(join(root, "test/conformance.md"), "utf8").matchAll(/^\| `([\w-]+)` \|/gm)].map(([, scenario]) => scenario);

/**
 * @param {string} node path of the Node.js that runs the suite
 * @returns {Promise<string | undefined>} what went wrong
 */
async function conformanceProblem(node) {
  const bin = join(await installed(CONFORMANCE.name, CONFORMANCE.version), CONFORMANCE.name, "dist/index.js");
  const folder = mkdtempSync(join(tmpdir(), "lightfield-conformance-"));
  const bridge = await startBridge(cli);
  try {
    const baseline = join(folder, "expected-failures.yml");
    writeFileSync(baseline, `server:\n${expectedFailures.map((scenario) => `  - ${scenario}\n`).join("")}`);
    const args = ["server", "--url", bridge.url, "--suite", "all", "--expected-failures", baseline, "--output-dir", folder];
    const { code, stdout, stderr } = await run(node, [bin, ...args]);
    const summary = stdout.slice(stdout.indexOf("=== SUMMARY ==="));
    return code === 0 && summary !== stdout ? undefined : `${summary}\n${stderr}`;
  } finally {
    await bridge.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} node path of the Node.js that runs the inspector
 * @returns {Promise<string | undefined>} what went wrong
 */
async function inspectorProblem(node) {
  const bin = join(await installed(INSPECTOR.name, INSPECTOR.version), INSPECTOR.name, "clients/launcher/build/index.js");
  for (const { args, expected } of INSPECTIONS) {
    const { code, stdout, stderr } = await run(node, [bin, "--cli", process.execPath, cli, "--sandbox", ...args]);
    if (code !== 0 || stderr !== "" || !expected.test(stdout)) return `${args.join(" ")}\n${stderr}${stdout.slice(0, 2000)}`;
  }
  return undefined;
}

const node = Number(process.versions.node.split(".")[0]) >= TOOLS_NODE ? process.execPath : await nodeOf(String(TOOLS_NODE));
/**
 * @param {string} what was checked
 * @param {string | undefined} problem
 */
function report(what, problem) {
  console.log(problem === undefined ? `${colors.green("✓")} ${what}` : `${colors.red("✗")} ${what}\n${problem}`);
  if (problem !== undefined) process.exitCode = 1;
}

report(`${CONFORMANCE.name} ${CONFORMANCE.version}, with the failures of test/conformance.md and no others`, await conformanceProblem(node));
report(`${INSPECTOR.name} ${INSPECTOR.version}, --strict`, await inspectorProblem(node));

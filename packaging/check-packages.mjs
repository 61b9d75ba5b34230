// `npm run check:packages`: checks what is published beside the package of npm, with the tools of those who take it:
// the bundle for Claude Desktop, the registry's entry, and the Dockerfile. npm installs the tools into the cache folder
// of node_modules at the first run.
import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Ajv } from "ajv";
import colors from "picocolors";
import "./ensure-build.mjs";
import { bundleProblem, MCPB } from "./bundle-problem.mjs";
import { installed } from "./from-npm.mjs";

const DOCKERFILE_LINTER = { name: "dockerfile-utils", version: "0.16.3" };
const SCHEMA_TIMEOUT_MS = 10_000;

const root = fileURLToPath(new URL("..", import.meta.url));
const run = promisify(execFile);
/** @param {string} name */
const textOf = (name) => readFileSync(join(root, name), "utf8");

/** A check that needs something that is not here. */
class Skipped extends Error {}

/**
 * server.json fits the schema that it names. The tests check its rules also where that cannot be reached.
 *
 * @returns {Promise<string | undefined>} what went wrong
 */
async function registryProblem() {
  const entry = JSON.parse(textOf("server.json"));
  const answer = await fetch(entry.$schema, { signal: AbortSignal.timeout(SCHEMA_TIMEOUT_MS) }).catch(() => {
    throw new Skipped(`${entry.$schema} cannot be reached from here`);
  });
  if (!answer.ok) return `${entry.$schema} answers with ${answer.status}`;
  const schema = /** @type {import("ajv").AnySchemaObject} */ (await answer.json());
  const ajv = new Ajv({ strict: false, validateFormats: false });
  return ajv.validate(schema, entry) ? undefined : ajv.errorsText();
}

/** @returns {Promise<string | undefined>} what went wrong */
async function dockerfileProblem() {
  const require = createRequire(join(await installed(DOCKERFILE_LINTER.name, DOCKERFILE_LINTER.version), "here.cjs"));
  /** @type {{range: {start: {line: number}}, message: string}[]} */
  const findings = require(DOCKERFILE_LINTER.name).validate(textOf("Dockerfile"));
  return findings.map(({ range, message }) => `Dockerfile:${range.start.line + 1}: ${message}`).join("\n") || undefined;
}

/** Builds the image and starts it. @returns {Promise<string | undefined>} what went wrong */
async function imageProblem() {
  if (spawnSync("docker", ["info"], { stdio: "ignore" }).status !== 0) throw new Skipped("Docker does not run here");
  const image = "lightfield-contacts-mcp:check";
  const { version } = JSON.parse(textOf("package.json"));
  try {
    await run("docker", ["build", "--quiet", "--tag", image, root], { maxBuffer: 2 ** 26 });
    const { stdout } = await run("docker", ["run", "--rm", image, "--version"]);
    const user = await run("docker", ["run", "--rm", "--entrypoint", "id", image, "-u"]);
    if (user.stdout.trim() === "0") return "the program runs as root";
    return stdout.trim() === version ? undefined : `the image has version ${stdout.trim()}`;
  } finally {
    spawnSync("docker", ["image", "rm", "--force", image], { stdio: "ignore" });
  }
}

/**
 * @param {string} what is checked
 * @param {() => Promise<string | undefined>} problemOf
 */
async function check(what, problemOf) {
  try {
    const problem = await problemOf();
    console.log(problem === undefined ? `${colors.green("✓")} ${what}` : `${colors.red("✗")} ${what}\n${problem}`);
    if (problem !== undefined) process.exitCode = 1;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof Skipped) console.log(`${colors.yellow("-")} ${what}: not checked, because ${message}`);
    else console.log(`${colors.red("✗")} ${what}\n${message}`);
    if (!(error instanceof Skipped)) process.exitCode = 1;
  }
}

const folder = mkdtempSync(join(tmpdir(), "lightfield packages "));
try {
  await check("server.json fits its schema", registryProblem);
  await check(`The Dockerfile is well-formed (${DOCKERFILE_LINTER.name} ${DOCKERFILE_LINTER.version})`, dockerfileProblem);
  await check("The Dockerfile makes an image that starts", imageProblem);
  await check(`The bundle for Claude Desktop passes ${MCPB.name} ${MCPB.version} and starts the built program`, () => bundleProblem(folder));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

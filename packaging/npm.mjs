// Runs npm, and packs and installs this package with it.
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("..", import.meta.url));
const run = promisify(execFile);

/**
 * npm's own program: on Windows, `npm` is a batch file, which can only be run through a shell. A path with blanks does
 * not survive the shell.
 */
const cli = [process.env.npm_execpath ?? "", join(dirname(process.execPath), "node_modules/npm/bin/npm-cli.js")].find(
  (path) => path.endsWith("npm-cli.js") && existsSync(path),
);
export const COMMAND = cli === undefined ? ["npm"] : [process.execPath, cli];

/**
 * Runs npm, and returns what it printed.
 *
 * @param {readonly string[]} args
 * @param {{cwd?: string, env?: Record<string, string>}} options
 * @throws {Error} with npm's own message
 */
export async function npm(args, { cwd = root, env = {} } = {}) {
  const [command = "", ...first] = COMMAND;
  const { stdout } = await run(command, [...first, ...args], { cwd, env: { ...process.env, ...env }, maxBuffer: 2 ** 26 });
  return stdout;
}

/**
 * Packs this package as it is built.
 *
 * @param {string} folder where the tarball is left; made if it is missing
 * @returns the tarball's path
 */
export async function packed(folder) {
  mkdirSync(folder, { recursive: true });
  await npm(["pack", "--ignore-scripts", "--loglevel=error", "--pack-destination", folder]);
  const [name, ...others] = readdirSync(folder).filter((file) => file.endsWith(".tgz"));
  if (name === undefined || others.length > 0) throw new Error(`npm pack left ${others.length + 1} tarballs in ${folder}`);
  return join(folder, name);
}

/**
 * Installs a tarball as a user would, without the network and without install scripts.
 *
 * @param {string} tarball
 * @param {string} folder made if it is missing
 * @returns the folder of the installed package
 */
export async function installedFrom(tarball, folder) {
  mkdirSync(folder, { recursive: true });
  const flags = ["--ignore-scripts", "--offline", "--no-audit", "--no-fund", "--loglevel=error", "--prefix", folder];
  await npm(["install", ...flags, tarball], { cwd: folder });
  return join(folder, "node_modules/lightfield-contacts-mcp");
}

// Packages that only some checks need. npm installs them into the cache folder of node_modules at their first use.
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { npm } from "./npm.mjs";

const cache = fileURLToPath(new URL("../node_modules/.cache", import.meta.url));
const windows = process.platform === "win32";
// These are the names that the package `node` on npm uses.
const prefix = process.platform === "darwin" && process.arch === "arm64" ? "node-bin" : "node";
const nodePackage = `${prefix}-${windows ? "win" : process.platform}-${process.arch}`;

/**
 * The `node_modules` folder that holds a package.
 *
 * @param {string} name of the package
 * @param {string} version exact, or the beginning of one
 */
export async function installed(name, version) {
  const folder = join(cache, name.replace("/", "+"), version);
  const modules = join(folder, "node_modules");
  if (existsSync(join(modules, name))) return modules;
  mkdirSync(folder, { recursive: true });
  const flags = ["--no-save", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--prefix", folder];
  try {
    await npm(["install", ...flags, `${name}@${version}`], { cwd: folder });
  } catch (error) {
    throw new Error(
      `npm could not install ${name}@${version}: there may be none for this platform.\n${error instanceof Error ? error.message : error}`,
    );
  }
  return modules;
}

/**
 * Path of a Node.js.
 *
 * @param {string} version exact, or the beginning of one
 */
export const nodeOf = async (version) => join(await installed(nodePackage, version), nodePackage, "bin", windows ? "node.exe" : "node");

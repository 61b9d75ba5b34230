// The licences of the libraries that the program contains. They ask for a copy of their text in every copy of the code.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const LIBRARY = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/;
const LICENCE_FILE = /^(?:licen[cs]e|copying)(?:$|[.-])/i;

/**
 * One text with the licence of every library.
 *
 * @param {string} root the folder that paths begin in
 * @param {Iterable<string>} modules paths of the modules that are in the program, with slashes
 * @throws {Error} for a library without a licence
 */
export function licences(root, modules) {
  const folders = new Set([...modules].flatMap((path) => LIBRARY.exec(path)?.[0] ?? []));
  const texts = [...folders].map((folder) => licenceIn(join(root, folder)));
  const own = "lightfield-contacts-mcp contains these libraries, each under its own licence.\n";
  return [own, ...texts.sort()].join(`\n${"-".repeat(80)}\n\n`);
}

/** @param {string} folder of a library */
function licenceIn(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const [file] = readdirSync(folder).filter((entry) => LICENCE_FILE.test(entry));
  if (file === undefined && typeof license !== "string") throw new Error(`${name} has no licence: a program that contains it must not be published.`);
  const text = file === undefined ? `Licence: ${license}` : unwrapped(readFileSync(join(folder, file), "utf8"));
  return `${name} ${version} (${license})\n\n${text}\n`;
}

/** Each paragraph in one line: the same licence, wrapped in many ways, would not compress well. */
const unwrapped = (/** @type {string} */ text) =>
  text
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replaceAll(/\s+/g, " ").trim())
    .join("\n\n");

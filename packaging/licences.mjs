// The licences of the libraries that the program contains. They ask for a copy of their text in every copy of the code.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const LIBRARY = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/;
/** "Copyright (c) 2026 Ada", also behind the name of the licence. */
const COPYRIGHT = /^(?:[\w() -]+ )?copyright (?:\(c\)|©|\d)/i;
const LICENCE_FILE = /^(?:licen[cs]e|copying)(?:$|[.-])/i;

/**
 * One text with the licence of every library. Libraries with the same terms are listed together, above these terms.
 *
 * @param {string} root the folder that paths begin in
 * @param {Iterable<string>} modules paths of the modules that are in the program, with slashes
 * @throws {Error} for a library without a licence
 */
export function licences(root, modules) {
  const folders = new Set([...modules].flatMap((path) => LIBRARY.exec(path)?.[0] ?? []));
  /** @type {Map<string, string[]>} */
  const holders = new Map();
  for (const { holder, terms } of [...folders].map((folder) => licenceIn(join(root, folder))))
    holders.set(terms, [...(holders.get(terms) ?? []), holder]);
  const texts = [...holders].map(([terms, under]) => `${[...under.sort(), terms].join("\n\n").trim()}\n`);
  const own = "lightfield-contacts-mcp contains these libraries, each under the licence that follows it.\n";
  return [own, ...texts.sort()].join(`\n${"-".repeat(80)}\n\n`);
}

/**
 * The library and whose copyright it is, and the terms of its licence.
 *
 * @param {string} folder of the library
 */
function licenceIn(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const [file] = readdirSync(folder).filter((entry) => LICENCE_FILE.test(entry));
  if (file === undefined && typeof license !== "string") throw new Error(`${name} has no licence: a program that contains it must not be published.`);
  const paragraphs = file === undefined ? [`Licence: ${license}`] : unwrapped(readFileSync(join(folder, file), "utf8"));
  const own = paragraphs.findLastIndex((text) => COPYRIGHT.test(text)) + 1;
  return { holder: [`${name} ${version} (${license})`, ...paragraphs.slice(0, own)].join("\n\n"), terms: paragraphs.slice(own).join("\n\n") };
}

/** Each paragraph in one line: the same licence, wrapped in many ways, would not compress well. */
const unwrapped = (/** @type {string} */ text) =>
  text
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replaceAll(/\s+/g, " ").trim());

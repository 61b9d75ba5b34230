// What a release consists of: the package of npm, the bundle for Claude Desktop, notes and checksums.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { strFromU8, unzipSync } from "fflate";
import { removeFolder } from "./locked-files.mjs";
import { packMcpb } from "./mcpb.mjs";
import { installedFrom, packed } from "./npm.mjs";

const run = promisify(execFile);

/**
 * Packs the program in dist/ into a folder, which holds nothing else afterwards.
 *
 * @param {string} folder
 * @param {string} version
 * @param {string} notes
 * @returns {Promise<{tarball: string, bundle: string}>} paths of the two packages
 */
export async function packArtefacts(folder, version, notes) {
  await removeFolder(folder);
  const tarball = await packed(folder);
  const bundle = join(folder, `lightfield-contacts-mcp-${version}.mcpb`);
  await packMcpb(bundle);
  /** @param {string} path */
  const checksum = (path) => `${createHash("sha256").update(readFileSync(path)).digest("hex")}  ${basename(path)}\n`;
  writeFileSync(join(folder, "SHA256SUMS"), [tarball, bundle].map(checksum).join(""));
  writeFileSync(join(folder, "NOTES.md"), `${notes}\n`);
  return { tarball, bundle };
}

/**
 * Every place of the artefacts that holds the version, with the version there.
 *
 * @param {{tarball: string, bundle: string}} artefacts
 * @returns {Promise<[string, string][]>}
 */
export async function versionsIn({ tarball, bundle }) {
  const folder = mkdtempSync(join(tmpdir(), "lightfield-release-"));
  try {
    const installed = await installedFrom(tarball, folder);
    const { stdout } = await run(process.execPath, [join(installed, "dist/cli.js"), "--version"]);
    const manifest = unzipSync(readFileSync(bundle))["manifest.json"];
    return [
      ["the package", JSON.parse(readFileSync(join(installed, "package.json"), "utf8")).version],
      ["the program", stdout.trim()],
      ["the manifest of the bundle", manifest && JSON.parse(strFromU8(manifest)).version],
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Names of the files in a folder. @param {string} folder */
export const filesOf = (folder) => readdirSync(folder).sort();

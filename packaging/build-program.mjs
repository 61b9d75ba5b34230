// Builds the program with all libraries, so that users install nothing: bundle.mjs makes its files, and cli.js starts
// them.
import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import packageJson from "../package.json" with { type: "json" };
import { buildOptions } from "./build-options.mjs";
import { bundle } from "./bundle.mjs";
import { replacedFolder } from "./locked-files.mjs";

/**
 * Builds the program into a folder. A build that fails leaves the folder as it was, and builds at the same time do not
 * disturb each other.
 *
 * @param {string} dist absolute path
 */
export const buildProgram = (dist) =>
  replacedFolder(dist, async (made) => {
    const cli = join(made, "cli.js");
    mkdirSync(made);
    for (const [file, code] of await bundle()) writeFileSync(join(made, file), code);
    // The package uses ES modules, but loading the launcher as one would take longer than it saves.
    // By the name, setup knows a copy of this folder.
    writeFileSync(join(made, "package.json"), `${JSON.stringify({ name: packageJson.name, type: "commonjs" })}\n`);
    copyFileSync(join(buildOptions.absWorkingDir, "packaging/launcher.cjs"), cli);
    chmodSync(cli, 0o755);
    leaveCompiledCode(cli);
  });

/** The first session leaves compiled code for this Node.js, so that the next one starts fast. @param {string} cli */
function leaveCompiledCode(cli) {
  const session = [
    { id: 1, method: "initialize", params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "build", version: "1" } } },
    { method: "notifications/initialized" },
    { id: 2, method: "tools/list" },
    { id: 3, method: "tools/call", params: { name: "list_contacts", arguments: { limit: 1 } } },
  ];
  const { status, signal } = spawnSync(process.execPath, [cli, "--sandbox"], {
    input: session.map((message) => `${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`).join(""),
  });
  if (status !== 0) throw new Error(`The built program ended with ${signal ?? status}`);
}

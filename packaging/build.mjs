// Builds dist/ with all libraries, so that users install nothing: bundle.mjs makes the program's files, and cli.js starts
// them.
import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildOptions } from "./build-options.mjs";
import { bundle } from "./bundle.mjs";
import { removeFolder, replaceFolder } from "./locked-files.mjs";

const root = buildOptions.absWorkingDir;
// The build is made beside dist/ and then replaces it as a whole, so a failed build leaves the last one.
const made = join(root, "dist.new");
const cli = join(made, "cli.js");

await removeFolder(made);
mkdirSync(made);
for (const [file, code] of await bundle()) writeFileSync(join(made, file), code);
// The package uses ES modules, but loading the launcher as one would take longer than it saves.
writeFileSync(join(made, "package.json"), '{ "type": "commonjs" }\n');
copyFileSync(join(root, "packaging/launcher.cjs"), cli);
chmodSync(cli, 0o755);

// The first session leaves compiled code for this Node.js, so that the next one starts fast.
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

await replaceFolder(made, join(root, "dist"));

// Bundles src/cli.ts with all its libraries into dist/, so that whoever runs it installs nothing: program.cjs is the bundle, program.cache V8's
// compiled code of it, cli.js starts the one with the other.
import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { buildOptions } from "./build-options.mjs";

const root = buildOptions.absWorkingDir;
const dist = join(root, "dist");
const cli = join(dist, "cli.js");

// V8 tells a bundle from another by its length alone: an old cache must never meet a new bundle.
rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
await build({ ...buildOptions, format: "cjs", entryPoints: ["src/cli.ts"], outfile: "dist/program.cjs" });
// The package is of ES modules; loading the launcher as one would take longer than it saves.
writeFileSync(join(dist, "package.json"), '{ "type": "commonjs" }\n');
copyFileSync(join(root, "packaging/launcher.cjs"), cli);
chmodSync(cli, 0o755);

const session = [
  { id: 1, method: "initialize", params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "build", version: "1" } } },
  { method: "notifications/initialized" },
  { id: 2, method: "tools/list" },
  { id: 3, method: "tools/call", params: { name: "list_contacts", arguments: { limit: 1 } } },
];
const { status } = spawnSync(process.execPath, [cli, "--sandbox"], {
  input: session.map((message) => `${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`).join(""),
  env: { ...process.env, LIGHTFIELD_WRITE_COMPILED_CODE: "1" },
});
if (status !== 0) throw new Error(`The built program ended with ${status}`);

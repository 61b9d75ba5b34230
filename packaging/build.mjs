// Bundles src/cli.ts with all its libraries into dist/, so that whoever runs it installs nothing: program.cjs is the bundle, program.cache V8's
// compiled code of it, cli.js starts the one with the other.
import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { buildOptions } from "./build-options.mjs";

const root = buildOptions.absWorkingDir;
// Made beside dist/ and put in its place as a whole: a build that fails half-way leaves the last one.
const made = join(root, "dist.new");
const cli = join(made, "cli.js");

rmSync(made, { recursive: true, force: true });
mkdirSync(made);
await build({ ...buildOptions, format: "cjs", entryPoints: ["src/cli.ts"], outfile: join(made, "program.cjs") });
// The package is of ES modules; loading the launcher as one would take longer than it saves.
writeFileSync(join(made, "package.json"), '{ "type": "commonjs" }\n');
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

rmSync(join(root, "dist"), { recursive: true, force: true });
renameSync(made, join(root, "dist"));

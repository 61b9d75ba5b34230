// Bundles src/cli.ts with all its libraries into dist/, so that users install nothing: program.cjs is the bundle,
// cli.js starts it, and what few sessions need is a file of its own, loaded when it is needed.
import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { buildOptions } from "./build-options.mjs";
import { removeFolder, replaceFolder } from "./locked-files.mjs";

const root = buildOptions.absWorkingDir;
// The build is made beside dist/ and then replaces it as a whole, so a failed build leaves the last one.
const made = join(root, "dist.new");
const cli = join(made, "cli.js");

/** What HTTP through a proxy needs of undici, a third of it. @type {import("esbuild").Plugin} */
const undiciInPart = {
  name: "undici-in-part",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^undici$/ }, () => ({ path: join(root, "packaging/used-undici.mjs") }));
    // The same parser in instructions that not every processor has. undici takes the other one if it fails to load.
    onLoad({ filter: /[\\/]llhttp_simd-wasm\.js$/ }, () => ({ contents: 'throw new Error("left out");' }));
  },
};

/**
 * Modules that are files of their own in dist/: HTTP through a proxy, half as large as the program, and the setup, which no
 * session runs.
 */
const APART = { "proxied-fetch": "src/api/proxied-fetch.ts", setup: "src/setup/index.ts" };

/** Leaves them out of the program, which loads them by `import()`. @type {import("esbuild").Plugin} */
const modulesApart = {
  name: "modules-apart",
  setup({ onResolve }) {
    onResolve({ filter: /^\.{1,2}\/.*\.ts$/ }, ({ kind, path, resolveDir }) => {
      if (kind !== "dynamic-import") return undefined;
      const [name] = Object.entries(APART).find(([, module]) => join(root, module) === join(resolveDir, path)) ?? [];
      return name === undefined ? undefined : { path: `./${name}.cjs`, external: true };
    });
  },
};

await removeFolder(made);
mkdirSync(made);
await build({
  ...buildOptions,
  format: "cjs",
  entryPoints: { program: "src/cli.ts", ...APART },
  outdir: made,
  outExtension: { ".js": ".cjs" },
  // The launcher gives the bundle `require`, but nothing that could answer `import()`.
  supported: { "dynamic-import": false },
  plugins: [modulesApart, undiciInPart],
});
// esbuild escapes everything but regular expressions. Text of one byte a character is read in a fifth of the time.
const bundle = join(made, "program.cjs");
writeFileSync(
  bundle,
  readFileSync(bundle, "utf8").replace(/[^\0-\x7f]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`),
);
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

// Bundles src/cli.ts with all its libraries into the one file dist/cli.js, so that whoever runs it installs nothing.
import { chmod } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { buildOptions } from "./build-options.mjs";

await build({ ...buildOptions, entryPoints: ["src/cli.ts"], outfile: "dist/cli.js" });
await chmod(join(buildOptions.absWorkingDir, "dist/cli.js"), 0o755);

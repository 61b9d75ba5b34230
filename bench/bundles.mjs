// The built program, and bundles for one run.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { buildOptions, programPlugins } from "../packaging/build-options.mjs";

/** The built program. */
export const CLI = fileURLToPath(new URL("../dist/cli.js", import.meta.url));

const PROGRAM = "src/cli.ts";

/**
 * Bundles the program with a higher rate limit of its own, to fill a cache faster. Everything else is as built.
 *
 * @param {number} requestsPerSecond
 * @returns {import("esbuild").Plugin}
 */
const withLimit = (requestsPerSecond) => ({
  name: "limit",
  setup(bundler) {
    bundler.onLoad({ filter: /[\\/]src[\\/]api[\\/]rate-window\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const contents = source.replace("MAX_PER_WINDOW = 25;", `MAX_PER_WINDOW = ${requestsPerSecond};`);
      if (contents === source) throw new Error(`${path} has no limit of 25`);
      return { contents, loader: "ts" };
    });
  },
});

/**
 * Bundles a file like the program, and keeps the bundle while `use` runs.
 *
 * @template T
 * @param {Readonly<Record<string, string>>} entries paths from the repository's root, by the bundle's name
 * @param {(bundle: (name: string) => string) => Promise<T>} use gets what tells a bundle's path
 * @param {{ requestsPerSecond?: number }} [options] the limit that the program keeps to; by default its own
 */
export async function withBundles(entries, use, { requestsPerSecond } = {}) {
  const folder = await mkdtemp(join(tmpdir(), "lightfield-bench-"));
  try {
    // Bundled CommonJS packages call require() for Node's own modules.
    const banner = { js: 'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);' };
    const plugins = [...buildOptions.plugins, ...(requestsPerSecond === undefined ? [] : [withLimit(requestsPerSecond)])];
    for (const [name, entry] of Object.entries(entries)) {
      const own = entry === PROGRAM ? [...plugins, ...programPlugins] : plugins;
      await build({ ...buildOptions, plugins: own, format: "esm", banner, entryPoints: [entry], outfile: join(folder, `${name}.mjs`) });
    }
    return await use((name) => join(folder, `${name}.mjs`));
  } finally {
    await rm(folder, { recursive: true });
  }
}

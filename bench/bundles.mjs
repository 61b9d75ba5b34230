// The built program, and bundles that are made for one run.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { buildOptions } from "../packaging/build-options.mjs";

/** The built program. */
export const CLI = fileURLToPath(new URL("../dist/cli.js", import.meta.url));

/**
 * Bundles a file the way the program is bundled, for as long as `use` runs.
 *
 * @template T
 * @param {Readonly<Record<string, string>>} entries paths from the repository's root, by the bundle's name
 * @param {(bundle: (name: string) => string) => Promise<T>} use gets what tells a bundle's path
 */
export async function withBundles(entries, use) {
  const folder = await mkdtemp(join(tmpdir(), "lightfield-bench-"));
  try {
    // Bundled CommonJS packages call require() for Node's own modules.
    const banner = { js: 'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);' };
    await build({ ...buildOptions, format: "esm", banner, entryPoints: { ...entries }, outdir: folder, outExtension: { ".js": ".mjs" } });
    return await use((name) => join(folder, `${name}.mjs`));
  } finally {
    await rm(folder, { recursive: true });
  }
}

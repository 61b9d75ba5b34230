// `node bench/search/compare.mjs [contacts ...] [--missed]`: our search engine beside libraries that find the candidates
// for our own reading and weighing, on the question sets that the ranking was not tuned on. README.md in this folder has
// the figures.
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { withBundles } from "../bundles.mjs";

const ENGINES = ["ours", "MiniSearch", "FlexSearch", "Orama"];
const SIZES = ["1000", "20000", "100000"];

const args = process.argv.slice(2);
const sizes = args.filter((arg) => /^\d+$/.test(arg));
const run = promisify(execFile);

await withBundles({ people: "bench/search/people.mjs", contest: "bench/search/contest.mjs" }, async (bundle) => {
  const folder = await mkdtemp(join(tmpdir(), "lightfield-search-"));
  try {
    console.log("contacts  engine      first / first three of set 2, of set 3    p50 / p95 CPU ms  library alone  memory MB  build ms  restore ms");
    for (const size of sizes.length > 0 ? sizes : SIZES) {
      const people = join(folder, `people-${size}`);
      await run(process.execPath, [bundle("people"), people, size]);
      for (const engine of ENGINES) {
        const nodeArgs = ["--expose-gc", "--max-old-space-size=8192", bundle("contest"), engine, people, folder];
        const { stdout } = await run(process.execPath, nodeArgs, { maxBuffer: 1 << 24 });
        const { quality, query, finding, memory, build, restore = "-", missed } = JSON.parse(stdout);
        const columns = [size.padEnd(8), engine.padEnd(10), quality.second, quality.third, query, finding, memory, build, restore];
        console.log(columns.map((value) => String(value).padStart(8)).join("  "));
        if (args.includes("--missed")) console.log(missed.map((/** @type {string} */ query) => `    ${query}`).join("\n"));
      }
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});

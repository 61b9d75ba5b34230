// `node bench/search/engine.mjs [contacts] [spread]`: our search engine alone, built from the contacts of a sandbox and
// restored from what it stored. README.md in this folder has its figures.
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { withBundles } from "../bundles.mjs";

const [contacts = "100000", spread = ""] = process.argv.slice(2);
const run = promisify(execFile);

await withBundles({ people: "bench/search/people.mjs", measure: "bench/search/measure.mjs" }, async (bundle) => {
  const folder = await mkdtemp(join(tmpdir(), "lightfield-search-"));
  const [documents, snapshot] = [join(folder, "documents"), join(folder, "snapshot")];
  try {
    await run(process.execPath, [bundle("people"), documents, contacts, spread]);
    for (const mode of ["build", "restore"]) {
      const { stdout } = await run(process.execPath, ["--expose-gc", bundle("measure"), mode, documents, snapshot, contacts]);
      process.stdout.write(stdout);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});

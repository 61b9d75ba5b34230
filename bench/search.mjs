// node bench/search.mjs [contacts] [spread]: the search index alone, built from a sandbox's contacts and started from what it stored. bench/lookup.md keeps its figures, bench/README.md those of the whole program.
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { withBundles } from "./bundles.mjs";

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

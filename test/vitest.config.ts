import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./longest-first.ts";

// biome-ignore lint/style/noDefaultExport: vitest reads its configuration from the default export
export default defineConfig({
  test: {
    root: fileURLToPath(new URL("..", import.meta.url)),
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/setup.ts"],
    // Test files share their modules, so what one of them sets with `vi.setConfig` does not hold for the next. Starting
    // processes on a busy machine takes its time.
    testTimeout: 90_000,
    hookTimeout: 30_000,
    // Tests wait so long at most for what happens in the background: a busy computer comes to it late.
    expect: { poll: { timeout: 60_000 } },
    // Some tests wait for processes and clocks. With a worker more than CI has cores, others go on meanwhile.
    maxWorkers: 3,
    // Test files share what they import: loading it for each of them took as long as a quarter of the tests.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // A run takes modules that have not changed from the run before: half the work of a run of one file.
    experimental: { fsModuleCache: true },
    reporters: ["default", fileURLToPath(new URL("./count-reporter.ts", import.meta.url))],
  },
});

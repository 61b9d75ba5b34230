// `npm run docs`: makes the generated parts of the documents again, and fails if anything else in them is wrong. They
// are snapshots of tests, so `npm test -- -u` makes them too.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import "./ensure-build.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const vitest = join(root, "node_modules/vitest/vitest.mjs");
const { status } = spawnSync(process.execPath, [vitest, "run", "--config", "test/vitest.config.ts", "test/docs", "test/readme.test.ts", "--update"], {
  cwd: root,
  stdio: "inherit",
});
process.exit(status ?? 1);

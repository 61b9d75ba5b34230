// `npm test`: builds if dist/ is out of date, then checks types, format and lint, and runs the tests. Arguments go to
// vitest. The steps are not joined by && in package.json, which Windows PowerShell does not know.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import "./ensure-build.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

const STEPS = [
  ["typescript/bin/tsc"],
  ["@biomejs/biome/bin/biome", "check", "--error-on-warnings"],
  ["vitest/vitest.mjs", "run", "--config", "test/vitest.config.ts", ...process.argv.slice(2)],
];

for (const [program = "", ...args] of STEPS) {
  const { status } = spawnSync(process.execPath, [join(root, "node_modules", program), ...args], { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

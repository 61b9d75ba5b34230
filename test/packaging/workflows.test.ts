import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import packageJson from "../../package.json" with { type: "json" };

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = join(root, ".github/workflows");
const workflows = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
const [ci = ""] = workflows.filter((text) => text.includes("\nname: CI\n") || text.startsWith("name: CI\n"));

describe("the workflows", () => {
  it("use no action but by its commit, with the release beside it", () => {
    const uses = workflows.flatMap((text) => text.match(/uses: .*/g) ?? []);
    expect(uses.length).toBeGreaterThan(0);
    expect(uses.filter((one) => !/^uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(one))).toEqual([]);
  });

  it("run what CI runs on each system, with each line of Node.js that is supported", () => {
    expect(ci).toContain("system: [ubuntu-latest, macos-latest, windows-latest]");
    expect(ci).toContain("node: [20, 22, 24]");
    expect(ci).toMatch(/- run: \.ci\/run\n\s+shell: bash/);
    expect(packageJson.engines.node).toBe(">=20.19");
  });

  it("may write nothing", () => {
    expect(workflows.filter((text) => !/^permissions:\n {2}contents: read$/m.test(text) || /: write/.test(text))).toEqual([]);
  });
});

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { appendFileSync, cpSync, existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { aFolderForAll } from "../temporary-folders.ts";

// A release builds and packs the program.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const root = fileURLToPath(new URL("../..", import.meta.url));
const COPIED = ["src", "packaging", "docs", "package-lock.json", "server.json", "mcp.json", "README.md", "LICENSE", ".gitignore"];
const CHANGELOG = "# Changelog\n\n## [Unreleased]\n\n- A thing.\n";

/** A repository like this one, whose checks take no time: they fail if there is a file `red`. */
const repository = aFolderForAll("lightfield test ");
const inIt = (name: string) => join(repository, name);
const textOf = (name: string) => readFileSync(inIt(name), "utf8");

const IDENTITY = ["-c", "user.name=Tester", "-c", "user.email=tester@example.com", "-c", "commit.gpgsign=false"];

function git(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync("git", [...IDENTITY, ...args], { cwd: repository, encoding: "utf8" });
  if (status !== 0) throw new Error(`git ${args.join(" ")}: ${stderr}`);
  return stdout.trim();
}

function release(...args: string[]) {
  const env = { ...process.env, NO_COLOR: "1" };
  const { status, stdout, stderr } = spawnSync(process.execPath, [inIt("packaging/release.mjs"), ...args], { cwd: tmpdir(), env, encoding: "utf8" });
  return { status, stdout, stderr };
}

beforeAll(() => {
  for (const name of COPIED) cpSync(join(root, name), inIt(name), { recursive: true });
  const check = "node -e \"process.exit(require('fs').existsSync('red')?1:0)\"";
  const scripts = { "check:nodes": check, "check:packages": check, check };
  writeFileSync(inIt("package.json"), `${JSON.stringify({ ...packageJson, scripts }, null, 2)}\n`);
  writeFileSync(inIt("CHANGELOG.md"), CHANGELOG);
  symlinkSync(join(root, "node_modules"), inIt("node_modules"), "junction");
  git("init", "--quiet", "--initial-branch=main");
  appendFileSync(inIt(".git/info/exclude"), "node_modules\nred\n");
  git("add", "--all");
  git("commit", "--quiet", "--message", "Start");
});

beforeEach(() => {
  git("checkout", "--quiet", "--", ".");
  rmSync(inIt("red"), { force: true });
});

describe("npm run release", () => {
  it("refuses a tree with changes that are not committed, and names them", () => {
    writeFileSync(inIt("README.md"), "changed");
    const { status, stderr } = release("patch");
    expect(status).toBe(1);
    expect(stderr).toMatch(/^Not released\. These files are not committed\. .*npm run release -- patch again:\n M README\.md/);
  });

  it("refuses a changelog without entries, and a step that is none", () => {
    writeFileSync(inIt("CHANGELOG.md"), "# Changelog\n\n## [Unreleased]\n");
    git("commit", "--quiet", "--all", "--message", "Say nothing");
    expect(release("patch")).toMatchObject({ status: 1, stderr: expect.stringContaining("CHANGELOG.md has no entries under [Unreleased]") });
    git("reset", "--quiet", "--hard", "HEAD~1");
    expect(release("huge")).toMatchObject({ status: 1, stderr: expect.stringContaining("huge is not a version. Accepted: patch, minor, major") });
    expect(git("status", "--porcelain")).toBe("");
  });

  it("refuses if a check fails, and leaves every file as it was", () => {
    writeFileSync(inIt("red"), "");
    expect(release("minor")).toMatchObject({ status: 1, stderr: expect.stringContaining("Not released. npm run check:nodes failed.") });
    expect(git("status", "--porcelain")).toBe("");
    expect(existsSync(inIt("release"))).toBe(false);
  });

  it("changes the version everywhere, packs what is published, and says what to do with it", () => {
    const { status, stdout, stderr } = release("7.8.9");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(git("diff", "--name-only").split("\n")).toEqual(["CHANGELOG.md", "package-lock.json", "package.json", "server.json"]);
    const lock = JSON.parse(textOf("package-lock.json"));
    const entry = JSON.parse(textOf("server.json"));
    const versions = [JSON.parse(textOf("package.json")).version, lock.version, lock.packages[""].version, entry.version, entry.packages[0].version];
    expect(new Set(versions)).toEqual(new Set(["7.8.9"]));
    expect(textOf("CHANGELOG.md")).toMatch(/^# Changelog\n\n## \[Unreleased\]\n\n## \[7\.8\.9\] - \d{4}-\d\d-\d\d\n\n- A thing\.\n$/);

    const packages = ["lightfield-contacts-mcp-7.8.9.mcpb", "lightfield-contacts-mcp-7.8.9.tgz"];
    expect(readdirSync(inIt("release")).sort()).toEqual(["NOTES.md", "SHA256SUMS", ...packages]);
    expect(textOf("release/NOTES.md")).toBe("- A thing.\n");
    for (const name of packages) {
      const sum = createHash("sha256")
        .update(readFileSync(inIt(`release/${name}`)))
        .digest("hex");
      expect(textOf("release/SHA256SUMS")).toContain(`${sum}  ${name}\n`);
      expect(stdout).toContain(`release/${name}`);
    }
    for (const command of ["git tag --annotate v7.8.9", "npm publish release/", "mcp-publisher publish", "gh release create v7.8.9"])
      expect(stdout).toContain(command);
    expect(git("tag")).toBe("");
    expect(git("log", "--oneline").split("\n")).toHaveLength(1);
  });
});

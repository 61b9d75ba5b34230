import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, realpathSync, statSync, symlinkSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { beforeAll, describe, expect } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { installedFrom, npm, packed } from "../../packaging/npm.mjs";
import { aFolderForAll } from "../temporary-folders.ts";
import { ROOT, type Started, test } from "./program.ts";

const MOST_BYTES = 600_000;
/** What npm runs when somebody installs a package, or asks them about. */
const INSTALL_SCRIPTS = ["preinstall", "install", "postinstall", "prepublish", "preprepare", "prepare", "postprepare"];
/** Exists on every system that has user IDs. */
const NOBODY = 65_534;

const folder = aFolderForAll();
const home = join(folder, "Größe mit Leerzeichen");
const isRoot = process.getuid?.() === 0;
const onWindows = process.platform === "win32";
const own = { npm_config_cache: join(folder, "cache") };

let tarball = "";
let installed = "";

/** Paths of files below a folder. */
const filesIn = (path: string) =>
  readdirSync(path, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(path, name)).isFile())
    .map((name) => name.replaceAll("\\", "/"))
    .sort();

const writable = (path: string, mode: number) => {
  for (const name of ["", ...readdirSync(path, { recursive: true, encoding: "utf8" })]) {
    const entry = join(path, name);
    chmodSync(entry, statSync(entry).isDirectory() ? mode | 0o111 : mode);
  }
};

async function session(start: Started, command: readonly string[], user?: number) {
  const program = start.program({ command, args: ["--sandbox"], user });
  const { result } = await program.initialize();
  expect((await program.request("tools/list")).result).toMatchObject({
    tools: expect.arrayContaining([expect.objectContaining({ name: "find_contacts" })]),
  });
  expect(result).toMatchObject({ serverInfo: { name: packageJson.name, version: packageJson.version } });
  expect(await program.call("find_contacts", { query: "majja jensn at brightloom" })).toMatchObject({
    isError: false,
    // A busy computer may not have read all contacts by then.
    text: expect.stringContaining("Maja Jensen"),
  });
  expect(await program.end()).toEqual({ code: 0, signal: null });
  expect({ stderr: program.stderr, strayLines: program.strayLines }).toEqual({ stderr: "", strayLines: [] });
}

beforeAll(async () => {
  chmodSync(folder, 0o755);
  tarball = await packed(folder);
  installed = await installedFrom(tarball, home);
});

describe("the package", () => {
  test(`has at most ${MOST_BYTES} bytes`, () => {
    expect(statSync(tarball).size).toBeLessThanOrEqual(MOST_BYTES);
  });

  test("holds the program, its documents, and nothing that was compiled on the packer's computer", () => {
    const files = filesIn(installed);
    const program = files.filter((name) => !name.endsWith(".md") && !name.startsWith("docs/"));
    expect(program).toEqual([
      "LICENSE",
      "dist/cli.js",
      "dist/field-types.cjs",
      "dist/licences.txt",
      "dist/package.json",
      "dist/program.cjs",
      "dist/proxied-fetch.cjs",
      "dist/rare.cjs",
      "dist/sandbox.cjs",
      "dist/session.cjs",
      "dist/terminal.cjs",
      "dist/tools.cjs",
      "mcp.json",
      "package.json",
    ]);
  });

  test("holds the licence of each library that the program contains", () => {
    const licences = readFileSync(join(installed, "dist/licences.txt"), "utf8");
    for (const library of ["@modelcontextprotocol/sdk", "hono", "libphonenumber-js", "yauzl", "zod"])
      expect(licences).toMatch(new RegExp(`^${library} \\d+\\.\\d+\\.\\d+ \\((?:MIT|ISC)\\)\n\n`, "m"));
    // These are for development alone.
    expect(licences).not.toMatch(/^(?:esbuild|vitest|typescript) \d/m);
    expect(licences.match(/Copyright/gi)?.length).toBeGreaterThan(15);
  });

  test("runs nothing when it is installed, and needs no other package", () => {
    const { scripts, dependencies, bin } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
    expect(Object.keys(scripts).filter((name) => INSTALL_SCRIPTS.includes(name))).toEqual([]);
    expect(dependencies).toBeUndefined();
    expect(bin).toEqual({ [packageJson.name]: "dist/cli.js" });
    expect(readdirSync(join(home, "node_modules")).filter((name) => !name.startsWith("."))).toEqual([packageJson.name]);
  });

  test("holds the documents for users, and every file that they link to", () => {
    const documents = filesIn(installed).filter((name) => name.endsWith(".md"));
    expect(documents).toEqual(["README.md", "SECURITY.md", ...documents.filter((name) => /^docs\/[\w-]+\.md$/.test(name))]);
    expect(documents).toContain("docs/tools.md");
    const broken = documents.flatMap((document) =>
      [...readFileSync(join(installed, document), "utf8").matchAll(/\]\(([^)\s#]+)[^)\s]*\)/g)]
        .map(([, link = ""]) => link)
        .filter((link) => !/^[a-z]+:/.test(link))
        .map((link) => normalize(join(dirname(document), link)))
        .filter((path) => !statSync(join(installed, path), { throwIfNoEntry: false }))
        .map((path) => `${document}: ${path}`),
    );
    expect(broken).toEqual([]);
  });
});

describe("the installed package", () => {
  const cli = () => join(installed, "dist/cli.js");

  test("runs in a folder whose name has blanks and umlauts", async ({ start }) => {
    await session(start, [process.execPath, cli()]);
    expect(readdirSync(join(installed, "dist")).filter((name) => name.endsWith(".cache"))).not.toEqual([]);
  });

  test.skipIf(onWindows)("runs through npm's link, as npx starts it, and through links to that", async ({ start }) => {
    const bin = join(home, "node_modules/.bin", packageJson.name);
    await session(start, [bin]);
    symlinkSync(bin, join(folder, "linked"));
    await session(start, [join(folder, "linked")]);
    symlinkSync(home, join(folder, "linked-folder"));
    await session(start, [process.execPath, join(folder, "linked-folder/node_modules", packageJson.name, "dist/cli.js")]);
  });

  test.skipIf(onWindows)("runs from a folder that it cannot write to, and leaves nothing there", async ({ start }) => {
    const readOnly = join(folder, "read-only");
    cpSync(installed, readOnly, { recursive: true, filter: (path) => !path.endsWith(".cache") });
    writable(readOnly, 0o444);
    await session(start, [process.execPath, join(readOnly, "dist/cli.js")], isRoot ? NOBODY : undefined);
    expect(readdirSync(join(readOnly, "dist")).filter((name) => name.includes(".cache"))).toEqual([]);
    writable(readOnly, 0o644);
  });

  test("connects Claude Desktop in one line, and the entry starts and lists the tools", async ({ start }) => {
    const user = join(folder, "user");
    const env = { HOME: user, USERPROFILE: user, APPDATA: join(user, "AppData/Roaming"), XDG_CONFIG_HOME: "" };
    const bin = onWindows ? [process.execPath, cli()] : [join(home, "node_modules/.bin", packageJson.name)];
    const setup = start.program({ command: bin, args: ["setup", "--client", "claude-desktop", "--yes", "--sandbox"], env });
    expect(await setup.end()).toEqual({ code: 0, signal: null });
    const name = filesIn(user).find((file) => file.endsWith("claude_desktop_config.json")) ?? "";
    const { command, args } = JSON.parse(readFileSync(join(user, name), "utf8")).mcpServers["lightfield-contacts"];
    expect([command, ...args]).toEqual([process.execPath, realpathSync(cli()), "--sandbox"]);
    await session(start, [command, ...args]);
    const doctor = start.program({ command: bin, args: ["doctor"], env });
    expect(await doctor.end()).toEqual({ code: 0, signal: null });
    expect(doctor.stdout).toMatch(/✓ Claude Desktop .* starts and lists \d+ tools[\s\S]*\nNo problem was found\.\n$/);
  });

  test("starts in one line with npx, and when it is installed for the whole computer", async () => {
    const elsewhere = join(folder, "elsewhere");
    mkdirSync(elsewhere);
    const flags = ["--offline", "--loglevel=error"];
    const version = await npm(["exec", "--yes", ...flags, "--package", tarball, "--", packageJson.name, "--version"], { cwd: elsewhere, env: own });
    expect(version).toBe(`${packageJson.version}\n`);
    await npm(["install", "--global", "--ignore-scripts", ...flags, "--prefix", join(folder, "global"), tarball], { cwd: elsewhere, env: own });
    expect(filesIn(join(folder, "global")).filter((name) => name.endsWith("dist/cli.js"))).toHaveLength(1);
  });
});

describe("the scripts of package.json", () => {
  test("run in PowerShell and in cmd as they are", () => {
    const foreign = Object.entries(packageJson.scripts).filter(
      ([, script]) => !/^(?:node packaging\/|node bench\/|tsc|biome )[\w. /:-]*$/.test(script),
    );
    expect(foreign).toEqual([]);
  });

  test("call files that exist", () => {
    const called = Object.values(packageJson.scripts).flatMap((script) => /^node (\S+)/.exec(script)?.[1] ?? []);
    expect(called.filter((path) => !statSync(join(ROOT, path), { throwIfNoEntry: false }))).toEqual([]);
  });
});

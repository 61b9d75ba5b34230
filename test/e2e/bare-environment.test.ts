import { spawnSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { aFolderForAll } from "../temporary-folders.ts";
import { CLI, test } from "./program.ts";

const folder = aFolderForAll();
/** Node.js is told what another computer would tell it. */
function preloaded(name: string, code: string) {
  const file = join(folder, name);
  writeFileSync(file, code);
  return { NODE_OPTIONS: `--require=${file}` };
}

const HOMELESS = 'require("node:os").homedir = () => { throw new Error("ENOENT: no such file or directory, uv_os_homedir"); };';
const WINDOWS = 'Object.defineProperty(process, "platform", { value: "win32" });';
const homeless = preloaded("homeless.cjs", HOMELESS);
const windows = preloaded("windows.cjs", `${WINDOWS} require("node:os").homedir = () => ${JSON.stringify(folder)};`);
const homelessWindows = preloaded("homeless-windows.cjs", `${WINDOWS} ${HOMELESS}`);

/** Where `cache info` says that the cache is, with these variables alone. */
function cacheInfo(env: Record<string, string>) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, "cache", "info"], { env, encoding: "utf8" });
  return { status, directory: stdout.split("\n")[0], stderr };
}

/** With a cache, for an API that does not answer. */
const UNREACHED = {
  LIGHTFIELD_CACHE: "",
  LIGHTFIELD_API_KEY: "sk_lf_x",
  LIGHTFIELD_BASE_URL: "http://127.0.0.1:2",
  LIGHTFIELD_TIMEOUT_MS: "1000",
};

const UNKNOWN = { status: 1, directory: "", stderr: "The system has no folder for caches. Set LIGHTFIELD_CACHE_DIR to an absolute path.\n" };

describe("a client that starts the server with hardly any variables", () => {
  test("leaves the cache where the system has one, as far as that can be told", () => {
    const name = "lightfield-contacts-mcp";
    expect(cacheInfo({ HOME: folder })).toMatchObject({
      status: 0,
      directory: expect.stringContaining(join(folder, process.platform === "darwin" ? "Library" : ".cache")),
    });
    expect(cacheInfo({ ...windows, LOCALAPPDATA: join(folder, "Local") })).toMatchObject({ directory: join(folder, "Local", name, "Cache") });
    expect(cacheInfo(windows)).toMatchObject({ directory: join(folder, "AppData", "Local", name, "Cache") });
    // Without HOME, the system knows the user's home.
    expect(cacheInfo({}).status).toBe(0);
  });

  test.for<[string, Record<string, string>]>([
    ["an empty home", { HOME: "" }],
    ["no home", homeless],
    ["no home on Windows", homelessWindows],
    ["a variable that was not expanded", { ...windows, LOCALAPPDATA: "%LOCALAPPDATA%" }],
  ])("starts a server that keeps nothing, and says so, with %s", async ([, env], { start }) => {
    expect(cacheInfo(env)).toEqual(UNKNOWN);
    const program = start.program({ env: { ...UNREACHED, ...env } });
    await program.initialize();
    expect((await program.request("tools/list")).result).toHaveProperty("tools");
    expect(await program.end()).toEqual({ code: 0, signal: null });
    expect(program.stderr.match(/.*LIGHTFIELD_CACHE_DIR.*/g)).toEqual([
      "lightfield-contacts-mcp warn: The system has no folder for caches. Set LIGHTFIELD_CACHE_DIR to an absolute path. Until then, nothing is stored, and the server starts more slowly.",
    ]);
  });
});

// In Node.js 20, the permission model is an experiment, which ends the process at some refusals.
test.runIf(process.allowedNodeEnvironmentFlags.has("--permission"))(
  "under the permission model of Node.js, a server keeps its cache in the folder that it may write to",
  async ({ folder: directory, start }) => {
    const program = start.program({
      command: [process.execPath, "--permission", "--allow-fs-read=*", `--allow-fs-write=${directory}`, CLI],
      env: { ...UNREACHED, LIGHTFIELD_CACHE_DIR: directory },
    });
    await program.initialize();
    expect((await program.request("tools/list")).result).toHaveProperty("tools");
    expect(await program.end()).toEqual({ code: 0, signal: null });
    expect(program.stderr).toBe("");
    expect(readdirSync(directory, { recursive: true })).toContainEqual(expect.stringContaining("CACHEDIR.TAG"));
  },
);

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, vi } from "vitest";
import { cacheCommand } from "../../src/commands/cache.ts";
import { readConfig } from "../../src/config.ts";
import { cacheDirectory } from "../../src/storage/index.ts";
import { bytes, open, test } from "./temporary.ts";

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** Runs the command and returns what it printed. */
async function run(action: "info" | "clear", directory: string) {
  const [stdout, stderr] = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, "write").mockReturnValue(true));
  const code = await cacheCommand(action, readConfig({ LIGHTFIELD_CACHE_DIR: directory }));
  const printed = [stdout, stderr].map((stream) => stream?.mock.calls.map(([text]) => text).join(""));
  vi.restoreAllMocks();
  return { code, stdout: printed[0], stderr: printed[1] };
}

describe("cache info and cache clear", () => {
  test("say where, how much and since when", async ({ directory }) => {
    const cache = await open(directory, { now: () => Date.UTC(2026, 1, 3, 12) });
    await cache.write("contacts-0001", new Uint8Array(2_340_000));
    expect(await run("info", directory)).toEqual({ code: 0, stdout: `${directory}\n2 files, 2.3 MB, last used 2026-02-03\n`, stderr: "" });
    expect(await run("clear", directory)).toEqual({ code: 0, stdout: `${directory}\ndeleted 2 files, 2.3 MB\n`, stderr: "" });
    expect(await run("info", directory)).toEqual({ code: 0, stdout: `${directory}\nno cache\n`, stderr: "" });
    expect(await run("clear", directory)).toEqual({ code: 0, stdout: `${directory}\nnothing to delete\n`, stderr: "" });
  });

  test("touch nothing while a setting cannot be read", async () => {
    const { code, stdout, stderr } = await run("clear", "~/caches");
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toBe("LIGHTFIELD_CACHE_DIR must be an absolute path such as /home/me/crm or C:\\Users\\me\\crm, without ~ or variables.\n");
  });

  test("say what could not be done", async ({ directory }) => {
    const cache = await open(directory);
    await cache.write("names", bytes("x"));
    const loop = join(directory, "x".repeat(300));
    await expect(mkdir(loop)).rejects.toThrow("ENAMETOOLONG");
    expect(await run("info", loop)).toMatchObject({ code: 1, stderr: expect.stringMatching(/^The cache cannot be read: ENAMETOOLONG/) });
    expect(await run("clear", loop)).toMatchObject({ code: 1, stderr: expect.stringMatching(/^Not everything could be deleted: ENAMETOOLONG/) });
  });
});

describe("settings", () => {
  test.for<[Record<string, string>, boolean]>([
    [{}, true],
    [{ LIGHTFIELD_CACHE: "off" }, false],
    [{ LIGHTFIELD_CACHE: "on" }, true],
    [{ LIGHTFIELD_SANDBOX: "1" }, false],
    [{ LIGHTFIELD_SANDBOX: "1", LIGHTFIELD_CACHE: "on" }, true],
    [{ LIGHTFIELD_CACHE: "of" }, false],
    [{ LIGHTFIELD_CACHE_DIR: "caches" }, false],
    [{ LIGHTFIELD_TIMEOUT_MS: "soon" }, false],
  ])("with %j the cache is on: %j", ([environment, on]) => {
    expect(readConfig(environment).cache).toBe(on);
  });

  test("the directory is the one that is set, or the system's", async ({ directory }) => {
    expect(await cacheDirectory(readConfig({}, { LIGHTFIELD_CACHE_DIR: directory }))).toBe(directory);
    expect(await cacheDirectory(readConfig({}))).toMatch(/lightfield-contacts-mcp/);
  });

  test.skipIf(process.platform !== "linux")("a relative XDG_CACHE_HOME does not count", async () => {
    vi.stubEnv("XDG_CACHE_HOME", "relative");
    expect(await cacheDirectory(readConfig({}))).toBeUndefined();
  });
});

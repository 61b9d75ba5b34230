import { mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { createSandbox } from "../../src/sandbox/index.ts";
import { aFolderForAll } from "../temporary-folders.ts";
import { type Started, test, withApi } from "./program.ts";
import { asSandbox } from "./served-api.ts";

const folder = aFolderForAll();
/** Node.js as on Windows while a virus scanner looks at each new file for a moment: the first renames of each fail. */
function scanned(failures: number) {
  const preload = join(folder, `scanned-${failures}.cjs`);
  writeFileSync(
    preload,
    `Object.defineProperty(process, "platform", { value: "win32" });
    const files = require("node:fs/promises");
    const { rename } = files;
    const tries = new Map();
    files.rename = async (from, to) => {
      tries.set(from, (tries.get(from) ?? 0) + 1);
      if (tries.get(from) <= ${failures}) throw Object.assign(new Error("EPERM: operation not permitted, rename"), { code: "EPERM" });
      return rename(from, to);
    };`,
  );
  return { NODE_OPTIONS: `--require=${preload}` };
}

/** Lets a program fill its cache, and returns what it left there and said. */
async function cacheAfter(start: Started, failures: number) {
  const directory = mkdtempSync(join(folder, "cache-"));
  const api = await start.api(asSandbox(createSandbox({ contacts: 5 })));
  const program = start.program({ env: withApi(api, { LIGHTFIELD_CACHE: "on", LIGHTFIELD_CACHE_DIR: directory, ...scanned(failures) }) });
  await program.initialize();
  expect(await program.call("find_contacts", { query: "maja" })).toMatchObject({ isError: false });
  expect(await program.end()).toEqual({ code: 0, signal: null });
  const files = readdirSync(directory, { recursive: true, encoding: "utf8" });
  return { entries: files.filter((name) => name.endsWith(".entry")), temporary: files.filter((name) => name.endsWith(".tmp")), said: program.stderr };
}

describe.concurrent("on Windows, where a file that another program has open cannot be replaced,", () => {
  test("the cache waits for a virus scanner", async ({ start, expect }) => {
    const { entries, temporary, said } = await cacheAfter(start, 2);
    expect({ temporary, said }).toEqual({ temporary: [], said: "" });
    expect(entries).not.toEqual([]);
  });

  test("everything works if a file stays locked, and the cache says so once", async ({ start, expect }) => {
    const { entries, said } = await cacheAfter(start, Number.MAX_SAFE_INTEGER);
    expect(entries).toEqual([]);
    expect(said.match(/cannot be used \(EPERM\)/g)).toHaveLength(1);
  });
});

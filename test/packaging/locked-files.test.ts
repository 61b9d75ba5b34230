import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { replacedFolder, whileLocked } from "../../packaging/locked-files.mjs";
import { aFolderForAll } from "../temporary-folders.ts";

const run = promisify(execFile);

const folder = aFolderForAll();
const failure = (code: string) => Object.assign(new Error(code), { code });

/** A step that fails some times before it succeeds, and the waits in between. */
function lockedFor(times: number, code: string) {
  const waits: number[] = [];
  let tries = 0;
  const step = async () => {
    tries++;
    if (tries <= times) throw failure(code);
  };
  const run = () => whileLocked("/somewhere/dist", step, async (ms) => waits.push(ms));
  return { run, waits, tries: () => tries };
}

describe("a build on Windows", () => {
  it.each(["EBUSY", "EPERM", "EACCES", "ENOTEMPTY"])("waits while another program has a file open (%s)", async (code) => {
    const locked = lockedFor(3, code);
    await locked.run();
    expect(locked.waits).toEqual([50, 100, 150]);
  });

  it("gives up after some seconds and says what to do", async () => {
    const locked = lockedFor(Number.POSITIVE_INFINITY, "EBUSY");
    await expect(locked.run()).rejects.toThrow(/^dist\/ cannot be replaced \(EBUSY\)\. End the programs that use it/);
    expect(locked.waits.reduce((sum, ms) => sum + ms)).toBeLessThan(5000);
  });

  it("fails at once for any other reason", async () => {
    const locked = lockedFor(1, "ENOSPC");
    await expect(locked.run()).rejects.toThrow("ENOSPC");
    expect(locked.tries()).toBe(1);
  });

  /** A folder with one file, which has the folder's text. */
  const written = (path: string, text: string) => {
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, "text"), text);
  };
  const aFolder = () => {
    const dist = join(mkdtempSync(join(folder, "one-")), "dist");
    return {
      dist,
      besides: () => readdirSync(dirname(dist)).filter((name) => name !== "dist"),
      text: () => readFileSync(join(dist, "text"), "utf8"),
    };
  };

  it("replaces a folder as a whole", async () => {
    const { dist, besides, text } = aFolder();
    written(dist, "old");
    writeFileSync(join(dist, "more"), "");
    await replacedFolder(dist, async (made) => written(made, "new"));
    expect({ text: text(), files: readdirSync(dist), besides: besides() }).toEqual({ text: "new", files: ["text"], besides: [] });
  });

  it("leaves the folder as it was if it fails, or if the new one cannot be put there", async () => {
    const { dist, besides, text } = aFolder();
    written(dist, "old");
    await expect(replacedFolder(dist, () => Promise.reject(failure("ENOSPC")))).rejects.toThrow("ENOSPC");
    await expect(replacedFolder(dist, async () => undefined)).rejects.toThrow("ENOENT");
    expect({ text: text(), besides: besides() }).toEqual({ text: "old", besides: [] });
  });

  it("does not disturb others at the same time", async () => {
    const { dist, besides, text } = aFolder();
    const all = Array.from({ length: 8 }, (_, at) => String(at));
    await Promise.all(all.map((name) => replacedFolder(dist, async (made) => written(made, name))));
    expect({ isOne: all.includes(text()), besides: besides() }).toEqual({ isOne: true, besides: [] });
  });

  it("removes what a killed one left, but nothing that may still be in use", async () => {
    const { dist, besides } = aFolder();
    for (const name of ["dist.build-killed", "dist.build-at-work", "dist.config"]) written(join(dirname(dist), name), "");
    const long = new Date(Date.now() - 2 * 60 * 60_000);
    for (const name of ["dist.build-killed", "dist.config"]) utimesSync(join(dirname(dist), name), long, long);
    await replacedFolder(dist, async (made) => written(made, "new"));
    expect(besides()).toEqual(["dist.build-at-work", "dist.config"]);
  });
});

describe("two builds at the same time", () => {
  it("both end with a program that works", { timeout: 180_000 }, async () => {
    const dist = join(mkdtempSync(join(folder, "two-")), "dist");
    const program = new URL("../../packaging/build-program.mjs", import.meta.url).href;
    const build = () =>
      run(process.execPath, ["--input-type=module", "-e", `await (await import("${program}")).buildProgram(process.argv[1])`, dist]);
    await Promise.all([build(), build()]);
    expect((await run(process.execPath, [join(dist, "cli.js"), "--version"])).stdout).toBe(`${packageJson.version}\n`);
    expect(readdirSync(dirname(dist))).toEqual(["dist"]);
  });
});

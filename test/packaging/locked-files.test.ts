import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { replaceFolder, whileLocked } from "../../packaging/locked-files.mjs";

const folder = mkdtempSync(join(tmpdir(), "lightfield-locked-"));
afterAll(() => rmSync(folder, { recursive: true }));

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

  it("replaces a folder as a whole", async () => {
    const [made, dist] = [join(folder, "dist.new"), join(folder, "dist")];
    for (const [path, name] of [
      [made, "new"],
      [dist, "old"],
    ] as const) {
      mkdirSync(path);
      writeFileSync(join(path, name), name);
    }
    await replaceFolder(made, dist);
    expect(readFileSync(join(dist, "new"), "utf8")).toBe("new");
    expect([made, join(dist, "old")].filter((path) => existsSync(path))).toEqual([]);
  });
});

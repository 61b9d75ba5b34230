import { execFileSync } from "node:child_process";
import { copyFile, mkdir, readFile, rename, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect } from "vitest";
import { bytes, entriesIn, onlyFolder, open, test, textOf } from "./temporary.ts";

describe("a damaged file is ignored, and written anew", () => {
  test("if it is cut off, too long, or has a changed bit", async ({ directory }) => {
    const cache = await open(directory);
    await cache.write("names", bytes("Maja Jensen, João Rocha"));
    const path = join(await onlyFolder(directory), "names.entry");
    const whole = await readFile(path);
    const at = fc.nat(whole.length - 1);
    const damaged = fc.oneof(
      at.map((length) => whole.subarray(0, length)),
      fc.uint8Array({ minLength: 1, maxLength: 40 }).map((more) => Buffer.concat([whole, more])),
      fc.tuple(at, fc.nat(7)).map(([byte, bit]) => whole.map((value, index) => (index === byte ? value ^ (1 << bit) : value))),
      fc.uint8Array({ maxLength: 200 }),
    );
    await fc.assert(
      fc.asyncProperty(damaged, async (content) => {
        await writeFile(path, content);
        expect(await cache.read("names")).toBeUndefined();
      }),
      { numRuns: 300 },
    );
    await cache.write("names", bytes("anew"));
    expect(await textOf(cache, "names")).toBe("anew");
    expect(cache.log).toEqual([]);
  });

  test("an entry passes neither for another nor for that of another version or key", async ({ directory }) => {
    const cache = await open(directory);
    await cache.write("names", bytes("one"));
    const folder = await onlyFolder(directory);
    await copyFile(join(folder, "names.entry"), join(folder, "definitions.entry"));
    expect(await cache.read("definitions")).toBeUndefined();

    const version2 = folder.replace(/v1$/, "v2");
    await rename(folder, version2);
    const newer = await open(directory, { version: 2 });
    expect(await newer.read("names")).toBeUndefined();

    await open(directory, { apiKey: "sk_lf_two", version: 3 });
    await open(directory, { version: 3 });
    await newer.wipe();
    const others = await onlyFolder(directory);
    await cache.write("names", bytes("one"));
    await copyFile(join(folder, "names.entry"), join(others, "names.entry"));
    expect(await (await open(directory, { apiKey: "sk_lf_two", version: 3 })).read("names")).toBeUndefined();
  });

  test("an entry whose content is put back as it was is read: what is old is the caller's to tell", async ({ directory }) => {
    const cache = await open(directory);
    await cache.write("names", bytes("old"));
    const path = join(await onlyFolder(directory), "names.entry");
    const old = await readFile(path);
    await cache.write("names", bytes("new"));
    await writeFile(path, old);
    expect(await textOf(cache, "names")).toBe("old");
  });

  test.skipIf(process.platform === "win32")("a folder, a pipe or a link in its place is not read, nor waited for", async ({ directory }) => {
    const cache = await open(directory);
    await cache.write("names", bytes("one"));
    const folder = await onlyFolder(directory);
    await rename(join(folder, "names.entry"), join(directory, "moved"));
    await symlink(join(directory, "moved"), join(folder, "names.entry"));
    await mkdir(join(folder, "definitions.entry"));
    execFileSync("mkfifo", [join(folder, "contacts.entry")]);
    expect(await Promise.all(["names", "definitions", "contacts"].map((name) => cache.read(name)))).toEqual([undefined, undefined, undefined]);

    await Promise.all(["names", "definitions", "contacts"].map((name) => cache.write(name, bytes("anew"))));
    expect(await Promise.all(["names", "definitions", "contacts"].map((name) => textOf(cache, name)))).toEqual(["anew", undefined, "anew"]);
    expect(await entriesIn(folder)).toEqual(["contacts.entry", "definitions.entry", "names.entry"]);
    expect(cache.log).toHaveLength(1);
  });
});

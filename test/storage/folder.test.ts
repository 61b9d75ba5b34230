import { existsSync } from "node:fs";
import { chmod, lstat, mkdir, readdir, readFile, rename, stat, symlink, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, onTestFinished } from "vitest";
import { cacheInfo, clearCaches } from "../../src/storage/index.ts";
import { bytes, DAY_MS, entriesIn, onlyFolder, open, test, textOf } from "./temporary.ts";

const mode = async (path: string) => ((await lstat(path)).mode & 0o777).toString(8);

describe.skipIf(process.platform === "win32")("who may read", () => {
  test.for([0o000, 0o022, 0o777])("folders are 0700 and files 0600, with umask %o", async (mask, { directory }) => {
    const umask = process.umask(mask);
    onTestFinished(() => void process.umask(umask));
    const cache = await open(directory);
    await cache.write("names", bytes("x"));
    const folder = await onlyFolder(directory);
    expect(await mode(folder)).toBe("700");
    expect(await Promise.all((await readdir(folder)).map((name) => mode(join(folder, name))))).toEqual(["600", "600"]);
    expect(cache.log).toEqual([]);
  });

  test("folders above it that have to be made are closed too", async ({ directory }) => {
    await open(join(directory, "deep", "er"));
    expect(await Promise.all([join(directory, "deep"), join(directory, "deep", "er")].map(mode))).toEqual(["700", "700"]);
  });

  test("a folder that others could enter is closed to them", async ({ directory }) => {
    await open(directory);
    const folder = await onlyFolder(directory);
    await chmod(folder, 0o755);
    await open(directory);
    expect(await mode(folder)).toBe("700");
  });

  test("a link in the folder's place is not used", async ({ directory }) => {
    const elsewhere = join(directory, "elsewhere");
    const caches = join(directory, "caches");
    await mkdir(elsewhere);
    await open(caches);
    const folder = await onlyFolder(caches);
    await rename(folder, join(directory, "away"));
    await symlink(elsewhere, folder);
    const cache = await open(caches);
    await cache.write("names", bytes("x"));
    expect(await readdir(elsewhere)).toEqual([]);
    expect(cache.log).toEqual([expect.stringMatching(/^warn: The cache in .* belongs to another user or is a link.*LIGHTFIELD_CACHE_DIR/)]);
  });
});

test.runIf(existsSync("/proc"))("where folders cannot be made, the cache keeps nothing, and says so", async () => {
  const cache = await open("/proc/nope/deeper");
  await cache.write("names", bytes("x"));
  expect(await cache.read("names")).toBeUndefined();
  expect(cache.log).toEqual([expect.stringMatching(/^warn: The cache in \/proc\/nope.* \(ENOENT\)/)]);
});

test("a file in a folder's place is no folder", async ({ directory }) => {
  const file = join(directory, "file");
  await writeFile(file, "");
  for (const place of [file, join(file, "deeper")]) expect((await open(place)).log).toEqual([expect.stringMatching(/\((EEXIST|ENOTDIR)\)/)]);
});

describe("14 days without use", () => {
  const start = Date.UTC(2026, 0, 1);

  test("delete old caches, also of other keys", async ({ directory }) => {
    const first = await open(directory, { now: () => start });
    await first.write("names", bytes("old"));
    const stillThere = await open(directory, { apiKey: "sk_lf_two", now: () => start + 14 * DAY_MS });
    await stillThere.write("names", bytes("two"));
    expect(await textOf(first, "names")).toBe("old");
    await open(directory, { apiKey: "sk_lf_two", now: () => start + 14 * DAY_MS + 1 });
    await expect(onlyFolder(directory)).resolves.toContain("-v1");
    expect(await first.read("names")).toBeUndefined();
  });

  test("delete also one's own", async ({ directory }) => {
    await (await open(directory, { now: () => start })).write("names", bytes("old"));
    expect(await (await open(directory, { now: () => start + 15 * DAY_MS })).read("names")).toBeUndefined();
  });

  test("do not pass while a server runs and reads", async ({ directory }) => {
    let now = start;
    const running = await open(directory, { now: () => now });
    await running.write("names", bytes("x"));
    for (let day = 1; day < 30; day++) {
      now = start + day * DAY_MS;
      await running.read("names");
    }
    await open(directory, { apiKey: "sk_lf_two", now: () => now + DAY_MS });
    expect(await textOf(running, "names")).toBe("x");
  });

  test("are also counted from a time that lies ahead", async ({ directory }) => {
    const ahead = await open(directory, { now: () => start + 400 * DAY_MS });
    await ahead.write("names", bytes("x"));
    await open(directory, { now: () => start });
    expect(await ahead.read("names")).toBeUndefined();
  });
});

test("temporary files of a killed process are deleted, those of a running one are not", async ({ directory }) => {
  await open(directory);
  const folder = await onlyFolder(directory);
  await Promise.all(["names.1f-00aa.tmp", "names.2f-00aa.tmp"].map((name) => writeFile(join(folder, name), "half")));
  const hourAgo = new Date(Date.now() - 3_600_000);
  await utimes(join(folder, "names.1f-00aa.tmp"), hourAgo, hourAgo);
  await open(directory);
  expect(await entriesIn(folder)).toEqual(["names.2f-00aa.tmp"]);
});

describe("a folder that cannot be written", () => {
  test("costs only the cache, and is logged once, without the key", async ({ directory }) => {
    await writeFile(join(directory, "file"), "");
    const cache = await open(join(directory, "file", "caches"));
    await Promise.all([cache.write("a", bytes("x")), cache.write("b", bytes("x")), cache.remove("a"), cache.wipe()]);
    expect(await cache.read("a")).toBeUndefined();
    expect(cache.log).toEqual([expect.stringMatching(/^warn: The cache in .*\(ENOTDIR\).*LIGHTFIELD_CACHE=off\.$/)]);
    expect(cache.log.join()).not.toContain("sk_lf_one");
  });

  // To root no folder is read-only.
  test.skipIf(process.getuid?.() === 0 || process.platform === "win32")("can still be read", async ({ directory }) => {
    await (await open(directory)).write("names", bytes("here"));
    const folder = await onlyFolder(directory);
    await chmod(folder, 0o500);
    const cache = await open(directory);
    expect(await textOf(cache, "names")).toBe("here");
    await cache.write("names", bytes("other"));
    await cache.wipe();
    expect(await textOf(cache, "names")).toBe("here");
    expect(cache.log).toEqual([expect.stringContaining("EACCES")]);
    await expect(clearCaches(directory)).rejects.toThrow("EACCES");
    await chmod(folder, 0o700);
  });
});

describe("clear", () => {
  test("deletes every cache and leaves all that is not ours", async ({ directory }) => {
    const photos = join(directory, "photos");
    const ourName = `lightfield-cache-${"0".repeat(32)}-v1`;
    await Promise.all([photos, join(directory, "lightfield-cache-mine")].map((folder) => mkdir(folder)));
    await Promise.all([
      writeFile(join(directory, "diary.txt"), "mine"),
      writeFile(join(directory, ourName.replace("0", "1")), "mine"),
      writeFile(join(photos, "names.entry"), "mine"),
      symlink(photos, join(directory, ourName)),
    ]);
    const foreign = await readdir(directory);

    const one = await open(directory);
    await one.write("names", bytes("12345"));
    const [withGuests = ""] = (await readdir(directory)).filter((name) => !foreign.includes(name));
    await writeFile(join(directory, withGuests, "notes.txt"), "mine");
    await symlink(join(directory, "diary.txt"), join(directory, withGuests, "linked.entry"));
    await (await open(directory, { apiKey: "sk_lf_two" })).write("names", bytes("1234567890"));

    const info = await cacheInfo(directory);
    expect(info).toMatchObject({ files: 5, lastUsed: expect.any(Date) });
    expect(await clearCaches(directory)).toEqual({ files: info.files, bytes: info.bytes });

    expect((await readdir(directory)).sort()).toEqual([...foreign, withGuests].sort());
    expect(await readdir(join(directory, withGuests))).toEqual(["notes.txt"]);
    expect(await Promise.all(["diary.txt", "photos/names.entry"].map((path) => readFile(join(directory, path), "utf8")))).toEqual(["mine", "mine"]);
    expect(await one.read("names")).toBeUndefined();
  });

  test("finds nothing where there is nothing", async ({ directory }) => {
    const nowhere = join(directory, "nowhere");
    expect(await clearCaches(nowhere)).toEqual({ files: 0, bytes: 0 });
    expect(await cacheInfo(nowhere)).toEqual({ files: 0, bytes: 0 });
    await expect(stat(nowhere)).rejects.toThrow("ENOENT");
  });
});

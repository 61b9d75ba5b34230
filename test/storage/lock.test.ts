import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, vi } from "vitest";
import { Deadline } from "../../src/api/index.ts";
import { clearCaches } from "../../src/storage/index.ts";
import { entriesIn, onlyFolder, open, test } from "./temporary.ts";

const locksIn = async (directory: string) => (await entriesIn(await onlyFolder(directory))).filter((name) => name.endsWith(".lock"));

test("what has a name in common runs one after the other, in all caches of a folder, and never stands still", async ({ directory }) => {
  const caches = [await open(directory), await open(directory), await open(directory)];
  const held = new Set<string>();
  const work = async (cache: (typeof caches)[number], names: readonly string[]) => {
    const lock = await cache.lock(names, {});
    for (const name of names) expect(held.has(name)).toBe(false);
    for (const name of names) held.add(name);
    await locksIn(directory);
    for (const name of names) held.delete(name);
    await lock?.release();
  };
  const groups = [["ann", "bob"], ["bob", "cy"], ["cy", "ann"], ["dan"]];
  await Promise.all(caches.flatMap((cache) => groups.map((names) => work(cache, names))));
  expect(await locksIn(directory)).toEqual([]);
});

test("whoever waits gives up at the end of the call's time, and when it is cancelled", async ({ directory }) => {
  const [one, other] = [await open(directory), await open(directory)];
  const lock = await one.lock(["ann"], {});
  expect(await other.lock(["bob", "ann"], { deadline: Deadline.after(300) })).toBeUndefined();
  const cancel = new AbortController();
  const waiting = other.lock(["ann"], { signal: cancel.signal });
  cancel.abort(new Error("cancelled"));
  await expect(waiting).rejects.toThrow("cancelled");
  expect(await locksIn(directory)).toHaveLength(1);
  // What has no name in common waits for nobody.
  await (await other.lock(["bob"], {}))?.release();
  await lock?.release();
  expect(await other.lock(["ann"], { deadline: Deadline.after(10_000) })).toBeDefined();
});

test("a lock is held until it is released, or somebody deletes it", async ({ directory }) => {
  const cache = await open(directory);
  const [one, other] = [await cache.lock(["ann", "bob"], {}), await cache.lock(["cy"], {})];
  await other?.release();
  expect([await one?.isHeld(), await other?.isHeld()]).toEqual([true, false]);
  const folder = await onlyFolder(directory);
  const [first = ""] = await locksIn(directory);
  await rm(join(folder, first));
  expect(await one?.isHeld()).toBe(false);
});

test("a lock that shows no sign of life is deleted after 5 to 10 s", async ({ directory }) => {
  const [one, other] = [await open(directory), await open(directory)];
  const lock = await one.lock(["ann"], {});
  const [left = ""] = await locksIn(directory);
  await lock?.release();
  await writeFile(join(await onlyFolder(directory), left), "");
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  onTestFinished(() => void vi.useRealTimers());
  const since = performance.now();
  let isTaken = false;
  const taken = other.lock(["ann"], {}).then(() => {
    isTaken = true;
  });
  while (!isTaken) {
    await vi.advanceTimersToNextTimerAsync();
    // Time stands still while the disk works.
    await locksIn(directory);
  }
  await taken;
  expect(performance.now() - since).toBeGreaterThan(4_900);
  expect(performance.now() - since).toBeLessThan(10_000);
});

test("nothing on the disk tells what is locked, nor does another key's lock have the same name", async ({ directory }) => {
  const [one, other] = [await open(`${directory}/one`), await open(`${directory}/other`, { apiKey: "sk_lf_two" })];
  await Promise.all([one, other].map((cache) => cache.lock(["email ann@example.com"], {})));
  const [first = "", second = ""] = [...(await locksIn(`${directory}/one`)), ...(await locksIn(`${directory}/other`))];
  expect(first).toMatch(/^[0-9a-f]{40}-[0-9a-f]{16}\.lock$/);
  expect(first.slice(0, 40)).not.toBe(second.slice(0, 40));
  expect(await readFile(join(await onlyFolder(`${directory}/one`), first), "utf8")).toBe("");
  expect(await clearCaches(`${directory}/one`)).toMatchObject({ files: 2 });
});

test("where the folder is gone it is made again, and where it cannot be used nothing is held", async ({ directory }) => {
  const cache = await open(directory);
  await rm(await onlyFolder(directory), { recursive: true });
  const lock = await cache.lock(["ann"], {});
  expect(await locksIn(directory)).toHaveLength(1);
  await lock?.release();
  const folder = await onlyFolder(directory);
  await rm(folder, { recursive: true });
  await writeFile(folder, "");
  for (const name of ["ann", "ann"]) {
    const none = await cache.lock([name], {});
    expect(await none?.isHeld()).toBe(true);
    await none?.release();
  }
  expect(cache.log).toEqual([expect.stringMatching(/^warn: The cache in .* cannot be used/)]);
});

test("entries are listed by how their names begin, with their age", async ({ directory }) => {
  const cache = await open(directory);
  expect(await cache.list("made-")).toEqual([]);
  await cache.write("made-1", new Uint8Array());
  await cache.write("other", new Uint8Array());
  expect(await cache.list("made-")).toEqual([{ name: "made-1", ageMs: expect.any(Number) }]);
});

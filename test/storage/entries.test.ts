import { createSecretKey } from "node:crypto";
import { rm } from "node:fs/promises";
import { describe, expect } from "vitest";
import { EntryCipher } from "../../src/storage/entry-cipher.ts";
import { noCache, openCache } from "../../src/storage/index.ts";
import { bytes, entriesIn, onlyFolder, open, test, textOf } from "./temporary.ts";

describe("entries", () => {
  test("survive a restart, whatever their size", async ({ directory }) => {
    const cache = await open(directory);
    const sizes = [0, 1, 1 << 20, (1 << 20) + 1, 5_000_000];
    const entries = sizes.map((size) => Uint8Array.from({ length: size }, (_, at) => (at * 31 + size) % 251));
    await Promise.all(entries.map((entry, at) => cache.write(`contacts-${at}`, entry)));
    const restarted = await open(directory);
    const read = await Promise.all(entries.map((_, at) => restarted.read(`contacts-${at}`)));
    expect(read.map((entry, at) => Buffer.compare(entry ?? bytes("absent"), entries[at] ?? bytes("")))).toEqual([0, 0, 0, 0, 0]);
    expect(restarted.log).toEqual([]);
  });

  test("are absent until written, and after they were removed", async ({ directory }) => {
    const cache = await open(directory);
    expect(await cache.read("names")).toBeUndefined();
    await cache.remove("names");
    await cache.write("names", bytes("one"));
    await cache.remove("names");
    expect(await cache.read("names")).toBeUndefined();
    expect(cache.log).toEqual([]);
  });

  test("are as the last call left them, without waiting for each", async ({ directory }) => {
    const cache = await open(directory);
    const long = new Uint8Array(3_000_000);
    await Promise.all([cache.write("a", long), cache.write("a", bytes("last")), cache.write("b", long), cache.remove("b")]);
    expect([await textOf(cache, "a"), await cache.read("b")]).toEqual(["last", undefined]);
    expect(await entriesIn(await onlyFolder(directory))).toEqual(["a.entry"]);
  });

  test.for([
    ["another key", { apiKey: "sk_lf_two" }],
    ["another base URL", { baseUrl: new URL("https://eu.lightfield.app") }],
    ["another version", { version: 2 }],
  ] as const)("are not seen with %s, and stay as they are", async ([, other], { directory }) => {
    const one = await open(directory);
    await one.write("names", bytes("one"));
    const two = await open(directory, other);
    expect(await two.read("names")).toBeUndefined();
    await two.write("names", bytes("two"));
    expect([await textOf(one, "names"), await textOf(two, "names")]).toEqual(["one", "two"]);
  });

  test("are sealed and opened in slices, one entry at a time, so that other work has its turn", async () => {
    const cipher = new EntryCipher(createSecretKey(new Uint8Array(32)), 1);
    let turns = 0;
    let working = true;
    const count = () => {
      turns++;
      if (working) setImmediate(count);
    };
    setImmediate(count);
    const sealed = await Promise.all(["a", "b"].map((name) => cipher.seal(name, new Uint8Array(8 << 20))));
    expect(turns).toBeGreaterThanOrEqual(15);
    turns = 0;
    await Promise.all(sealed.map((entry, at) => cipher.open(at === 0 ? "a" : "b", entry)));
    working = false;
    expect(turns).toBeGreaterThanOrEqual(15);
  });

  test("are opened without a second copy, which would take as much memory again", async () => {
    const cipher = new EntryCipher(createSecretKey(new Uint8Array(32)), 1);
    const plain = Uint8Array.from({ length: 300_000 }, (_, at) => at % 251);
    const sealed = await cipher.seal("a", plain);
    const opened = await cipher.open("a", sealed);
    expect(opened?.buffer).toBe(sealed.buffer);
    expect(Buffer.compare(opened ?? bytes("absent"), plain)).toBe(0);
  });

  test.for(["../names", "a/b", "", "Names", "a.b", "x".repeat(65)])("cannot be named %j", async (name, { directory }) => {
    const cache = await open(directory);
    await expect(cache.write(name, bytes("x"))).rejects.toThrow(TypeError);
    await expect(cache.read(name)).rejects.toThrow(TypeError);
    await expect(cache.remove(name)).rejects.toThrow(TypeError);
  });
});

describe("wipe", () => {
  test("deletes everything of this key, of other versions too, and nothing of another key", async ({ directory }) => {
    const [one, older, other] = await Promise.all([open(directory), open(directory, { version: 7 }), open(directory, { apiKey: "sk_lf_two" })]);
    await Promise.all([one, older, other].map((cache) => cache.write("names", bytes("here"))));
    await one.wipe();
    expect(await Promise.all([one, older, other].map((cache) => textOf(cache, "names")))).toEqual([undefined, undefined, "here"]);
    await onlyFolder(directory);
  });

  test("takes along what is being written, and what is being read is not given out; later writes count", async ({ directory }) => {
    const cache = await open(directory);
    await cache.write("a", new Uint8Array(3_000_000));
    const reading = cache.read("a");
    const writes = ["b", "c", "d"].map((name) => cache.write(name, new Uint8Array(3_000_000)));
    const wiping = cache.wipe();
    const after = cache.write("e", bytes("after"));
    expect(await reading).toBeUndefined();
    await Promise.all([...writes, wiping, after]);
    expect(await entriesIn(await onlyFolder(directory))).toEqual(["e.entry"]);
    expect(await textOf(cache, "e")).toBe("after");
    expect(cache.log).toEqual([]);
  });
});

test("a folder that somebody deletes is made again", async ({ directory }) => {
  const cache = await open(directory);
  await rm(directory, { recursive: true });
  await cache.wipe();
  await cache.write("names", bytes("again"));
  expect(await textOf(await open(directory), "names")).toBe("again");
  expect(cache.log).toEqual([]);
});

test("switched off, or without a place, it keeps nothing", async () => {
  const nowhere = await openCache({
    directory: undefined,
    apiKey: "sk_lf_one",
    baseUrl: new URL("https://x.example"),
    version: 1,
    log: () => undefined,
  });
  expect(nowhere).toBe(noCache);
  await noCache.write("a", bytes("a"));
  expect(await noCache.read("a")).toBeUndefined();
});

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, onTestFinished } from "vitest";
import { entriesIn, onlyFolder, open, test } from "./temporary.ts";

/** Fails unless an entry is wholly one writer's. */
function expectWhole(entry: Uint8Array) {
  const [byte = 0] = entry;
  const round = entry.length - 200_000 - byte * 1000;
  expect(round >= 0 && round < 1000).toBe(true);
  expect(Buffer.compare(entry, new Uint8Array(entry.length).fill(byte))).toBe(0);
}

test("two caches in one process do not mix their entries", async ({ directory }) => {
  const caches = [await open(directory), await open(directory)];
  const entry = (byte: number) => new Uint8Array(200_000 + byte * 1000).fill(byte);
  for (let round = 0; round < 20; round++) {
    await Promise.all(caches.map((cache, byte) => cache.write("names", entry(byte))));
    for (const cache of caches) expectWhole((await cache.read("names")) ?? new Uint8Array());
  }
  expect(await entriesIn(await onlyFolder(directory))).toEqual(["names.entry"]);
});

test("processes that write at once, one of which is killed, leave whole entries", async ({ directory }) => {
  const program = join(directory, "writer.mjs");
  await build({
    entryPoints: [fileURLToPath(new URL("uniform-writer.ts", import.meta.url))],
    bundle: true,
    platform: "node",
    format: "esm",
    outfile: program,
  });
  const caches = join(directory, "caches");
  const writers = [1, 2, 3].map((byte) => spawn(process.execPath, [program, caches, String(byte)]));
  onTestFinished(() => writers.forEach((writer) => void writer.kill("SIGKILL")));
  const errors: string[] = [];
  for (const writer of writers) writer.stderr.on("data", (chunk: Buffer) => errors.push(chunk.toString()));
  const exits = Promise.all(writers.map((writer) => once(writer, "exit")));
  await Promise.all(writers.map((writer) => once(writer.stdout.resume(), "data")));

  const reader = await open(caches);
  const seen = new Set<number>();
  for (let reads = 0; reads < 100 || (seen.size < 2 && reads < 5000); reads++) {
    const entry = (await reader.read("contacts-0001")) ?? new Uint8Array();
    expectWhole(entry);
    seen.add(entry[0] ?? 0);
  }
  expect(seen.size).toBeGreaterThan(1);
  for (const [at, writer] of writers.entries()) {
    if (at === 0) writer.kill("SIGKILL");
    else writer.stdin.end();
  }
  expect(await exits).toEqual([
    [null, "SIGKILL"],
    [0, null],
    [0, null],
  ]);
  expectWhole((await reader.read("contacts-0002")) ?? new Uint8Array());
  expect([errors, reader.log]).toEqual([[], []]);

  await open(caches, { now: () => Date.now() + 3_600_000 });
  expect(await entriesIn(await onlyFolder(caches))).toEqual(["contacts-0001.entry", "contacts-0002.entry"]);
});

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test as base } from "vitest";
import { type Cache, type CacheOptions, openCache } from "../../src/storage/index.ts";
import { folderFixture } from "../temporary-folders.ts";

export const DAY_MS = 24 * 3_600_000;
export const BASE_URL = new URL("https://api.lightfield.app");

/** A cache in a folder of the test, and what it logged. */
export interface Opened extends Cache {
  readonly log: string[];
}

/** vitest's `test`, with a directory that goes with the test. */
export const test = base.extend<{ directory: string }>({
  directory: folderFixture,
});

export async function open(directory: string, options: Partial<CacheOptions> = {}): Promise<Opened> {
  const log: string[] = [];
  const cache = await openCache({
    directory,
    apiKey: "sk_lf_one",
    baseUrl: BASE_URL,
    version: 1,
    log: (level, line) => log.push(`${level}: ${line}`),
    ...options,
  });
  return {
    log,
    read: (name) => cache.read(name),
    write: (name, entry) => cache.write(name, entry),
    remove: (name) => cache.remove(name),
    wipe: () => cache.wipe(),
    list: (prefix) => cache.list(prefix),
    lock: (names, call) => cache.lock(names, call),
  };
}

export const bytes = (text: string) => new TextEncoder().encode(text);

/** An entry as text. */
export async function textOf(cache: Cache, name: string): Promise<string | undefined> {
  const entry = await cache.read(name);
  return entry && new TextDecoder().decode(entry);
}

/** The only folder in a directory. */
export async function onlyFolder(directory: string): Promise<string> {
  const [name, ...others] = await readdir(directory);
  if (name === undefined || others.length > 0) throw new Error(`Not one folder: ${[name, ...others].join()}`);
  return join(directory, name);
}

/** Names of the files in a folder, but for the marker. */
export const entriesIn = async (folder: string) => (await readdir(folder)).filter((name) => name !== "CACHEDIR.TAG").sort();

/** Every path below a directory and every file's content. */
export async function everythingIn(directory: string): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (const entry of await readdir(directory, { withFileTypes: true, recursive: true })) {
    parts.push(Buffer.from(entry.name));
    if (entry.isFile()) parts.push(await readFile(join(entry.parentPath, entry.name)));
  }
  return Buffer.concat(parts);
}

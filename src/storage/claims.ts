import { randomBytes } from "node:crypto";
import { access, lstat, readdir, unlink, utimes } from "node:fs/promises";
import { join } from "node:path";
import type { CallOptions } from "../api/index.ts";
import { sleep } from "../async/waiting.ts";
import { codeOf, createFile } from "./private-files.ts";

/** How often, in ms, a claim shows that its process is alive. */
const BEAT_MS = 1000;

/**
 * Other claims are checked every 50 to 100 ms. A claim without a sign of life in this many checks was left behind.
 * Checks are counted rather than timed: a computer that sleeps neither checks nor shows life.
 */
const LOOK_MS = 50;
const LOOKS = 100;

/** Names that were claimed. Its functions never reject. */
export interface Lock {
  /**
   * Whether they are still claimed. Others take a process that stood still for 5 s for dead, and then claim them. With
   * the cache, claims are deleted too.
   */
  isHeld(): Promise<boolean>;
  release(): Promise<void>;
}

/**
 * Waits until all names are free among the processes that share a folder, and claims them. A process that was killed
 * holds its names for 5 to 10 s more.
 *
 * Each claim is an empty file of its own, `<name>-<random>.lock`. It is made first, and holds once a look at the folder
 * shows no other of the same name. Of two claims made at the same time, at least one sees the other and gives way. No
 * two claims ever have the same file, so anyone may delete one that was left behind at any time.
 *
 * @param names `0-9` and `a-f`
 * @returns undefined if the call's time is over first
 * @throws the signal's reason; errors of the file system
 */
export async function claim(folder: string, names: readonly string[], { signal, deadline }: CallOptions): Promise<Lock | undefined> {
  const files = names.map((name) => `${name}-${randomBytes(8).toString("hex")}.lock`);
  const seen = new Map<string, Sighting>();
  for (;;) {
    if (!(await isTaken(folder, names, files, seen))) {
      const lock = await made(folder, files);
      if (!(await isTaken(folder, names, files, seen).catch(givingUp(lock)))) return lock;
      await lock.release();
    }
    const wait = LOOK_MS * (1 + Math.random());
    if (deadline && !deadline.fits(wait)) return undefined;
    await sleep(wait, signal);
  }
}

async function made(folder: string, files: readonly string[]): Promise<Lock> {
  const paths = files.map((file) => join(folder, file));
  const beat = setInterval(() => {
    const now = new Date();
    for (const path of paths) void utimes(path, now, now).catch(() => undefined);
  }, BEAT_MS).unref();
  const lock = {
    isHeld: async () => (await Promise.all(paths.map(isThere))).every(Boolean),
    release: async () => {
      clearInterval(beat);
      await Promise.allSettled(paths.map((path) => unlink(path)));
    },
  };
  await Promise.all(paths.map((path) => createFile(path, new Uint8Array()))).catch(givingUp(lock));
  return lock;
}

/** Whether a living process claims one of the names. Deletes claims that were left behind. */
async function isTaken(folder: string, names: readonly string[], own: readonly string[], seen: Map<string, Sighting>): Promise<boolean> {
  const files = await readdir(folder);
  const others = files.filter((file) => file.endsWith(".lock") && !own.includes(file) && names.some((name) => file.startsWith(`${name}-`)));
  const alive = await Promise.all(others.map((file) => isAlive(join(folder, file), seen)));
  return alive.includes(true);
}

async function isAlive(path: string, seen: Map<string, Sighting>): Promise<boolean> {
  try {
    const { mtimeMs } = await lstat(path);
    const before = seen.get(path);
    const looks = before?.mtimeMs === mtimeMs ? before.looks + 1 : 1;
    seen.set(path, { mtimeMs, looks });
    if (looks < LOOKS) return true;
    await unlink(path);
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
  }
  return false;
}

/** How often a claim was seen without a sign of life in between. */
interface Sighting {
  readonly mtimeMs: number;
  readonly looks: number;
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    (error: unknown) => codeOf(error) !== "ENOENT",
  );

const givingUp = (lock: Lock) => async (error: unknown) => {
  await lock.release();
  throw error;
};

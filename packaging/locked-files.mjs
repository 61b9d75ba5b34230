// Replaces and removes folders. On Windows both fail for a moment while another program, for example a virus scanner,
// has a file of the folder open.
import { mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const LOCKED = new Set(["EBUSY", "EPERM", "EACCES", "ENOTEMPTY"]);

/** Waits of 50 ms, then 100 ms and so on: 5 s in all. */
const TRIES = 14;
const FIRST_WAIT_MS = 50;

/**
 * Does a step, again while it fails because something is locked.
 *
 * @param {string} path what the step changes
 * @param {() => Promise<void>} step
 * @param {(ms: number) => Promise<unknown>} pause
 * @throws {Error} that says what to do if it stays locked; the step's other errors
 */
export async function whileLocked(path, step, pause = wait) {
  for (let tries = 1; ; tries++) {
    try {
      await step();
      return;
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : "";
      if (!LOCKED.has(code)) throw error;
      if (tries === TRIES) {
        const advice = "End the programs that use it, such as servers that were started from there, and try again.";
        throw new Error(`${basename(path)}/ cannot be replaced (${code}). ${advice}`, { cause: error });
      }
      await pause(FIRST_WAIT_MS * tries);
    }
  }
}

/** Removes a folder if it exists. @param {string} path */
export const removeFolder = (path, pause = wait) => whileLocked(path, () => rm(path, { recursive: true, force: true }), pause);

/** What the names of the folders have in which folders are made. */
const UNFINISHED = ".build-";
/** Milliseconds after which such a folder is what a process left that was killed. */
const LEFT_MS = 60 * 60_000;

/**
 * Makes a folder beside the one that it replaces. If that fails, the old folder stays. Processes that do this at the
 * same time each make their own; the last one's stays.
 *
 * @param {string} path
 * @param {(made: string) => Promise<void>} make makes the folder
 */
export async function replacedFolder(path, make, pause = wait) {
  await removeLeftovers(path, pause);
  const own = await mkdtemp(path + UNFINISHED);
  try {
    const made = join(own, "made");
    await make(made);
    let tries = 0;
    await whileLocked(path, () => exchange(path, made, join(own, `old-${++tries}`)), pause);
  } finally {
    // If a server still uses a file of the old folder, a later run removes it.
    await removeFolder(own, pause).catch(() => undefined);
  }
}

/**
 * Puts a folder in the place of another, which it puts aside.
 *
 * @param {string} path
 * @param {string} made
 * @param {string} aside
 */
async function exchange(path, made, aside) {
  const had = await rename(path, aside).then(
    () => true,
    (error) => (error.code === "ENOENT" ? false : Promise.reject(error)),
  );
  try {
    await rename(made, path);
  } catch (error) {
    // Another process may have put its folder there in the meantime. Then that one stays.
    if (had) await rename(aside, path).catch(() => undefined);
    throw error;
  }
}

/** @param {string} path */
async function removeLeftovers(path, pause = wait) {
  const names = await readdir(dirname(path));
  for (const name of names.filter((one) => one.startsWith(basename(path) + UNFINISHED))) {
    const left = join(dirname(path), name);
    const about = await stat(left).catch(() => undefined);
    if (about && Date.now() - about.mtimeMs > LEFT_MS) await removeFolder(left, pause).catch(() => undefined);
  }
}

// Replaces and removes folders. On Windows both fail for a moment while another program, for example a virus scanner,
// has a file of the folder open.
import { rename, rm } from "node:fs/promises";
import { basename } from "node:path";
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

/** Puts a folder in the place of another. @param {string} made @param {string} path */
export async function replaceFolder(made, path, pause = wait) {
  await removeFolder(path, pause);
  await whileLocked(path, () => rename(made, path), pause);
}

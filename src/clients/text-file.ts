import { chmod, chown, lstat, mkdir, open, readFile, readlink, realpath, rename, stat, unlink, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** The file cannot be used. The message continues a sentence about it: "cannot be read (EACCES)". */
export class TextFileError extends Error {
  override readonly name = "TextFileError";
  readonly remedy = "Correct this, and run setup again.";
}

const codeOf = (error: unknown): string => (error instanceof Error && "code" in error ? String(error.code) : "unknown error");

/** The text of a file, with its byte order mark; undefined if there is none. */
export async function readTextFile(path: string): Promise<string | undefined> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw new TextFileError(`cannot be read (${codeOf(error)})`);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new TextFileError("is not UTF-8 text");
  }
}

/** Whether other users of the computer can read the file. Windows keeps the user's folder closed to them. */
export const othersCanRead = async (path: string, platform: NodeJS.Platform): Promise<boolean> =>
  platform !== "win32" && ((await stat(path)).mode & 0o044) !== 0;

/**
 * Replaces a file as a whole: others see the old or the new text. A link stays a link, and its target changes. The mode
 * and the owner stay. A new file is for its user alone, and so is the copy, which may hold a key.
 *
 * @param before the text that the change was made for. If the file says something else by now, nothing is written
 * @returns the path of a copy of the old file, beside it; undefined if there was none
 */
export async function replaceTextFile(path: string, before: string | undefined, after: string, now: Date): Promise<string | undefined> {
  try {
    if ((await readTextFile(path)) !== before) throw new TextFileError("was changed by another program in the meantime");
    const target = await targetOf(path);
    await mkdir(dirname(target), { recursive: true });
    const old = before === undefined ? undefined : await stat(target);
    const backup = before === undefined ? undefined : await copied(path, before, old, now);
    await written(target, after, old);
    return backup;
  } catch (error) {
    if (error instanceof TextFileError) throw error;
    throw new TextFileError(`cannot be written (${codeOf(error)})`);
  }
}

/** What a link leads to, even if that does not exist yet. */
async function targetOf(path: string): Promise<string> {
  const about = await lstat(path).catch(() => undefined);
  if (!about?.isSymbolicLink()) return path;
  return realpath(path).catch(async () => targetOf(resolve(dirname(path), await readlink(path))));
}

/** The copy stands beside the link, not beside its target, which may be in a repository. */
async function copied(path: string, text: string, old: Owner | undefined, now: Date): Promise<string> {
  const time = now.toISOString().slice(0, 19).replaceAll(":", "");
  for (let count = 1; ; count++) {
    const copy = `${path}.${time}${count === 1 ? "" : `-${count}`}.bak`;
    try {
      await writeFile(copy, text, { mode: 0o600, flag: "wx" });
      await giveTo(old, copy);
      return copy;
    } catch (error) {
      if (codeOf(error) !== "EEXIST" || count > 99) throw error;
    }
  }
}

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** Only root writes other users' files. */
async function giveTo(owner: Owner | undefined, path: string): Promise<void> {
  if (owner && process.getuid?.() === 0) await chown(path, owner.uid, owner.gid);
}

async function written(target: string, text: string, old: (Owner & { readonly mode: number }) | undefined): Promise<void> {
  const unfinished = `${target}.${process.pid}.tmp`;
  const file = await open(unfinished, "wx", 0o600);
  try {
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    if (old) {
      await chmod(unfinished, old.mode & 0o777);
      await giveTo(old, unfinished);
    }
    await renamed(unfinished, target);
  } catch (error) {
    await unlink(unfinished).catch(() => undefined);
    throw error;
  }
}

/** On Windows, a file that another program is reading cannot be replaced for a moment. */
async function renamed(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      if (process.platform !== "win32" || attempt === 10 || !["EPERM", "EACCES", "EBUSY"].includes(codeOf(error))) throw error;
      await pause(100);
    }
  }
}

import { constants } from "node:fs";
import { type FileHandle, lstat, mkdir, open, stat } from "node:fs/promises";
import { dirname } from "node:path";

/** Neither follow a link at the path's end nor wait for a pipe's other end. Windows has neither. */
const PLAIN_FILE = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

export const READ_PLAIN_FILE = constants.O_RDONLY | PLAIN_FILE;

/**
 * Follow no link anywhere in the path, as far as the system can: macOS has O_NOFOLLOW_ANY, which Node.js has no name
 * for and which may be refused beside O_NOFOLLOW.
 */
const FOLLOW_NO_LINK = process.platform === "darwin" ? 0x20000000 : (constants.O_NOFOLLOW ?? 0);

export const READ_FOLDER_WITHOUT_LINKS = constants.O_RDONLY | (constants.O_DIRECTORY ?? 0) | FOLLOW_NO_LINK;
export const READ_FILE_WITHOUT_LINKS = constants.O_RDONLY | FOLLOW_NO_LINK | (constants.O_NONBLOCK ?? 0);

/** A file that others could change or that is not a plain file. The message says which. */
export class UnfitFileError extends Error {
  override readonly name = "UnfitFileError";
}

/** The code of a file system's error, e.g. `ENOSPC`. */
export const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;

/**
 * Resolves to undefined for an error with one of these codes.
 *
 * @example
 * await unless(["ENOENT"], lstat("/no/such/file")); // => undefined
 */
export async function unless<T>(codes: readonly string[], promise: Promise<T>): Promise<T | undefined> {
  try {
    return await promise;
  } catch (error) {
    if (codes.includes(codeOf(error) ?? "")) return undefined;
    throw error;
  }
}

/**
 * Makes a folder that only its user can enter, and the folders above it that are missing. It does so one by one,
 * since `mkdir` with `recursive` never ends in a folder that refuses new entries, such as /proc.
 */
export async function makeFolder(path: string): Promise<void> {
  const about = await unless(["ENOENT"], stat(path));
  if (about?.isDirectory()) return;
  if (about === undefined && dirname(path) !== path) await makeFolder(dirname(path));
  // Another process may have made it in the meantime.
  await unless(about === undefined ? ["EEXIST"] : [], mkdir(path, { mode: 0o700 }));
}

/** Writes a new file that only its user can read. */
export async function createFile(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    await closeToOthers(file, (await file.stat()).mode);
    await file.writeFile(bytes);
  } finally {
    await file.close();
  }
}

/**
 * The umask may have reduced the mode of a new file, and an old one may be open to others. A mode that is right is left
 * alone: under its permission model, Node.js refuses to change that of an open file.
 */
async function closeToOthers(file: FileHandle, mode: number): Promise<void> {
  if ((mode & 0o777) !== 0o600) await file.chmod(0o600);
}

/**
 * Opens a file so that every write goes to its end, and closes it to others. Folders (0700) and the file (0600) are
 * made if they are missing, whatever the umask.
 *
 * @throws UnfitFileError for anything but a regular file of this user; errors of the file system
 */
export async function openToAppend(path: string): Promise<FileHandle> {
  await makeFolder(dirname(path));
  return openOwn(path, constants.O_RDWR | constants.O_APPEND | constants.O_CREAT, closeToOthers);
}

/** Opens the file if it is there. Throws like {@link openToAppend}. */
export const openToRead = (path: string): Promise<FileHandle | undefined> => unless(["ENOENT"], openOwn(path, constants.O_RDONLY));

async function openOwn(path: string, flags: number, prepare?: (file: FileHandle, mode: number) => Promise<void>): Promise<FileHandle> {
  await refuseUnlessFile(path);
  const file = await open(path, flags | PLAIN_FILE, 0o600);
  try {
    const about = await file.stat();
    if (!about.isFile()) throw new UnfitFileError("it is not a regular file");
    if (process.getuid !== undefined && about.uid !== process.getuid()) {
      throw new UnfitFileError("it belongs to another user, who could read and change it");
    }
    await prepare?.(file, about.mode);
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Looks before the file is opened: opening a device may already do something. */
async function refuseUnlessFile(path: string): Promise<void> {
  const about = await unless(["ENOENT"], lstat(path));
  if (about === undefined || about.isFile()) return;
  if (about.isSymbolicLink()) throw new UnfitFileError("it is a link, and links are not followed");
  throw new UnfitFileError(about.isDirectory() ? "it is a folder" : "it is not a regular file");
}

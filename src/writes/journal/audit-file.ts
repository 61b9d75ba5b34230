import { constants } from "node:fs";
import { type FileHandle, lstat, open } from "node:fs/promises";
import { dirname } from "node:path";
import { codeOf, makeFolder } from "../../storage/folder.ts";
import { UnfitFileError } from "./audit-log-error.ts";

const NEWLINE = 0x0a;
/** Neither follow a link nor wait for a pipe's other end. Windows has no such flags, nor such files. */
const PLAIN_FILE = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * Opens the file so that every write goes to its end, and closes it to others. What is missing is made: folders 0700, the file 0600,
 * whatever the umask.
 *
 * @throws UnfitFileError where it is no regular file or belongs to another user; errors of the file system
 */
export async function openToAppend(path: string): Promise<FileHandle> {
  await makeFolder(dirname(path));
  return openOwn(path, constants.O_RDWR | constants.O_APPEND | constants.O_CREAT, async (file, mode) => {
    if ((mode & 0o777) !== 0o600) await file.chmod(0o600);
  });
}

/** Opens the file if it is there. Throws as {@link openToAppend}. */
export async function openToRead(path: string): Promise<FileHandle | undefined> {
  try {
    return await openOwn(path, constants.O_RDONLY);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

async function openOwn(path: string, flags: number, prepare?: (file: FileHandle, mode: number) => Promise<void>): Promise<FileHandle> {
  await refuseUnlessFile(path);
  const file = await open(path, flags | PLAIN_FILE, 0o600);
  try {
    const about = await file.stat();
    if (!about.isFile()) throw new UnfitFileError("it is no regular file");
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

/** Looks before the file is opened: to open a device may already do something. */
async function refuseUnlessFile(path: string): Promise<void> {
  const about = await lstat(path).catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  });
  if (about === undefined || about.isFile()) return;
  if (about.isSymbolicLink()) throw new UnfitFileError("it is a link, and links are not followed");
  throw new UnfitFileError(about.isDirectory() ? "it is a folder" : "it is no regular file");
}

/**
 * Writes lines at the end of a file that {@link openToAppend} opened, each with one write, so that those of several processes do not mix.
 * Calls back for each that is whole in the file, though not yet on the disk.
 *
 * @throws the error of the first that could not be written; those after it are not tried
 */
export async function appendLines(file: FileHandle, lines: Iterable<string>, onWritten: () => void): Promise<void> {
  // Somebody was stopped in the middle of a line: its rest would swallow the next one.
  let before = (await endsWithNewline(file)) ? "" : "\n";
  for (const line of lines) {
    const bytes = Buffer.from(`${before}${line}\n`);
    const { bytesWritten } = await file.write(bytes);
    if (bytesWritten < bytes.length) throw new UnfitFileError("only a part of a line could be written (the disk may be full)");
    before = "";
    onWritten();
  }
}

async function endsWithNewline(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  await file.read(last, 0, 1, size - 1);
  return last[0] === NEWLINE;
}

/** Brings what was written to the disk. */
export async function syncFile(file: FileHandle, path: string, isNew: boolean): Promise<void> {
  await file.datasync();
  // A new file's name is in the folder. Where a system cannot sync folders, it does so by itself.
  if (isNew) await syncFolder(dirname(path)).catch(() => undefined);
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, constants.O_RDONLY);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

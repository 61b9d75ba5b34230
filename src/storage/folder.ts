import type { Stats } from "node:fs";
import { chmod, lstat, lutimes, mkdir, readdir, rmdir, unlink } from "node:fs/promises";
import { basename, join } from "node:path";
import { codeOf, createFile, makeFolder, unless } from "./private-files.ts";

const PREFIX = "lightfield-cache-";
const FOLDER = /^lightfield-cache-[0-9a-f]{32}-v\d+$/;
const MARKER = "CACHEDIR.TAG";
/** https://bford.info/cachedir/: backup programs look for the first line. */
const MARKER_TEXT = `Signature: 8a477f597d28d172789f06886806bc55
# Encrypted cache of lightfield-contacts-mcp. It can be deleted at any time; "lightfield-contacts-mcp cache clear" does.
`;
const ENTRY = /^[a-z0-9-]+\.entry$/;
/** The name of a lock file: a hash of what is locked. */
const LOCK = /^[0-9a-f]+-[0-9a-f]+\.lock$/;
const TEMPORARY = /^[a-z0-9-]+\.[0-9a-f-]+\.tmp$/;

/**
 * A write takes seconds, and a lock is touched every second. A file of either kind that is older than this, in ms,
 * was left by a process that was killed.
 */
const LEFTOVER_AFTER_MS = 10 * 60_000;
const UNUSED_AFTER_MS = 14 * 24 * 3_600_000;

interface Usage {
  readonly files: number;
  readonly bytes: number;
}

const NOTHING: Usage = { files: 0, bytes: 0 };
const sum = (one: Usage, other: Usage): Usage => ({ files: one.files + other.files, bytes: one.bytes + other.bytes });

/** A folder of the cache that must not be used, because somebody else may have put it there. */
export class ForeignFolderError extends Error {
  override readonly name = "ForeignFolderError";
}

export const folderName = (id: string, version: number) => `${PREFIX}${id}-v${version}`;

/** The folders of one key's caches, or of all. Links do not count: what they point to is not ours. */
export async function foldersIn(directory: string, id = ""): Promise<string[]> {
  const entries = (await unless(["ENOENT"], readdir(directory, { withFileTypes: true }))) ?? [];
  return entries
    .filter((entry) => entry.isDirectory() && FOLDER.test(entry.name) && entry.name.startsWith(PREFIX + id))
    .map(({ name }) => join(directory, name));
}

/** Makes the folder if it is missing, closes it to others, and marks it as used now. */
export async function useFolder(directory: string, folder: string, now: number): Promise<void> {
  await makeFolder(directory);
  // The umask may have reduced the mode.
  await unless(
    ["EEXIST"],
    mkdir(folder, { mode: 0o700 }).then(() => chmod(folder, 0o700)),
  );
  const about = await lstat(folder);
  const isOurs = about.isDirectory() && (process.getuid === undefined || about.uid === process.getuid());
  if (!isOurs) throw new ForeignFolderError("it belongs to another user or is a link");
  if ((about.mode & 0o077) !== 0) await chmod(folder, about.mode & 0o700);
  const marker = join(folder, MARKER);
  await unless(["EEXIST"], createFile(marker, Buffer.from(MARKER_TEXT)));
  await lutimes(marker, now / 1000, now / 1000);
}

/** When the folder was last used, in ms since 1970. */
async function lastUsed(folder: string): Promise<number> {
  // Without a marker, the folder is just being made, or its maker was killed.
  const about = (await unless(["ENOENT"], lstat(join(folder, MARKER)))) ?? (await unless(["ENOENT"], lstat(folder)));
  return about?.mtimeMs ?? 0;
}

/** Our files in a folder whose names begin with the prefix. Files of others are neither counted nor deleted. */
export async function filesIn(folder: string, prefix = ""): Promise<{ readonly path: string; readonly about: Stats }[]> {
  const all = ((await unless(["ENOENT"], readdir(folder))) ?? []).filter((name) => name.startsWith(prefix));
  const names = all.filter((name) => name === MARKER || ENTRY.test(name) || LOCK.test(name) || TEMPORARY.test(name));
  const files = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const about = await unless(["ENOENT"], lstat(path));
      return about && !about.isDirectory() ? [{ path, about }] : [];
    }),
  );
  return files.flat();
}

/**
 * Deletes our files, and each folder that is empty then. Of a link, it deletes the link.
 *
 * @returns what was deleted
 * @throws the first error of the file system, after everything else was deleted
 */
export async function deleteFolders(folders: readonly string[]): Promise<Usage> {
  let deleted = NOTHING;
  const failures: unknown[] = [];
  const attempt = (work: Promise<unknown>) => work.catch((error) => failures.push(error));
  for (const folder of folders) {
    for (const { path, about } of await filesIn(folder)) {
      await attempt(
        unlink(path).then(() => {
          deleted = sum(deleted, { files: 1, bytes: about.size });
        }),
      );
    }
    await attempt(unless(["ENOENT", "ENOTEMPTY", "EEXIST"], rmdir(folder)));
  }
  const [failure] = failures.filter((error) => codeOf(error) !== "ENOENT");
  if (failure !== undefined) throw failure;
  return deleted;
}

/** Deletes temporary files and locks of processes that were killed. */
export async function deleteLeftovers(folder: string, now: number): Promise<void> {
  for (const { path, about } of await filesIn(folder)) {
    if (!ENTRY.test(basename(path)) && basename(path) !== MARKER && Math.abs(now - about.mtimeMs) > LEFTOVER_AFTER_MS)
      await unless(["ENOENT"], unlink(path));
  }
}

interface CacheInfo extends Usage {
  /** Absent if there is no cache. */
  readonly lastUsed?: Date;
}

/** The size of the caches of all keys in a directory. Nothing has to be decrypted. */
export async function cacheInfo(directory: string): Promise<CacheInfo> {
  const folders = await foldersIn(directory);
  const files = (await Promise.all(folders.map((folder) => filesIn(folder)))).flat();
  const usage = files.map(({ about }) => ({ files: 1, bytes: about.size })).reduce(sum, NOTHING);
  if (folders.length === 0) return usage;
  return { ...usage, lastUsed: new Date(Math.max(...(await Promise.all(folders.map(lastUsed))))) };
}

/**
 * Deletes the caches of all keys in a directory, and nothing else: only folders that are named like a cache's, in
 * them only files that are named like its files, and only folders that are empty then.
 *
 * @returns what was deleted
 * @throws the file system's error if something could not be deleted; everything else is
 */
export async function clearCaches(directory: string): Promise<Usage> {
  return deleteFolders(await foldersIn(directory));
}

/** Deletes the caches, of any key, that no server has used for 14 days. */
export async function deleteUnused(directory: string, now: number): Promise<void> {
  const folders = await foldersIn(directory);
  const times = await Promise.all(folders.map(lastUsed));
  // A time in the future comes from a wrong clock.
  await deleteFolders(folders.filter((_, at) => Math.abs(now - (times[at] ?? now)) > UNUSED_AFTER_MS));
}

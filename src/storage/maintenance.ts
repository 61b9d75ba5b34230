import { deleteFolders, filesIn, foldersIn, lastUsed, NOTHING, sum, UNUSED_AFTER_MS, type Usage } from "./folder.ts";

interface CacheInfo extends Usage {
  readonly directory: string;
  /** Absent if there is no cache. */
  readonly lastUsed?: Date;
}

/** The size of the caches of all keys in a directory. Nothing has to be decrypted. */
export async function cacheInfo(directory: string): Promise<CacheInfo> {
  const folders = await foldersIn(directory);
  const files = (await Promise.all(folders.map((folder) => filesIn(folder)))).flat();
  const usage = files.map(({ about }) => ({ files: 1, bytes: about.size })).reduce(sum, NOTHING);
  if (folders.length === 0) return { directory, ...usage };
  return { directory, ...usage, lastUsed: new Date(Math.max(...(await Promise.all(folders.map(lastUsed))))) };
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

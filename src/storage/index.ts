/**
 * Definitions, names and index on disk, so that a restart need not fetch them again.
 *
 * **Layout**: `<directory>/lightfield-cache-<id>-v<version>/<name>.entry`, a folder for each API key, base URL and format version, so that
 * two versions of the program do not overwrite each other. `<id>` is an HKDF output beside the encryption key, so it tells nothing of
 * either key. `CACHEDIR.TAG` in it bears the time of the last use, and keeps the folder out of backups that heed the tag.
 *
 * **Who can read it**: only whoever has the API key. Without it one sees how many entries there are, their names, sizes and times, and
 * which folders were made with one and the same key; a key that somebody already suspects can be confirmed, not found. Whoever may write
 * to the folder can delete entries or put an older state of one back, but neither make one up nor put one in another's place.
 * Folders are 0700 and files 0600 whatever the umask (on Windows: what the user's profile allows).
 *
 * **Two servers at once**: an entry is written to a file of its own and renamed into place. The last writer wins, a reader sees the old or
 * the new entry as a whole. No entry is locked. There is no fsync: what a power cut leaves half written does not
 * pass authentication, and is fetched again. Entries of one name replace each other; what fits together when two have stored by turns is for
 * whoever reads them to find out. What must not be done twice is locked by name (`claims.ts`): the file of a lock is empty, is called by an HMAC of what is
 * locked, and shows by its time that its process is alive.
 *
 * **How long**: what no server has used for 14 days is deleted by the next that starts, whichever its key, and once a day by one that runs on.
 */
export { type Cache, type CacheLog, noCache } from "./cache.ts";
export { cacheDirectory, NO_DIRECTORY } from "./directory.ts";
export { JsonEntries } from "./json-entries.ts";
export { cacheInfo, clearCaches } from "./maintenance.ts";

import { type Cache, noCache } from "./cache.ts";
import { deriveKeys } from "./derive-keys.ts";
import { NO_DIRECTORY } from "./directory.ts";
import { DiskCache, type DiskCacheOptions } from "./disk-cache.ts";
import { EntryCipher } from "./entry-cipher.ts";

export interface CacheOptions extends Pick<DiskCacheOptions, "log"> {
  /** Absolute path, made if need be; undefined (no place is known) gives a cache that keeps nothing. */
  readonly directory: string | undefined;
  readonly apiKey: string;
  readonly baseUrl: URL;
  /** Of the entries' format; entries of other versions are not seen. */
  readonly version: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** Opens the cache of one key and base URL, and deletes what has gone unused. Never rejects: a folder that is not known, or cannot be used, is logged once. */
export async function openCache({ directory, apiKey, baseUrl, version, now = Date.now, log }: CacheOptions): Promise<Cache> {
  if (directory === undefined) {
    log("warn", `${NO_DIRECTORY} Until then nothing is kept on disk, so starts take longer.`);
    return noCache;
  }
  const { id, encryptionKey, nameKey } = deriveKeys(apiKey, baseUrl);
  const cache = new DiskCache({ directory, id, version, nameKey, cipher: new EntryCipher(encryptionKey, version), now, log });
  return (await cache.open()) ? cache : noCache;
}

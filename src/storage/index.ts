import { createHash, createSecretKey, hkdfSync, type KeyObject } from "node:crypto";

/**
 * Keeps definitions, names and the index on disk, so that a restart need not fetch them again.
 *
 * **Layout**: `<directory>/lightfield-cache-<id>-v<version>/<name>.entry`, one folder for each API key, base URL and
 * format version, so that two versions of the program do not overwrite each other. `<id>` is an HKDF output of its
 * own, so it reveals nothing about the API key or the encryption key. The file `CACHEDIR.TAG` has the time of the
 * last use, and keeps the folder out of backups by programs that know the tag.
 *
 * **Who can read it**: only someone with the API key. Others see the number of entries, their names, sizes and times,
 * and which folders belong to the same key. They can confirm a key that they already suspect, but not find one.
 * Someone who can write to the folder can delete entries or restore an older state of one, but neither forge an entry
 * nor swap two. Folders are 0700 and files 0600 whatever the umask (on Windows: what the user's profile allows).
 *
 * **Two servers at once**: an entry is written to a temporary file and renamed. The last writer wins; a reader sees
 * the whole old or the whole new entry. Entries are not locked. There is no fsync: an entry that a power cut left
 * half written fails authentication and is fetched again. Readers have to check whether entries that two servers
 * wrote in turns fit together. Whatever must not be done twice is locked by name (`claims.ts`): the lock is an empty
 * file, named by an HMAC of what is locked, and its time shows that its process is alive.
 *
 * **How long**: caches of any key that no server has used for 14 days are deleted when a server starts, and once a
 * day while one runs.
 */
export { type Cache, type CacheLog, noCache } from "./cache.ts";
export { cacheDirectory, NO_DIRECTORY } from "./directory.ts";
export { cacheInfo, clearCaches } from "./folder.ts";
export { JsonEntries } from "./json-entries.ts";

import { type Cache, noCache } from "./cache.ts";
import { NO_DIRECTORY } from "./directory.ts";
import { DiskCache, type DiskCacheOptions } from "./disk-cache.ts";
import { EntryCipher } from "./entry-cipher.ts";

export interface CacheOptions extends Pick<DiskCacheOptions, "log"> {
  /** An absolute path, made if it is missing. Without it (no place is known), the cache keeps nothing. */
  readonly directory: string | undefined;
  readonly apiKey: string;
  readonly baseUrl: URL;
  /** The version of the entries' format. Entries of other versions are not seen. */
  readonly version: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** Opens the cache of a key and base URL, and deletes unused ones. Never rejects: a failing folder is logged once. */
export async function openCache({ directory, apiKey, baseUrl, version, now = Date.now, log }: CacheOptions): Promise<Cache> {
  if (directory === undefined) {
    log("warn", `${NO_DIRECTORY} Until then, nothing is stored, and the server starts more slowly.`);
    return noCache;
  }
  const { id, encryptionKey, nameKey } = deriveKeys(apiKey, baseUrl);
  const cache = new DiskCache({ directory, id, version, nameKey, cipher: new EntryCipher(encryptionKey, version), now, log });
  return (await cache.open()) ? cache : noCache;
}

/**
 * Fixed and public. An API key is random and long, so a random salt on disk would add nothing but a file that two
 * servers race to make and that can be lost. The price is that a key has the same folder name on every computer.
 */
const SALT = "lightfield-contacts-mcp cache";

interface CacheKeys {
  /** The folder's name: 32 hexadecimal digits. */
  readonly id: string;
  /** 256 bits for AES-GCM. */
  readonly encryptionKey: KeyObject;
  /** 256 bits for the HMAC of names that must not be readable. */
  readonly nameKey: KeyObject;
}

/**
 * Derives what a cache needs from the API key (HKDF, SHA-256). Each output has its own `info`, so they are
 * independent of each other. They differ for every base URL.
 */
function deriveKeys(apiKey: string, baseUrl: URL): CacheKeys {
  // Hashed, since HKDF accepts at most 1024 bytes of info.
  const audience = createHash("sha256").update(baseUrl.href).digest("hex");
  const derive = (purpose: string, bytes: number) => Buffer.from(hkdfSync("sha256", apiKey, SALT, `${purpose} ${audience}`, bytes));
  return {
    id: derive("folder", 16).toString("hex"),
    encryptionKey: createSecretKey(derive("encryption", 32)),
    nameKey: createSecretKey(derive("names", 32)),
  };
}

import type { CallOptions } from "../api/index.ts";
import type { Lock } from "./claims.ts";

export type CacheLog = (level: "error" | "warn" | "info" | "debug", line: string) => void;

/**
 * Named entries of bytes that outlive the process. Nothing here rejects because of the disk: without a cache
 * everything works, only more slowly. Names are `a-z`, `0-9` and `-`, at most 64 characters. Anyone who can list the
 * folder sees them, so put no data into them.
 */
export interface Cache {
  /**
   * The entry's bytes, or undefined if there is none that this key and version can read. It does not wait for writes:
   * until they have ended, it returns the old bytes.
   */
  read(name: string): Promise<Uint8Array | undefined>;
  /**
   * Replaces a whole entry. Never rejects: a full disk or a read-only folder only costs the cache, and is logged
   * once. Writes queue, so the bytes must not change until it resolves.
   */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** The entries with this prefix, and how long ago each was written, in ms. Empty if the disk cannot tell. */
  list(prefix: string): Promise<readonly { readonly name: string; readonly ageMs: number }[]>;
  /**
   * Waits until no other process that shares the cache holds one of the names, and then holds them. A process that
   * was killed holds its names for 5 to 10 s more. If the disk does not work, nothing is held.
   *
   * @param names any texts: they cannot be read from the disk
   * @returns undefined if the call's time is over first
   * @throws the signal's reason
   */
  lock(names: readonly string[], call: CallOptions): Promise<Lock | undefined>;
  /** Deletes an entry, after the writes that were queued before. */
  remove(name: string): Promise<void>;
  /** Deletes everything of this key, of other versions and queued writes too: after a 401. Later writes are kept. */
  wipe(): Promise<void>;
}

/** A lock where nothing can be held: nobody else can claim the names. */
export const noLock: Lock = { isHeld: async () => true, release: async () => undefined };

/** A cache that keeps nothing: `LIGHTFIELD_CACHE=off`. */
export const noCache: Cache = {
  read: async () => undefined,
  write: async () => undefined,
  list: async () => [],
  lock: async () => noLock,
  remove: async () => undefined,
  wipe: async () => undefined,
};

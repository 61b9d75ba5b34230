import type { CallOptions } from "../api/index.ts";
import type { Release } from "./claims.ts";

export type CacheLog = (level: "error" | "warn" | "info" | "debug", line: string) => void;

/**
 * Named entries of bytes that outlive the process. Nothing here ever rejects because of the disk: without a cache everything works, only
 * slower. Names are `a-z`, `0-9` and `-`, at most 64 long, and can be seen by whoever can list the folder: put no data into them.
 */
export interface Cache {
  /**
   * The entry's bytes, or undefined where there is none that can be read with this key and version. Does not wait for writes that are under
   * way: it gives the old bytes until they have ended.
   */
  read(name: string): Promise<Uint8Array | undefined>;
  /**
   * Replaces an entry as a whole; never rejects (a full disk or a read-only folder only costs the cache; it is logged once). The bytes must
   * stay as they are until it resolves, since writes queue.
   */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** The entries whose names begin so, and how long ago each was written, in ms; none where the disk cannot tell. */
  list(prefix: string): Promise<readonly { readonly name: string; readonly ageMs: number }[]>;
  /**
   * Waits until no other process that shares the cache holds one of the names, and holds them. A process that was killed holds them for 5 to 10 s more.
   * Where the disk does not serve, nothing is held.
   *
   * @param names any texts: nobody can tell them from what is on the disk
   * @returns gives the names up; undefined where the call's time is over first
   * @throws the signal's reason
   */
  lock(names: readonly string[], call: CallOptions): Promise<Release | undefined>;
  /** Deletes an entry, after the writes that were asked for before. */
  remove(name: string): Promise<void>;
  /** Deletes everything of this key, of other versions too: after a 401. Writes asked for before are deleted with it; later ones start anew. */
  wipe(): Promise<void>;
}

/** Keeps nothing: `LIGHTFIELD_CACHE=off`. */
export const noCache: Cache = {
  read: async () => undefined,
  write: async () => undefined,
  list: async () => [],
  lock: async () => async () => undefined,
  remove: async () => undefined,
  wipe: async () => undefined,
};

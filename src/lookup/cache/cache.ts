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
  /** Deletes an entry, after the writes that were asked for before. */
  remove(name: string): Promise<void>;
  /** Deletes everything of this key, of other versions too: after a 401. Writes asked for before are deleted with it; later ones start anew. */
  wipe(): Promise<void>;
}

/** Keeps nothing: `LIGHTFIELD_CACHE=off`. */
export const noCache: Cache = {
  read: async () => undefined,
  write: async () => undefined,
  remove: async () => undefined,
  wipe: async () => undefined,
};

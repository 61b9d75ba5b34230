import { createHmac, type KeyObject } from "node:crypto";
import { readFile, unlink } from "node:fs/promises";
import { basename, join } from "node:path";
import type { CallOptions } from "../api/index.ts";
import { Pool } from "../async/pool.ts";
import { type Cache, type CacheLog, noLock } from "./cache.ts";
import { claim, type Lock } from "./claims.ts";
import type { EntryCipher } from "./entry-cipher.ts";
import { deleteFolders, deleteLeftovers, deleteUnused, ForeignFolderError, filesIn, folderName, foldersIn, useFolder } from "./folder.ts";
import { codeOf, READ_PLAIN_FILE } from "./private-files.ts";
import { replaceFile } from "./replace-file.ts";

const NAME = /^[a-z0-9-]{1,64}$/;
const DAY_MS = 24 * 3_600_000;
/** Enough to keep the cipher busy, however many entries are read at once. */
const READS_AT_ONCE = 4;

export interface DiskCacheOptions {
  readonly directory: string;
  /** The name of this key's folder. */
  readonly id: string;
  readonly version: number;
  readonly cipher: EntryCipher;
  /** Hides the names of locks. */
  readonly nameKey: KeyObject;
  readonly now: () => number;
  readonly log: CacheLog;
}

/** The cache of one key, base URL and version, in a folder of its own. */
export class DiskCache implements Cache {
  readonly #options: DiskCacheOptions;
  readonly #folder: string;
  readonly #reads = new Pool(READS_AT_ONCE);
  /** One change at a time, so that the last one requested is the one that stays. */
  readonly #changes = new Pool(1);
  /** Counts wipes: nothing that was read before a wipe is returned after it. */
  #wipes = 0;
  #attendedAt = Number.NEGATIVE_INFINITY;
  #complained = false;

  constructor(options: DiskCacheOptions) {
    this.#options = options;
    this.#folder = join(options.directory, folderName(options.id, options.version));
  }

  /** Prepares the folder and deletes leftovers. False means that the folder is not ours and must not be used. */
  async open(): Promise<boolean> {
    return !((await this.#attend()) instanceof ForeignFolderError);
  }

  async read(name: string): Promise<Uint8Array | undefined> {
    const path = this.#pathOf(name);
    const wipes = this.#wipes;
    await this.#attend();
    const plain = await this.#orComplaint(() =>
      this.#reads.run(async () => {
        const sealed = await readFile(path, { flag: READ_PLAIN_FILE });
        return this.#options.cipher.open(name, sealed);
      }),
    );
    return wipes === this.#wipes ? plain : undefined;
  }

  async write(name: string, bytes: Uint8Array): Promise<void> {
    const path = this.#pathOf(name);
    await this.#change(async () => {
      await this.#attend();
      const sealed = await this.#options.cipher.seal(name, bytes);
      try {
        await replaceFile(path, sealed);
      } catch (error) {
        if (codeOf(error) !== "ENOENT") throw error;
        // Another server's wipe, or `cache clear`, has deleted the folder.
        await this.#useFolder();
        await replaceFile(path, sealed);
      }
    });
  }

  async list(prefix: string): Promise<{ name: string; ageMs: number }[]> {
    const files = (await this.#orComplaint(() => filesIn(this.#folder, prefix))) ?? [];
    return files.flatMap(({ path, about }) => {
      const name = basename(path, ".entry");
      return path.endsWith(".entry") ? [{ name, ageMs: Math.abs(this.#options.now() - about.mtimeMs) }] : [];
    });
  }

  async lock(names: readonly string[], call: CallOptions): Promise<Lock | undefined> {
    const hidden = names.map((name) => createHmac("sha256", this.#options.nameKey).update(name).digest("hex").slice(0, 40));
    try {
      // Another server's wipe, or `cache clear`, may have deleted it.
      await this.#useFolder();
      return await claim(this.#folder, hidden, call);
    } catch (error) {
      if (call.signal?.aborted) throw error;
      this.#complain(error);
      return noLock;
    }
  }

  async remove(name: string): Promise<void> {
    const path = this.#pathOf(name);
    await this.#change(() => unlink(path));
  }

  async wipe(): Promise<void> {
    this.#wipes++;
    await this.#change(async () => {
      await deleteFolders(await foldersIn(this.#options.directory, this.#options.id));
    });
  }

  #useFolder(): Promise<void> {
    return useFolder(this.#options.directory, this.#folder, this.#options.now());
  }

  /**
   * At the start, and once a day while the cache is used: deletes unused caches and notes that this one is used.
   * Returns the problem with the folder, if any.
   */
  async #attend(): Promise<unknown> {
    const now = this.#options.now();
    if (now - this.#attendedAt < DAY_MS) return undefined;
    this.#attendedAt = now;
    await this.#orComplaint(() => deleteUnused(this.#options.directory, now));
    const failure = await this.#useFolder().catch((error: unknown) => error);
    if (failure !== undefined) this.#complain(failure);
    else await this.#orComplaint(() => deleteLeftovers(this.#folder, now));
    return failure;
  }

  async #change(change: () => Promise<unknown>): Promise<void> {
    await this.#orComplaint(() => this.#changes.run(change));
  }

  async #orComplaint<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      // A missing file need not be read or deleted.
      if (codeOf(error) !== "ENOENT") this.#complain(error);
      return undefined;
    }
  }

  #complain(error: unknown): void {
    if (this.#complained) return;
    this.#complained = true;
    const reason = error instanceof ForeignFolderError ? error.message : (codeOf(error) ?? (error instanceof Error ? error.name : "unknown"));
    this.#options.log(
      "warn",
      `The cache in ${this.#folder} cannot be used (${reason}). Everything works, but the server starts more slowly. ` +
        "Fix the folder, choose another with LIGHTFIELD_CACHE_DIR, or set LIGHTFIELD_CACHE=off.",
    );
  }

  #pathOf(name: string): string {
    if (!NAME.test(name)) throw new TypeError(`${JSON.stringify(name)} cannot name a cache entry`);
    return join(this.#folder, `${name}.entry`);
  }
}

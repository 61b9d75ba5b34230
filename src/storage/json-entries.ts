import { createHash } from "node:crypto";
import type { z } from "zod/v3";
import type { Cache } from "./cache.ts";
import { readJsonInSlices } from "./json-in-slices.ts";

interface JsonEntriesOptions<T> {
  readonly cache: Cache;
  /** The beginning of the entries' names. */
  readonly prefix: string;
  readonly form: z.ZodType<T, z.ZodTypeDef, unknown>;
  /** How long, in ms, an entry is kept after it was last written. */
  readonly lifeMs: number;
  /** How many entries are kept. The oldest go first. */
  readonly most?: number;
}

/**
 * Entries of one kind in the encrypted cache, each a JSON value under an ID. Anyone who can list the folder sees the
 * names of cache entries, so an ID appears in them as a hash. As in the cache itself, nothing here rejects because of
 * the disk.
 */
export class JsonEntries<T extends object> {
  readonly #options: JsonEntriesOptions<T>;

  constructor(options: JsonEntriesOptions<T>) {
    this.#options = options;
  }

  /** The value of an ID; undefined if there is none, "unreadable" if the entry holds something else. */
  async read(id: string): Promise<T | "unreadable" | undefined> {
    return this.#readEntry(this.#nameOf(id));
  }

  /** Whether there is an entry, readable or not. */
  async has(id: string): Promise<boolean> {
    return (await this.#options.cache.read(this.#nameOf(id))) !== undefined;
  }

  async write(id: string, value: T): Promise<void> {
    await this.writeJson(id, JSON.stringify(value));
  }

  /** As {@link write}, for a value whose JSON takes long to make. */
  async writeJson(id: string, json: string): Promise<void> {
    await this.#options.cache.write(this.#nameOf(id), Buffer.from(json));
  }

  async remove(id: string): Promise<void> {
    await this.#options.cache.remove(this.#nameOf(id));
  }

  /** All values that any process wrote within this many ms, except that with the ID `except`. */
  async recent(withinMs: number, except?: string): Promise<T[]> {
    const own = except === undefined ? undefined : this.#nameOf(except);
    const names = (await this.#list()).flatMap(({ name, ageMs }) => (ageMs < withinMs && name !== own ? [name] : []));
    const values = await Promise.all(names.map((name) => this.#readEntry(name)));
    return values.flatMap((value) => (value === undefined || value === "unreadable" ? [] : [value]));
  }

  /** Deletes entries that are too old or too many. */
  async prune(): Promise<void> {
    const { cache, lifeMs, most = Number.POSITIVE_INFINITY } = this.#options;
    const entries = (await this.#list()).toSorted((one, other) => one.ageMs - other.ageMs);
    const gone = entries.filter(({ ageMs }, at) => ageMs >= lifeMs || at >= most);
    await Promise.all(gone.map(({ name }) => cache.remove(name)));
  }

  #list() {
    return this.#options.cache.list(`${this.#options.prefix}-`);
  }

  #nameOf(id: string): string {
    return `${this.#options.prefix}-${createHash("sha256").update(id).digest("hex").slice(0, 40)}`;
  }

  async #readEntry(name: string): Promise<T | "unreadable" | undefined> {
    const bytes = await this.#options.cache.read(name);
    return bytes && ((await readJsonInSlices(bytes, this.#options.form)) ?? "unreadable");
  }
}

import type { Config } from "../config.ts";
import type { Cache } from "../storage/index.ts";
import type { ListedTool } from "./tool-list.ts";

const ENTRY = "tool-list";

export interface StoredToolListOptions {
  readonly cache: Cache;
  readonly config: Pick<Config, "readOnly" | "tools" | "hideFields" | "locale">;
  /** Of the program: another version may have other tools. */
  readonly version: string;
}

/**
 * The list of tools that the last session with the same settings left. It depends on the workspace's definitions and on
 * the key's scopes, so it may be out of date.
 */
export class StoredToolList {
  readonly #cache: Cache;
  /** What the list depends on, beside the workspace and the key. */
  readonly #madeFor: string;
  #writing: Promise<unknown> = Promise.resolve();

  constructor({ cache, config: { readOnly, tools, hideFields, locale }, version }: StoredToolListOptions) {
    this.#cache = cache;
    this.#madeFor = JSON.stringify([version, readOnly, tools, hideFields, locale.phoneCountry]);
  }

  /** The tools; undefined if none were stored. */
  async read(): Promise<ListedTool[] | undefined> {
    const bytes = await this.#cache.read(ENTRY);
    if (!bytes) return undefined;
    const text = Buffer.from(bytes).toString();
    const end = text.indexOf("\n");
    return text.slice(0, end) === this.#madeFor ? JSON.parse(text.slice(end)) : undefined;
  }

  /** @param list the tools, as JSON */
  write(list: string): void {
    this.#writing = this.#cache.write(ENTRY, Buffer.from(`${this.#madeFor}\n${list}`));
  }

  /** Resolves when the last list is stored. Never rejects. */
  async written(): Promise<void> {
    await this.#writing;
  }
}

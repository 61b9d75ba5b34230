import type { Config } from "../config.ts";
import { agentKeysIn, readDefinitions } from "../definitions/stored-definitions.ts";
import type { Cache } from "../storage/index.ts";
import type { ListedTool } from "./tool-list.ts";

const ENTRY = "tool-list";

interface StoredToolListOptions {
  readonly cache: Cache;
  readonly config: Pick<Config, "readOnly" | "tools" | "hideFields" | "locale">;
  /** The version of the program. Another version may have other tools. */
  readonly version: string;
}

/** A list of tools, and the definitions with the agent keys that it was made with. */
export interface KeyedToolList {
  readonly tools: ListedTool[];
  /** See `LiveSchema.definitions`. They may be newer than the list, but their keys are the same. */
  readonly definitions: string;
}

/** The list that the last session with the same settings left. Definitions or scopes may have changed since. */
export class StoredToolList {
  readonly #cache: Cache;
  /** What the list depends on, beside the workspace and the key. */
  readonly #madeFor: string;
  /** The entry as it was last read or written. */
  #entry: string | undefined;
  #writing: Promise<unknown> = Promise.resolve();

  constructor({ cache, config: { readOnly, tools, hideFields, locale }, version }: StoredToolListOptions) {
    this.#cache = cache;
    this.#madeFor = JSON.stringify([version, readOnly, tools, hideFields, locale.phoneCountry]);
  }

  /**
   * The list; undefined if none was stored, or if the stored definitions have other agent keys: an agent would write
   * into other fields than the list says.
   */
  async read(): Promise<KeyedToolList | undefined> {
    const [bytes, definitions] = await Promise.all([this.#cache.read(ENTRY), readDefinitions(this.#cache)]);
    if (!bytes || definitions === undefined) return undefined;
    this.#entry = Buffer.from(bytes).toString();
    const head = this.#head(definitions);
    return this.#entry.startsWith(head) ? { tools: JSON.parse(this.#entry.slice(head.length)), definitions } : undefined;
  }

  /** @param list the tools, as JSON @param definitions that the list was made with, with the agent keys */
  write(list: string, definitions: string): void {
    const entry = `${this.#head(definitions)}${list}`;
    if (entry === this.#entry) return;
    this.#entry = entry;
    this.#writing = this.#cache.write(ENTRY, Buffer.from(entry));
  }

  #head(definitions: string): string {
    return `${this.#madeFor}\n${agentKeysIn(definitions)}\n`;
  }

  /** Resolves when the last list is stored. Never rejects. */
  async written(): Promise<void> {
    await this.#writing;
  }
}

import { setImmediate as nextTurn } from "node:timers/promises";
import type { Cache } from "../../storage/index.ts";
import { readAhead } from "../../storage/read-ahead.ts";
import { Block, type BlockStamp } from "./block.ts";
import type { ContactStore } from "./contact-store.ts";

const entryName = (number: number) => `contacts-${number}`;

export interface StoredContacts {
  /** Contacts of entries that others have stored: another server that shares the cache, or one that was killed as it stored them. */
  readonly foreign: readonly string[];
  /** Whether somebody may be missing, or may not be as last seen. */
  readonly isDoubtful: boolean;
}

/**
 * Reads all entries with contacts into a store. Contacts are taken whoever has stored them, unless something else was hidden then: two servers that
 * take turns at one cache leave entries of both, in which somebody may stand twice or not at all.
 *
 * @param stamps of the entries that belong together
 */
export async function readContacts(cache: Cache, store: ContactStore, stamps: readonly string[], hidden: string): Promise<StoredContacts> {
  const foreign: Block[] = [];
  let isMissing = false;
  for await (const entry of readAhead(cache, entryNames())) {
    const number = store.blocks.length;
    if (entry === undefined && number >= stamps.length) break;
    const block = entry && Block.restore(entry);
    if (block?.stamp?.hidden === hidden) {
      store.adopt(block);
      if (block.stamp.stamp !== stamps[number]) foreign.push(block);
    } else {
      isMissing ||= number < stamps.length;
      // Stored with the next save, in the place of what is there.
      store.adopt(new Block());
    }
    // An entry's contacts are a few milliseconds of work, and those that are there already come without a pause.
    await nextTurn();
  }
  return { foreign: foreign.flatMap(({ ids }) => ids.filter((id) => id !== undefined)), isDoubtful: isMissing || foreign.length > 0 };
}

/** Deletes so many entries. */
export async function removeContacts(cache: Cache, entries: number): Promise<void> {
  for (let number = 0; number < entries; number++) await cache.remove(entryName(number));
}

/** Stores what has changed, until `isOver`. */
export async function writeContacts(cache: Cache, blocks: readonly Block[], stamp: () => BlockStamp, isOver: () => boolean): Promise<void> {
  for (const [number, block] of blocks.entries()) {
    if (block.isStored) continue;
    await cache.write(entryName(number), block.store(stamp()));
    await nextTurn();
    if (isOver()) return;
  }
}

function* entryNames(): Generator<string> {
  for (let number = 0; ; number++) yield entryName(number);
}

import { nextTurn } from "../../async/loop-turns.ts";
import type { Cache } from "../../storage/index.ts";
import { numberedEntries } from "../../storage/numbered-entries.ts";
import { Block, type BlockStamp } from "./block.ts";
import type { ContactStore } from "./contact-store.ts";

const entriesIn = (cache: Cache) => numberedEntries(cache, "contacts");

interface StoredContacts {
  /** Contacts of entries that another server stored: one that shares the cache, or one that was killed meanwhile. */
  readonly foreign: readonly string[];
  /** Whether contacts may be missing or outdated. */
  readonly isDoubtful: boolean;
}

/**
 * Reads all entries with contacts into a store, also those of other servers, unless other fields were hidden then. If
 * two servers take turns with one cache, there are entries of both. A contact may then be in two entries, or in none.
 *
 * @param stamps of the entries that belong together
 */
export async function readContacts(cache: Cache, store: ContactStore, stamps: readonly string[], hidden: string): Promise<StoredContacts> {
  const foreign: Block[] = [];
  let isMissing = false;
  for await (const entry of entriesIn(cache).read()) {
    const number = store.blocks.length;
    if (entry === undefined && number >= stamps.length) break;
    const block = entry && Block.restore(entry);
    if (block?.stamp?.hidden === hidden) {
      store.adopt(block);
      if (block.stamp.stamp !== stamps[number]) foreign.push(block);
    } else {
      isMissing ||= number < stamps.length;
      // An empty block, which the next save stores in place of the entry.
      store.adopt(new Block());
    }
    // The contacts of an entry take a few milliseconds, and entries that were read ahead come without a pause.
    await nextTurn();
  }
  return { foreign: foreign.flatMap(({ ids }) => ids.filter((id) => id !== undefined)), isDoubtful: isMissing || foreign.length > 0 };
}

/** Deletes all entries with contacts. */
export const removeContacts = (cache: Cache): Promise<void> => entriesIn(cache).removeFrom(0);

/** Stores the blocks that have changed, until `isOver`. */
export async function writeContacts(cache: Cache, blocks: readonly Block[], stamp: () => BlockStamp, isOver: () => boolean): Promise<void> {
  for (const [number, block] of blocks.entries()) {
    if (block.isStored) continue;
    await entriesIn(cache).write(number, block.store(stamp()));
    await nextTurn();
    if (isOver()) return;
  }
}

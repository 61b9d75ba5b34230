import { randomUUID } from "node:crypto";
import { nextTurn } from "../../async/loop-turns.ts";
import { SearchIndex } from "../../search/index.ts";
import { joinHead, splitHead } from "../../storage/headed-entry.ts";
import type { Cache } from "../../storage/index.ts";
import { numberedEntries } from "../../storage/numbered-entries.ts";

const ENTRY_BYTES = 4 * 1024 * 1024;

/** Entries that belong together: each has the stamp. */
interface StoredSearch {
  readonly entries: number;
  readonly stamp: string;
}

const entriesIn = (cache: Cache) => numberedEntries(cache, "search");

/** The stored search index; undefined if one of its entries is missing or does not belong to it. */
export async function readSearch(cache: Cache, { entries, stamp }: StoredSearch): Promise<SearchIndex | undefined> {
  return SearchIndex.restore(bodies(entriesIn(cache).read(entries), stamp)).catch(() => undefined);
}

async function* bodies(entries: AsyncIterable<Uint8Array | undefined>, stamp: string): AsyncGenerator<Uint8Array> {
  for await (const entry of entries) {
    const parts = entry && splitHead<{ readonly stamp: string }>(entry);
    if (parts?.head.stamp !== stamp) return;
    yield parts.body;
  }
}

/**
 * Serialises the search index, to be written by {@link writeSearch}.
 *
 * @param hasChanged whether the index has changed meanwhile, so that it cannot be stored now
 * @returns undefined if the index has changed
 */
export async function serialiseSearch(
  index: SearchIndex,
  hasChanged: () => boolean,
): Promise<{ stored: StoredSearch; entries: readonly Buffer[] } | undefined> {
  const stamp = randomUUID();
  const entries: Buffer[] = [];
  let pieces: Uint8Array[] = [];
  let bytes = 0;
  const close = () => {
    const { entry, body } = joinHead({ stamp }, bytes);
    let used = 0;
    for (const piece of pieces) {
      body.set(piece, used);
      used += piece.length;
    }
    entries.push(entry);
    pieces = [];
    bytes = 0;
  };
  for (const piece of index.serialise()) {
    pieces.push(piece);
    bytes += piece.length;
    if (bytes > ENTRY_BYTES) close();
    await nextTurn();
    // The next piece would throw.
    if (hasChanged()) return undefined;
  }
  close();
  return { stored: { entries: entries.length, stamp }, entries };
}

/** Writes the entries that {@link serialiseSearch} made, until `isOver`. */
export async function writeSearch(cache: Cache, entries: readonly Buffer[], isOver: () => boolean): Promise<void> {
  for (const [number, entry] of entries.entries()) {
    if (isOver()) return;
    await entriesIn(cache).write(number, entry);
  }
  if (!isOver()) await removeSearch(cache, entries.length);
}

/** Deletes entries from a number on. They may be left of a larger index, with texts of its contacts. */
export const removeSearch = (cache: Cache, from: number): Promise<void> => entriesIn(cache).removeFrom(from);

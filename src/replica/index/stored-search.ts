import { randomUUID } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import { SearchIndex } from "../../search/index.ts";
import { joinHead, splitHead } from "../../storage/headed-entry.ts";
import type { Cache } from "../../storage/index.ts";
import { readAhead } from "../../storage/read-ahead.ts";
import { removeFrom } from "../../storage/remove-from.ts";

const ENTRY_BYTES = 4 * 1024 * 1024;

/** Entries that belong together: each bears the stamp. */
export interface StoredSearch {
  readonly entries: number;
  readonly stamp: string;
}

const entryName = (number: number) => `search-${number}`;

/** The search index as it was stored; undefined where one of its entries is missing or was stored at another time. */
export async function readSearch(cache: Cache, { entries, stamp }: StoredSearch): Promise<SearchIndex | undefined> {
  const names = Array.from({ length: entries }, (_, number) => entryName(number));
  return SearchIndex.restore(bodies(readAhead(cache, names), stamp)).catch(() => undefined);
}

async function* bodies(entries: AsyncIterable<Uint8Array | undefined>, stamp: string): AsyncGenerator<Uint8Array> {
  for await (const entry of entries) {
    const parts = entry && splitHead<{ readonly stamp: string }>(entry);
    if (parts?.head.stamp !== stamp) return;
    yield parts.body;
  }
}

/**
 * Takes the search index apart, to be written with {@link writeSearch}.
 *
 * @param hasChanged an index that changes while it is taken apart cannot be stored
 * @returns undefined where it has changed
 */
export async function takeApart(
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
    // Asked for the next piece, it would throw.
    if (hasChanged()) return undefined;
  }
  close();
  return { stored: { entries: entries.length, stamp }, entries };
}

/** Writes what {@link takeApart} made, until `isOver`. */
export async function writeSearch(cache: Cache, entries: readonly Buffer[], isOver: () => boolean): Promise<void> {
  for (const [number, entry] of entries.entries()) {
    if (isOver()) return;
    await cache.write(entryName(number), entry);
  }
  if (!isOver()) await removeSearch(cache, entries.length);
}

/** Deletes entries from a number on: what an index of more contacts has left holds their texts. */
export const removeSearch = (cache: Cache, from: number): Promise<void> => removeFrom(cache, entryName, from);

import type { Cache } from "./cache.ts";

/** Deletes numbered entries that are no longer used: from a number on, as far as there are any. */
export async function removeFrom(cache: Cache, entryName: (number: number) => string, number: number): Promise<void> {
  for (let at = number; (await cache.read(entryName(at))) !== undefined; at++) await cache.remove(entryName(at));
}

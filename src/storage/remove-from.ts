import type { Cache } from "./cache.ts";

/** Deletes numbered entries, beginning with a number, until one is missing. */
export async function removeFrom(cache: Cache, entryName: (number: number) => string, number: number): Promise<void> {
  for (let at = number; (await cache.read(entryName(at))) !== undefined; at++) await cache.remove(entryName(at));
}

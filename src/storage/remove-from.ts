import type { Cache } from "./cache.ts";

/**
 * Deletes the numbered entries from a number on. They are listed, not counted up: a server that was killed while it
 * deleted them has left a gap.
 *
 * @param prefix what the names have before the number: `search-` in `search-12`
 */
export async function removeFrom(cache: Cache, prefix: string, from: number): Promise<void> {
  for (const { name } of await cache.list(prefix)) {
    const number = name.slice(prefix.length);
    if (/^\d+$/.test(number) && Number(number) >= from) await cache.remove(name);
  }
}

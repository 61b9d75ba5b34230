import type { Cache } from "./cache.ts";

/** One entry is read and decrypted while another is used. More would only take more memory. */
const AHEAD = 1;

/** The entries of the cache that hold parts of one thing: `search-0`, `search-1` … */
export function numberedEntries(cache: Cache, kind: string) {
  const nameOf = (number: number) => `${kind}-${number}`;
  return {
    write: (number: number, bytes: Uint8Array): Promise<void> => cache.write(nameOf(number), bytes),

    /** The first `count` entries, in their order; undefined for a missing one. Leave the loop to stop reading. */
    async *read(count = Number.POSITIVE_INFINITY): AsyncGenerator<Uint8Array | undefined, void> {
      const asked: Promise<Uint8Array | undefined>[] = [];
      for (let number = 0; number < count; number++) {
        asked.push(cache.read(nameOf(number)));
        if (asked.length > AHEAD) yield asked.shift();
      }
      yield* asked;
    },

    /** Deletes the entries from a number on, by a list of them: a killed server may have left a gap. */
    async removeFrom(first: number): Promise<void> {
      for (const { name } of await cache.list(`${kind}-`)) {
        const number = name.slice(kind.length + 1);
        if (/^\d+$/.test(number) && Number(number) >= first) await cache.remove(name);
      }
    },
  };
}

import type { Cache } from "./cache.ts";

/** So many that reading, decrypting and taking keep each other busy, and so few that what is not taken yet is no burden. */
const AHEAD = 4;

/** Reads entries in the order of their names; undefined for one that is missing. Whoever has seen enough leaves the loop. */
export async function* readAhead(cache: Pick<Cache, "read">, names: Iterable<string>): AsyncGenerator<Uint8Array | undefined, void> {
  const asked: Promise<Uint8Array | undefined>[] = [];
  for (const name of names) {
    asked.push(cache.read(name));
    if (asked.length > AHEAD) yield asked.shift();
  }
  yield* asked;
}

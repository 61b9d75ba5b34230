import type { Cache } from "./cache.ts";

/** One entry is read and decrypted while another is used. More would only take more memory. */
const AHEAD = 1;

/** Reads entries in the order of their names; undefined for a missing one. Leave the loop to stop reading. */
export async function* readAhead(cache: Pick<Cache, "read">, names: Iterable<string>): AsyncGenerator<Uint8Array | undefined, void> {
  const asked: Promise<Uint8Array | undefined>[] = [];
  for (const name of names) {
    asked.push(cache.read(name));
    if (asked.length > AHEAD) yield asked.shift();
  }
  yield* asked;
}

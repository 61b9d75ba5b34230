import type { Cache } from "../storage/index.ts";
import type { LiveSchema } from "./live-schema.ts";

const ENTRY = "definitions";

/** What the last session stored. */
export async function readDefinitions(cache: Cache): Promise<string | undefined> {
  const bytes = await cache.read(ENTRY);
  return bytes && Buffer.from(bytes).toString();
}

/** Stores the definitions whenever the API has sent others. */
export function storeDefinitions(live: LiveSchema, cache: Cache): void {
  live.changed.add(() => {
    if (live.isFetched) void cache.write(ENTRY, Buffer.from(live.definitions));
  });
}

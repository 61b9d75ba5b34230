import type { Cache } from "../storage/index.ts";
import type { LiveSchema } from "./live-schema.ts";

const ENTRY = "definitions";

/** Stores the definitions whenever they change. */
export function storeDefinitions(live: LiveSchema, cache: Cache): void {
  live.changed.add(() => void cache.write(ENTRY, Buffer.from(live.definitions)));
}

/** Restores the definitions of the last session, so that the first list of tools does not wait for the network. */
export async function restoreDefinitions(live: LiveSchema, cache: Cache): Promise<void> {
  if (live.current) return;
  const bytes = await cache.read(ENTRY);
  if (bytes) live.restore(Buffer.from(bytes).toString());
}

import { type Cache, noCache } from "../src/storage/index.ts";

/** A cache in memory: what one desk stores, another finds. */
export function aMemoryCache(): Cache & { readonly entries: Map<string, Uint8Array> } {
  const entries = new Map<string, Uint8Array>();
  return {
    entries,
    read: async (name) => entries.get(name),
    write: async (name, bytes) => void entries.set(name, Uint8Array.from(bytes)),
    remove: async (name) => void entries.delete(name),
    wipe: async () => entries.clear(),
    list: async (prefix) => [...entries.keys()].filter((name) => name.startsWith(prefix)).map((name) => ({ name, ageMs: 0 })),
    lock: noCache.lock,
  };
}

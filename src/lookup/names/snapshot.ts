import { z } from "zod/v3";
import type { RecordReference } from "./name-directory.ts";
import type { NameStore } from "./name-store.ts";

const row = z.object({ id: z.string(), name: z.string(), email: z.string().optional(), website: z.string().optional(), at: z.number() });

const snapshot = z.object({
  version: z.literal(1),
  types: z.array(z.object({ objectType: z.string(), total: z.number().optional(), listedAt: z.number().optional(), rows: z.array(row) })),
  owed: z.array(z.object({ objectType: z.string(), id: z.string() })).default([]),
});

/** The names, and the records whose names are owed, as JSON in UTF-8; `at` is when each was read, in ms. */
export function toSnapshot(stores: ReadonlyMap<string, NameStore>, owed: Iterable<RecordReference>): Uint8Array {
  const types = [...stores].map(([objectType, store]) => ({
    objectType,
    ...(store.total !== undefined && Number.isFinite(store.total) ? { total: store.total } : {}),
    ...(Number.isFinite(store.listedAt) ? { listedAt: store.listedAt } : {}),
    rows: [...store.entries()].map(({ record, at }) => ({ ...record, at })),
  }));
  return new TextEncoder().encode(JSON.stringify({ version: 1, types, owed: [...owed] }));
}

/** Takes names of an earlier session; what was read since wins. What is no snapshot is ignored. Returns the records whose names that session's contacts lack. */
export function fromSnapshot(bytes: Uint8Array, stores: ReadonlyMap<string, NameStore>): RecordReference[] {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return [];
  }
  const { data } = snapshot.safeParse(json);
  const owed: RecordReference[] = [...(data?.owed ?? [])];
  for (const { objectType, total, listedAt, rows } of data?.types ?? []) {
    const store = stores.get(objectType);
    if (!store) continue;
    for (const { at, ...record } of rows) {
      if (store.readAt(record.id) < at) store.put(record, at);
      // Who was indexed in the earlier session was so by this name.
      else if (store.nameOf(record.id) !== (record.name || record.email || undefined)) owed.push({ objectType, id: record.id });
    }
    store.total ??= total;
    store.listedAt = Math.max(store.listedAt, listedAt ?? Number.NEGATIVE_INFINITY);
  }
  return owed;
}

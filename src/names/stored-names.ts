import { randomUUID } from "node:crypto";
import { z } from "zod/v3";
import { nextTurn } from "../async/loop-turns.ts";
import { groupBy } from "../maps.ts";
import type { Cache } from "../storage/index.ts";
import { numberedEntries } from "../storage/numbered-entries.ts";
import { readJson } from "../storage/read-json.ts";
import type { NameStore } from "./name-store.ts";
import type { RecordReference } from "./record-reference.ts";

type Stores = ReadonlyMap<string, NameStore>;

/** Names in an entry of the cache, which take a few milliseconds. */
const ROWS = 2000;

const VERSION = 4;

const ENTRY = "names";

/** Describes the entries that belong together. Written last. */
const headForm = z.object({
  version: z.literal(VERSION),
  /** The stamp in each entry with names, and the number of these entries. */
  stamp: z.string(),
  parts: z.number().int(),
  types: z.array(z.object({ objectType: z.string(), total: z.number().optional(), listedAt: z.number().optional() })),
  /** IDs of records whose present names are missing from the search index, by object type. */
  pending: z.record(z.array(z.string())),
});

type Row = readonly [id: string, name: string, email: string | null, website: string | null, at: number, inactive: boolean];

/** The names of an entry. Each was right when it was read, so entries of another process can be used too. */
const partForm = z.object({ stamp: z.string(), objectType: z.string(), rows: z.array(z.custom<Row>(isRow)) });

type Part = z.infer<typeof partForm>;

/** The names in the cache, in several entries: one with 100,000 names would block the process for half a second. */
export class StoredNames {
  /** The stored entries, so that names are stored only if they have changed. */
  #stored: { readonly stamp: string; readonly parts: number; readonly changes: number } | undefined;

  /**
   * Takes the names of an earlier session, unless they were read since. Returns the records whose present names are
   * missing from that session's index; undefined if that is not known.
   */
  async read(cache: Cache, stores: Stores): Promise<RecordReference[] | undefined> {
    const head = readJson(await cache.read(ENTRY), headForm);
    if (!head) return undefined;
    const pending: RecordReference[] = Object.entries(head.pending).flatMap(([objectType, ids]) => ids.map((id) => ({ objectType, id })));
    let isWhole = true;
    for await (const entry of numberedEntries(cache, ENTRY).read(head.parts)) {
      const part = readJson(entry, partForm);
      isWhole &&= part?.stamp === head.stamp;
      const store = part && stores.get(part.objectType);
      if (store) pending.push(...take(part, store));
      await nextTurn();
    }
    for (const { objectType, total, listedAt } of head.types) {
      const store = stores.get(objectType);
      if (!store) continue;
      store.total ??= total;
      // An incomplete list must not count as one.
      if (isWhole) store.listedAt = Math.max(store.listedAt, listedAt ?? Number.NEGATIVE_INFINITY);
    }
    if (isWhole) this.#stored = { stamp: head.stamp, parts: head.parts, changes: changesOf(stores) };
    return pending;
  }

  /** Stores the names, if they have changed, and the pending records, until `isOver`. */
  async write(cache: Cache, stores: Stores, pending: readonly RecordReference[], isOver: () => boolean): Promise<void> {
    // Taken first: it must not count names that are not stored yet.
    const types = [...stores].map(([objectType, { total, listedAt }]) => ({
      objectType,
      ...(total !== undefined && Number.isFinite(total) ? { total } : {}),
      ...(Number.isFinite(listedAt) ? { listedAt } : {}),
    }));
    const changes = changesOf(stores);
    if (this.#stored?.changes !== changes) {
      const stamp = randomUUID();
      const entries = numberedEntries(cache, ENTRY);
      let parts = 0;
      for (const part of partsOf(stores, stamp)) {
        await entries.write(parts++, toBytes(part));
        await nextTurn();
        if (isOver()) return;
      }
      await entries.removeFrom(parts);
      this.#stored = { stamp, parts, changes };
    }
    if (isOver()) return;
    const byType = [...groupBy(pending, ({ objectType }) => objectType)].map(([type, records]) => [type, records.map(({ id }) => id)] as const);
    const { stamp, parts } = this.#stored;
    await cache.write(
      ENTRY,
      toBytes({ version: VERSION, stamp, parts, types, pending: Object.fromEntries(byType) } satisfies z.infer<typeof headForm>),
    );
  }
}

const changesOf = (stores: Stores) => [...stores.values()].reduce((sum, { changes }) => sum + changes, 0);

const toBytes = (json: object) => Buffer.from(JSON.stringify(json));

function* partsOf(stores: Stores, stamp: string): Generator<Part> {
  for (const [objectType, store] of stores) {
    let rows: Row[] = [];
    for (const { record, at } of store.entries()) {
      rows.push([record.id, record.name, record.email ?? null, record.website ?? null, at, record.inactive === true]);
      if (rows.length < ROWS) continue;
      yield { stamp, objectType, rows };
      rows = [];
    }
    if (rows.length > 0) yield { stamp, objectType, rows };
  }
}

/** Puts the names of an entry. Returns the records that have another name by now. */
function take({ objectType, rows }: Part, store: NameStore): RecordReference[] {
  const missing: RecordReference[] = [];
  for (const [id, name, email, website, at, inactive] of rows) {
    const record = { id, name, ...(email === null ? {} : { email }), ...(website === null ? {} : { website }), ...(inactive ? { inactive } : {}) };
    if (store.readAt(id) < at) store.put(record, at);
    // The stored index has the contacts under the stored name.
    else if (store.nameOf(id) !== (name || email || undefined)) missing.push({ objectType, id });
  }
  return missing;
}

const isText = (value: unknown) => typeof value === "string";
const isTextOrNull = (value: unknown) => value === null || isText(value);

function isRow(row: unknown): row is Row {
  if (!Array.isArray(row) || row.length !== 6) return false;
  const [id, name, email, website, at, inactive] = row;
  return isText(id) && isText(name) && isTextOrNull(email) && isTextOrNull(website) && typeof at === "number" && typeof inactive === "boolean";
}

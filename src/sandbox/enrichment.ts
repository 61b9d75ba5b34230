import type { StoredRecord } from "./record.ts";
import type { DefinitionsJson } from "./wire-json.ts";

/** How long after a create or update (ms) the background enrichment changes the contact. */
export const ENRICHMENT_DELAY_MS = 100;

/** The value that the enrichment puts into a field of this type. Other types are left alone. */
const FOUND = new Map<string, (id: string) => string>([
  ["MARKDOWN", (id) => `Enriched from public sources after the last change of ${id}.`],
  ["TEXT", () => "Found by enrichment"],
]);

/**
 * The contact after its enrichment: the first empty summary and the first empty text field get a value. Fields that
 * the request itself wrote (`written`) stay unchanged, because the contract speaks of other fields.
 */
export function enriched(record: StoredRecord, definitions: DefinitionsJson, written: ReadonlySet<string>, now: number): StoredRecord {
  const values = new Map(record.values);
  for (const [type, find] of FOUND) {
    const field = Object.entries(definitions.fieldDefinitions).find(
      ([key, { valueType, typeConfiguration }]) =>
        valueType === type && !written.has(key) && !typeConfiguration.unique && (type === "MARKDOWN" || !record.values.has(key)),
    );
    if (field !== undefined) values.set(field[0], find(record.id));
  }
  return { ...record, values, updatedAt: now };
}

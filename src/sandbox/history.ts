import { ApiError, notFound } from "./errors.ts";
import type { StoredRecord } from "./record.ts";
import type { DefinitionsJson, FieldDefinitionJson } from "./wire-json.ts";

const USUAL_LIMIT = 20;
const MOST = 100;

/** A change of one field. */
interface FieldChange {
  readonly before: unknown;
  readonly after: unknown;
  /** In ms. */
  readonly at: number;
}

/** What fields of contacts held before. A contact that never changed holds what it was created with. */
export class History {
  /** By contact and field, the oldest first. */
  readonly #changes = new Map<string, Map<string, FieldChange[]>>();

  /** Notes the difference between two states of a contact. Without an earlier one, it was created. */
  note(before: StoredRecord | undefined, after: StoredRecord, at: number): void {
    if (before === undefined) return;
    for (const key of new Set([...before.values.keys(), ...after.values.keys()])) {
      const [was, is] = [before.values.get(key) ?? null, after.values.get(key) ?? null];
      if (JSON.stringify(was) === JSON.stringify(is)) continue;
      const fields = this.#changes.get(after.id) ?? new Map<string, FieldChange[]>();
      this.#changes.set(after.id, fields);
      fields.set(key, [...(fields.get(key) ?? []), { before: was, after: is, at }]);
    }
  }

  /** The answer of `GET /v1/contacts/{id}/fields/{key}/history`. Throws 404 for a field without a history. */
  json(contact: StoredRecord, key: string, query: URLSearchParams, { fieldDefinitions }: DefinitionsJson) {
    const definition = Object.hasOwn(fieldDefinitions, key) ? fieldDefinitions[key] : undefined;
    // System fields that Lightfield sets itself are columns, of which it keeps no history.
    if (definition === undefined || (key.startsWith("$") && definition.readOnly)) throw notFound(`The history of '${key}'`);
    const limit = numberIn(query.get("limit") ?? String(USUAL_LIMIT), "limit");
    if (limit < 1 || limit > MOST) throw new ApiError(400, `'limit' must be from 1 to ${MOST}.`, { param: "limit" });
    const from = numberIn(query.get("after") ?? "0", "after");
    const all = this.#entries(contact, key, definition);
    return { object: "list", data: all.slice(from, from + limit), nextCursor: from + limit < all.length ? String(from + limit) : null };
  }

  #entries(contact: StoredRecord, key: string, definition: FieldDefinitionJson) {
    const changes = this.#changes.get(contact.id)?.get(key) ?? [];
    const [first] = changes;
    const initial = first ? first.before : (contact.values.get(key) ?? null);
    const entry = (value: unknown, at: number, isCreate: boolean) => ({
      value,
      displayValue: value === null ? null : displayed(value, definition),
      recordedAt: new Date(at).toISOString(),
      isCreate,
    });
    return [
      ...(initial === null ? [] : [entry(initial, contact.createdAt, true)]),
      ...changes.map(({ after, at }) => entry(after, at, false)),
    ].reverse();
  }
}

function numberIn(text: string, param: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new ApiError(400, `'${param}' is not valid.`, { param });
  return Number(text);
}

/** The value as the app shows it. */
function displayed(value: unknown, { typeConfiguration }: FieldDefinitionJson): string {
  const labels = new Map(typeConfiguration.options?.map(({ id, label }) => [id, label]));
  const text = (one: unknown) => (typeof one === "string" ? (labels.get(one) ?? one) : JSON.stringify(one));
  return Array.isArray(value) ? value.map(text).join(", ") : text(value);
}

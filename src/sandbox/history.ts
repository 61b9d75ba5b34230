import { ApiError, notFound } from "./errors.ts";
import type { StoredRecord } from "./record.ts";
import type { DefinitionsJson, FieldDefinitionJson } from "./wire-json.ts";

const USUAL_LIMIT = 20;
const MOST = 100;

/** A value as it is stored, and as the app showed it then. */
interface ShownValue {
  readonly value: unknown;
  readonly displayValue: string | null;
}

/** A change of one field. */
interface FieldChange {
  readonly before: ShownValue;
  readonly after: ShownValue;
  /** In ms. */
  readonly at: number;
}

/** What fields of contacts held before. A contact that never changed holds what it was created with. */
export class History {
  /** By contact and field, the oldest first. */
  readonly #changes = new Map<string, Map<string, FieldChange[]>>();

  /** Notes the difference between two states of a contact. Without an earlier one, it was created. */
  note(before: StoredRecord | undefined, after: StoredRecord, at: number, { fieldDefinitions }: DefinitionsJson): void {
    if (before === undefined) return;
    for (const key of new Set([...before.values.keys(), ...after.values.keys()])) {
      const [was, is] = [before.values.get(key) ?? null, after.values.get(key) ?? null];
      if (JSON.stringify(was) === JSON.stringify(is)) continue;
      const fields = this.#changes.get(after.id) ?? new Map<string, FieldChange[]>();
      this.#changes.set(after.id, fields);
      const shown = (value: unknown) => shownValue(value, fieldDefinitions[key]);
      fields.set(key, [...(fields.get(key) ?? []), { before: shown(was), after: shown(is), at }]);
    }
  }

  /** The answer of `GET /v1/contacts/{id}/fields/{key}/history`. Throws 404 for a field without a history. */
  json(contact: StoredRecord, key: string, query: URLSearchParams, { fieldDefinitions }: DefinitionsJson) {
    const definition = Object.hasOwn(fieldDefinitions, key) ? fieldDefinitions[key] : undefined;
    // System fields that Lightfield sets itself are columns. It keeps no history of them.
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
    const initial = first ? first.before : shownValue(contact.values.get(key) ?? null, definition);
    const entry = (shown: ShownValue, at: number, isCreate: boolean) => ({ ...shown, recordedAt: new Date(at).toISOString(), isCreate });
    return [
      ...(initial.value === null ? [] : [entry(initial, contact.createdAt, true)]),
      ...changes.map(({ after, at }) => entry(after, at, false)),
    ].reverse();
  }
}

function numberIn(text: string, param: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new ApiError(400, `'${param}' is not valid.`, { param });
  return Number(text);
}

function shownValue(value: unknown, definition: FieldDefinitionJson | undefined): ShownValue {
  if (value === null) return { value, displayValue: null };
  const labels = new Map(definition?.typeConfiguration.options?.map(({ id, label }) => [id, label]));
  const text = (one: unknown) => (typeof one === "string" ? (labels.get(one) ?? one) : JSON.stringify(one));
  return { value, displayValue: Array.isArray(value) ? value.map(text).join(", ") : text(value) };
}

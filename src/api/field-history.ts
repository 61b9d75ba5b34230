import type { CallOptions, Client } from "./client.ts";
import { UnexpectedShape } from "./errors/unexpected-shape.ts";
import { FIELD_HISTORY } from "./operations.ts";
import { below, isObject, objectAt, optionalFlag, optionalText } from "./parse-lenient.ts";
import { checkedId } from "./paths.ts";
import type { ApiKey, HistoryEntry, HistoryPage } from "./wire.ts";

/** What fields of contacts held before. A deployment without it answers 404 or 405. */
export interface FieldHistory {
  /** A page of a field's values, newest first. `limit` is 1 to 100. @param query `after`: cursor of the page before */
  fieldHistory(
    contact: string,
    key: ApiKey,
    query: { readonly limit: number; readonly after?: string | undefined },
    options?: CallOptions,
  ): Promise<HistoryPage>;
}

export function fieldHistoryOf(client: Client): FieldHistory {
  return {
    fieldHistory: async (contact, key, { limit, after }, options = {}) => {
      const query = new URLSearchParams({ limit: String(limit), ...(after === undefined ? {} : { after }) });
      const path = ["v1", "contacts", checkedId(contact, "contact", FIELD_HISTORY), "fields", key, "history"];
      return client.get({ operation: FIELD_HISTORY, path, query, parse: parseHistory }, options);
    },
  };
}

/**
 * Reads a page of a field's history. The documentation does not name the list: `data`, `history` and a bare list are
 * read.
 *
 * @throws UnexpectedShape if the answer has no list of entries
 */
function parseHistory(json: unknown): HistoryPage {
  if (Array.isArray(json)) return { entries: json.map((entry, at) => entryOf(entry, String(at))), nextCursor: undefined };
  const { data, history, nextCursor } = objectAt(json, "");
  const [entries, path] = Array.isArray(history) ? [history, "history"] : [data, "data"];
  if (!Array.isArray(entries)) throw new UnexpectedShape("data", "a list", data);
  return { entries: entries.map((entry, at) => entryOf(entry, below(path, at))), nextCursor: optionalText(nextCursor) };
}

function entryOf(json: unknown, path: string): HistoryEntry {
  const { value, displayValue, recordedAt, isCreate } = objectAt(json, path);
  // Values of contacts come wrapped in `{valueType, value}`; here both forms are read.
  const bare = isObject(value) && "valueType" in value && "value" in value ? value.value : value;
  return {
    value: bare ?? null,
    displayValue: optionalText(displayValue),
    recordedAt: optionalText(recordedAt),
    isCreate: optionalFlag(isCreate) ?? false,
  };
}

import { UnexpectedShape } from "./errors/unexpected-shape.ts";
import { below, isObject, objectAt, optionalFlag, optionalText } from "./parse-lenient.ts";
import type { HistoryEntry, HistoryPage } from "./wire.ts";

/**
 * Reads a page of a field's history. The documentation does not name the list: `data`, `history` and a bare list are
 * read.
 *
 * @throws UnexpectedShape if the answer has no list of entries
 */
export function parseHistory(json: unknown): HistoryPage {
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

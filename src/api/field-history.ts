import type { CallOptions, Client } from "./client.ts";
import { FIELD_HISTORY } from "./operations.ts";
import { parseHistory } from "./parse-history.ts";
import { checkedId } from "./paths.ts";
import type { ApiKey, HistoryPage } from "./wire.ts";

/** What fields of contacts held before. A deployment without it answers 404 or 405. */
export interface FieldHistory {
  /**
   * A page of the values of a field, newest first. `limit` is 1 to 100.
   *
   * @param query `after`: the cursor of the page before
   */
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
      return client.get(FIELD_HISTORY, path, query, parseHistory, options);
    },
  };
}

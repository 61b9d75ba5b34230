import { InvalidIdError } from "./errors/invalid-id-error.ts";
import type { Operation } from "./operations.ts";
import type { WireFilter } from "./wire.ts";

const LONGEST_ID = 255;

/** Names below `/v1/contacts/` and similar paths that are not records. */
const NOT_IDS: ReadonlySet<string> = new Set(["", ".", "..", "definitions", "merge"]);

/** Whether a text can stand in a path as an ID without reaching anything but a record. */
function isUsableId(id: string): boolean {
  return !NOT_IDS.has(id) && id.length <= LONGEST_ID && !/\p{Surrogate}/u.test(id);
}

/** The ID, unchanged. Throws `InvalidIdError` if it cannot be one. */
export function checkedId(id: string, objectType: string, operation: Operation): string {
  if (!isUsableId(id)) {
    throw new InvalidIdError({ operation, attempts: 0, writeOutcome: operation.bucket === "Write" ? "not-sent" : undefined }, id, objectType);
  }
  return id;
}

/** An address below the base URL, including the base URL's own path. @param segments not yet encoded */
export function apiUrl(base: URL, segments: readonly string[], query?: URLSearchParams): URL {
  const path = `${base.pathname.replace(/\/+$/, "")}/${segments.map(encodeURIComponent).join("/")}`;
  const search = query?.toString() ?? "";
  // In one piece: a URL is parsed again with each part that is set.
  return new URL(`${base.origin}${path}${search === "" ? "" : `?${search}`}`);
}

/** The query of a list. `limit` is 1 to 25. */
export interface ListQuery {
  readonly limit?: number;
  readonly offset?: number;
  readonly filters?: readonly WireFilter[];
}

/** The query string of a list. Filters are `KEY[operator]=value`, negated ones `KEY[-operator]=value`. */
export function listQuery(query: ListQuery): URLSearchParams {
  const params = new URLSearchParams();
  if (query.limit !== undefined) params.append("limit", String(query.limit));
  if (query.offset !== undefined) params.append("offset", String(query.offset));
  for (const { key, operator, value, negated } of query.filters ?? []) params.append(`${key}[${negated ? "-" : ""}${operator}]`, value);
  return params;
}

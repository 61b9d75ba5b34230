import { ApiError } from "./errors.ts";
import { type FilterStyle, parseFilter } from "./filters.ts";
import { recordJson, type StoredRecord } from "./record.ts";
import type { DefinitionsJson } from "./wire-json.ts";

const MAX_LIMIT = 25;

/** How a list reads its filters. `false` answers 400 to every filter. */
type Filtering = FilterStyle | false;

/** How a list reads its query. */
interface ListOptions {
  readonly filtering: Filtering;
  readonly maxOffset?: number;
}

/** The answer of a list endpoint: `{object: "list", data, totalCount}`. Throws 400 for any mistake in the query. */
export function listJson(
  rows: readonly StoredRecord[],
  query: URLSearchParams,
  definitions: DefinitionsJson,
  { filtering, maxOffset = Number.MAX_SAFE_INTEGER }: ListOptions,
) {
  const limit = wholeNumber(query.get("limit") ?? String(MAX_LIMIT), "limit", 1, MAX_LIMIT);
  const offset = wholeNumber(query.get("offset") ?? "0", "offset", 0, maxOffset);
  const filters = [...query]
    .filter(([name]) => name !== "limit" && name !== "offset")
    .map(([name, value]) => {
      if (filtering === false) throw new ApiError(400, `Unknown parameter '${name}'.`, { param: name });
      return parseFilter(name, value, definitions, filtering);
    });
  const matching = filters.length === 0 ? rows : rows.filter((record) => filters.every((filter) => filter(record)));
  return {
    object: "list",
    data: matching.slice(offset, offset + limit).map((record) => recordJson(record, definitions)),
    totalCount: matching.length,
  };
}

function wholeNumber(text: string, name: string, least: number, most: number): number {
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new ApiError(400, `'${name}' must be a whole number from ${least} to ${most}.`, { param: name });
}

export type { Labels } from "./field-labels.ts";
export type { IndexKind, PartKind } from "./kinds.ts";
export type { How } from "./match-word.ts";
export { parseQuery } from "./query.ts";
export { type MatchReason, type SearchHit, SearchIndex, type SearchOptions, type SearchResult } from "./search-index.ts";

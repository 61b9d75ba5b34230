export type { IndexKind, PartKind } from "./kinds.ts";
export type { Labels } from "./matching/field-labels.ts";
export type { How } from "./matching/match-word.ts";
export { parseQuery } from "./query/query.ts";
export { type MatchReason, type SearchHit, SearchIndex, type SearchOptions, type SearchResult } from "./search-index.ts";

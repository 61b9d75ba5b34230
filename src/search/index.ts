export type { IndexKind, PartKind } from "./kinds.ts";
export type { Labels } from "./matching/field-labels.ts";
export type { How } from "./matching/match-word.ts";
export { alternativesAt, isOr } from "./query/alternatives.ts";
export { phoneNumbersIn } from "./query/pieces.ts";
export { parseQuery } from "./query/query.ts";
export { isBesideRank } from "./query/query-words.ts";
export { SearchIndex } from "./search-index.ts";
export type { MatchReason, SearchOptions, SearchResult } from "./search-result.ts";

import type { ContactSchema } from "../schema/contact-schema.ts";
import { ColumnMatcher, type ColumnMatching, type Columns } from "./columns/column-matcher.ts";

export type { ColumnKeys, ColumnMatching, Columns } from "./columns/column-matcher.ts";
export type { MatchedColumn } from "./columns/matched-column.ts";

/**
 * Matches columns to fields and relationships. The first of these that fits counts: the meanings that the call gives;
 * the table of the program that exports such columns; agent key, API key or label, as written and then without regard
 * to case, accents, spaces and punctuation; parts of fields ("Address city", "First name"); the usual names in several
 * languages. Several columns may give the values of one list.
 *
 * @throws InvalidInput if a column may mean several attributes, several columns contradict each other, or `keys` names
 * something that does not exist
 */
export function matchColumns(columns: readonly string[], schema: ContactSchema, matching: ColumnMatching = {}): Columns {
  return new ColumnMatcher(columns, schema, matching).columns();
}

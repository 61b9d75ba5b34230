import type { ContactSchema } from "../schema/contact-schema.ts";
import { ColumnMatcher, type ColumnMatching, type Columns } from "./columns/column-matcher.ts";

export type { ColumnKeys, ColumnMatching, Columns } from "./columns/column-matcher.ts";
export type { MatchedColumn } from "./columns/matched-column.ts";

/**
 * Matches columns to fields and relationships by the meanings that the call gives; else by the table of the program
 * that exports such columns; else by agent key, API key or label, first as they are written, then without regard to
 * case, accents, spaces and punctuation; then to parts of fields ("Address city", "First name"); then by the usual
 * names in several languages. Several columns may give the values of one list.
 *
 * @throws InvalidInput if a column may mean several attributes, several columns contradict each other, or `keys` names
 *   something that does not exist
 */
export function matchColumns(columns: readonly string[], schema: ContactSchema, matching: ColumnMatching = {}): Columns {
  return new ColumnMatcher(columns, schema, matching).columns();
}

import type { PartKind } from "./kinds.ts";
import type { Labels } from "./matching/field-labels.ts";
import type { How } from "./matching/match-word.ts";

/** Why a contact was found: one reason for each word of the query that it has, except fillers. */
export interface MatchReason {
  readonly kind: PartKind;
  /** The word of the query. */
  readonly query: string;
  /** The word of the contact; all digits of a phone number. */
  readonly matched: string;
  readonly how: How;
}

interface SearchHit {
  readonly id: string;
  /** Best first. */
  readonly reasons: readonly MatchReason[];
  /** Words of the query that the contact lacks, except fillers. */
  readonly missing: readonly string[];
}

export interface SearchResult {
  readonly hits: readonly SearchHit[];
  /** How many hits there are without a limit. */
  readonly listed: number;
  /** The contact that is clearly meant, if there is one. */
  readonly clear: string | undefined;
  /** Words of the query that no contact has. */
  readonly unmatched: readonly string[];
  /** Known words that are similar to the unmatched ones, best first. */
  readonly suggestions: readonly string[];
  /** How many contacts have all required words where the query expects them, and score about as high as the best. */
  readonly matched: number;
  /** How many of these have all words as written, in the same kinds of text as the first hit; 0 if it does not. */
  readonly alike: number;
}

export interface SearchOptions {
  readonly limit: number;
  /** How many of the best hits to skip; 0 by default. */
  readonly offset?: number;
  /** Whether a contact may be found. Called once for each that has a word of the query. */
  readonly allow?: (id: string) => boolean;
  /** Finds words only as they are written, apart from accents and capitals. */
  readonly asWritten?: boolean;
  /** Labels of attributes, by agent key. In a query, their words need not match if a value stands beside them. */
  readonly labels?: Labels;
}

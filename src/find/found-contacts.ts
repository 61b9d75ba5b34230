import type { RecordReference } from "../names/record-reference.ts";
import type { Coverage } from "../replica/coverage.ts";
import type { Attribute, ContactSchema } from "../schema/contact-schema.ts";
import type { FilterInput } from "../schema/filters.ts";
import type { ContactRecord } from "../schema/record.ts";
import type { MatchReason } from "../search/index.ts";
import type { ArrangementInput } from "./arranged/arrangement.ts";
import type { Grouped } from "./arranged/group-counter.ts";

/** How many contacts are shown by default, if there are more than {@link FEW}. */
export const USUAL = 4;
/** If a call names no limit, so few contacts that pass the filters are all shown. The rest would cost another call. */
export const FEW = 8;
/** The same for groups. */
export const MOST_GROUPS = 25;

export interface FindQuery extends ArrangementInput {
  /** Free text; absent: all contacts that pass the filters. */
  readonly query?: string | undefined;
  readonly filters: readonly FilterInput[];
  /** Attributes that the answer shows. */
  readonly columns?: readonly string[] | undefined;
  /** How many contacts to show; by default as many as the query asks for, {@link USUAL} contacts, or {@link MOST_GROUPS} groups. */
  readonly limit?: number | undefined;
  /** How many of the found contacts to skip; 0 by default. */
  readonly offset?: number;
}

export interface FoundContact {
  readonly contact: ContactRecord;
  /** Why the contact was found, best first; none without a query. */
  readonly reasons: readonly MatchReason[];
  /** Words of the query that the contact lacks. */
  readonly missing: readonly string[];
}

export interface FoundContacts {
  readonly schema: ContactSchema;
  /** The attributes that the query names to be shown; undefined if it names none. */
  readonly columns: readonly Attribute[] | undefined;
  /** The words that were searched; undefined if only filters count, or none. */
  readonly query: string | undefined;
  /** Best first, from {@link offset} on. */
  readonly contacts: readonly FoundContact[];
  readonly offset: number;
  /** How many were asked for. */
  readonly limit: number;
  /** How many can be listed in all, with larger offsets. With a query, these are the likeliest. */
  readonly listed: number;
  /** Whether the first contact is clearly the one that is meant. */
  readonly clear: boolean;
  /** How many match in all. With a query, these have all its words, except the unmatched ones. */
  readonly matched: number;
  /** How many of these have the words exactly as the first has them; 0 if it lacks one or spells it differently. */
  readonly alike: number;
  /** All filters: those of the call, and those that its query means. */
  readonly filters: readonly FilterInput[];
  /** How many pass the filters; undefined without filters. */
  readonly among: number | undefined;
  /** Of a share: how many contacts it is one of. Undefined if no share is asked for. */
  readonly whole: number | undefined;
  /** If no contact passes the filters: how many pass each of them alone. */
  readonly alone: readonly { readonly filter: FilterInput; readonly matched: number }[];
  /** If no contact that passes the filters has all words: those that have them regardless of filters, best first. */
  readonly outside: { readonly contacts: readonly FoundContact[]; readonly matched: number } | undefined;
  /** How words were interpreted, as sentences. */
  readonly notes: readonly string[];
  /** Counts and sums instead of contacts, if these were asked for. */
  readonly grouped: Grouped | undefined;
  /** What the contacts are sorted by; empty if they are not. */
  readonly sortedBy: readonly Attribute[];
  /** How many of the contacts have no value to be sorted by; they come last. */
  readonly unsorted: number;
  /** Whether the query asks for a count. */
  readonly counts: boolean;
  /** Words of the query that no contact has, and similar words that contacts have. */
  readonly unmatched: readonly string[];
  readonly suggestions: readonly string[];
  /** How much was searched, and how old it is. */
  readonly coverage: Coverage;
  /** Records by whose present names contacts could not be found. */
  readonly pendingNames: readonly RecordReference[];
}

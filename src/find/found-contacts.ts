import type { RecordReference } from "../names/record-reference.ts";
import type { Coverage } from "../replica/coverage.ts";
import type { ContactSchema } from "../schema/contact-schema.ts";
import type { FilterInput } from "../schema/filters.ts";
import type { ContactRecord } from "../schema/record.ts";
import type { MatchReason } from "../search/index.ts";

export interface FindQuery {
  /** Free text; absent: whoever passes the filters. */
  readonly query?: string | undefined;
  readonly filters: readonly FilterInput[];
  readonly limit: number;
  /** How many of those found are left out at the beginning; 0 by default. */
  readonly offset?: number;
}

export interface FoundContact {
  readonly contact: ContactRecord;
  /** Why it was found, best first; none without a query. */
  readonly reasons: readonly MatchReason[];
  /** Words of the query that it lacks. */
  readonly missing: readonly string[];
}

export interface FoundContacts {
  readonly schema: ContactSchema;
  /** The words that were searched for; undefined where the filters alone say who is meant, or anybody is. */
  readonly query: string | undefined;
  /** Best first, from {@link offset} on. */
  readonly contacts: readonly FoundContact[];
  readonly offset: number;
  /** How many can be had with larger offsets: of those whom a query finds, the likeliest. */
  readonly listed: number;
  /** Whether the first is clearly the one that is meant. */
  readonly clear: boolean;
  /** How many there are in all: with a query, those that have every word of it but the unmatched ones. */
  readonly matched: number;
  /** Of these, how many have the words just as the first has them; 0 where that has not all, or not as they are written. */
  readonly alike: number;
  /** How many pass the filters; undefined where there are none. */
  readonly among: number | undefined;
  /** Where nobody who passes the filters has every word: who does without them, best first, and how many. */
  readonly outside: { readonly contacts: readonly FoundContact[]; readonly matched: number } | undefined;
  /** What of the query those found do not answer to, as sentences that are to be read before them. */
  readonly caveats: readonly string[];
  /** How words were understood that the answer does not show, as sentences. */
  readonly notes: readonly string[];
  /** Whether the query asks how many there are. */
  readonly counts: boolean;
  /** Words of the query that no contact has, and words that are near to them. */
  readonly unmatched: readonly string[];
  readonly suggestions: readonly string[];
  /** How much was searched, and as of when. */
  readonly coverage: Coverage;
  /** Records by whose present names contacts could not be found. */
  readonly pendingNames: readonly RecordReference[];
}

import type { CallOptions } from "../api/index.ts";
import type { Locale } from "../fields/index.ts";
import { type Coverage, searchCoverage } from "../replica/coverage.ts";
import type { ContactIndex } from "../replica/index/contact-index.ts";
import type { Replica } from "../replica/replica.ts";
import type { Replication } from "../replica/replication.ts";
import { isExactIdentifier } from "./exact-identifier.ts";
import type { FoundContact, FoundContacts } from "./found-contacts.ts";
import type { InterpretedQuery } from "./query-interpreter.ts";

/** Contacts that are named although they do not pass the filters. */
const MOST_OUTSIDE = 2;

export interface LocalSearchOptions {
  readonly replica: Replica;
  readonly index: ContactIndex;
  readonly replication: Replication;
  readonly locale: Locale;
}

/** An interpreted query, with what a call needs to answer it. */
export interface Question extends Pick<InterpretedQuery, "query" | "schema" | "passes"> {
  readonly call: CallOptions;
  /** Told now and then how many contacts have been read, while the call waits for them. */
  onProgress(coverage: Coverage): void;
}

/** The answer to a question, without how its words were interpreted. */
export type Answer = Omit<FoundContacts, "caveats" | "notes" | "counts">;

/** Answers questions from the local copy of the contacts, without a request. */
export class LocalSearch {
  readonly #options: LocalSearchOptions;

  constructor(options: LocalSearchOptions) {
    this.#options = options;
  }

  /** Counts up with every change of what is searched. */
  get changes(): number {
    return this.#options.index.changes;
  }

  /** The contacts that pass the filters and have the words of the query, best first. */
  async search({ query, schema, passes }: Question): Promise<Answer> {
    const { index, replica, replication, locale } = this.#options;
    // Taken first: a sweep may end during the search, which has not seen all its contacts.
    const coverage = searchCoverage(replication.coverage, index.unindexed);
    const pendingNames = index.pendingNames.records;
    const { query: text = "", offset = 0 } = query;
    const among = passes && new Set(await replica.filter(passes));
    const { hits, listed, clear, unmatched, suggestions, matched, alike } = await index.searchInTurns(text, query, among);
    const contacts = hits.flatMap(({ id, reasons, missing }) => this.#found(id, reasons, missing));
    const outside = among && matched === 0 ? await index.searchInTurns(text, { limit: MOST_OUTSIDE }) : undefined;
    const [best] = contacts;
    // Among contacts that are not read yet, others may have the same name.
    const isSure = coverage.complete || (best !== undefined && isExactIdentifier(text, best.contact, locale));
    return {
      schema,
      query: query.query,
      contacts,
      offset,
      listed,
      clear: isSure && clear !== undefined && clear === best?.contact.id,
      matched,
      alike,
      among: among?.size,
      outside: outside && {
        contacts: outside.hits.flatMap(({ id, reasons, missing }) => this.#found(id, reasons, missing)),
        matched: outside.matched,
      },
      unmatched,
      suggestions,
      coverage,
      pendingNames,
    };
  }

  /** The contacts that pass the filters, in the order in which they came. */
  async filter({ query: { limit, offset = 0 }, schema, passes }: Question): Promise<Answer> {
    const { replica, replication } = this.#options;
    const { coverage } = replication;
    const ids = passes ? await replica.filter(passes) : [...replica.ids()];
    return {
      schema,
      query: undefined,
      contacts: ids.slice(offset, offset + limit).flatMap((id) => this.#found(id)),
      offset,
      listed: ids.length,
      clear: false,
      matched: ids.length,
      alike: 0,
      among: passes && ids.length,
      outside: undefined,
      unmatched: [],
      suggestions: [],
      coverage,
      pendingNames: [],
    };
  }

  #found(id: string, reasons: FoundContact["reasons"] = [], missing: FoundContact["missing"] = []): FoundContact[] {
    const contact = this.#options.replica.get(id);
    return contact ? [{ contact, reasons, missing }] : [];
  }
}

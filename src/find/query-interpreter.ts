import type { CallOptions } from "../api/index.ts";
import type { LiveSchema } from "../definitions/live-schema.ts";
import type { Locale } from "../fields/index.ts";
import { Problems, Rejection } from "../fields/rejection.ts";
import type { LinkTargets } from "../names/link-targets.ts";
import type { NameDirectory } from "../names/name-directory.ts";
import type { Attribute, ContactSchema } from "../schema/contact-schema.ts";
import { type ContactPredicate, type FilterInput, filteredAttributes, filterNotes, filterPredicate } from "../schema/filters.ts";
import type { FilterTargets } from "../schema/link-target.ts";
import { attributeNamed } from "../schema/timestamps.ts";
import { parseQuery } from "../search/index.ts";
import { linkKind } from "../search/search-document.ts";
import { type Arrangement, arrangedAttributes, parseArrangement } from "./arranged/arrangement.ts";
import type { FindQuery, FoundContact, FoundContacts } from "./found-contacts.ts";
import { negationNote } from "./negation-note.ts";

export interface QueryInterpreterOptions {
  readonly live: LiveSchema;
  readonly locale: Locale;
  readonly names: Pick<NameDirectory, "nameOf">;
  readonly targets: Pick<LinkTargets, "lookUpFilters" | "resolve">;
}

export interface InterpretedQuery extends Pick<FoundContacts, "caveats" | "counts"> {
  readonly query: FindQuery;
  readonly schema: ContactSchema;
  readonly columns: FoundContacts["columns"];
  /** How the contacts are sorted or grouped; undefined if they are not. */
  readonly arrangement: Arrangement | undefined;
  /** The attributes that filters and arrangement read. */
  readonly reads: readonly Attribute[];
  /** Whether a contact passes the filters; undefined if there are none. */
  readonly passes: ContactPredicate | undefined;
  /** How words were interpreted, as sentences. A word that is part of the first contact's name is no negation. */
  notes(first: FoundContact | undefined): string[];
}

interface OwnContacts {
  /** None if it is not known who asks. */
  readonly filters: readonly FilterInput[];
  /** How "my" was interpreted, as a sentence. */
  readonly note: string;
  /** Whether contacts of others may be found too. */
  readonly includesOthers: boolean;
}

/** Finds out what a query means: the names in its filters, and words that do not describe a contact. */
export class QueryInterpreter {
  readonly #options: QueryInterpreterOptions;

  constructor(options: QueryInterpreterOptions) {
    this.#options = options;
  }

  /**
   * Turns words that do not describe a contact into filters: whose contacts are meant, and whether any contact is.
   * Caveats and notes say how.
   */
  async interpret(asked: FindQuery, call: CallOptions): Promise<InterpretedQuery> {
    const { live, locale, names, targets } = this.#options;
    const schema = await live.get(call);
    const { own, isForAnyone, counts, negations } = parseQuery(asked.query ?? "");
    const mine = own ? await this.#ownContacts(schema, call) : undefined;
    const query: FindQuery = {
      ...asked,
      query: isForAnyone ? undefined : asked.query,
      filters: [...asked.filters, ...(mine?.filters ?? [])],
    };
    const problems = new Problems();
    const encode = (named: FilterTargets) => filterPredicate(query.filters, schema, locale, named);
    const named = await targets.lookUpFilters(encode, call);
    const passes = problems.among(() => encode(named.targets));
    const columns = query.columns?.flatMap((column) => problems.collect("fields", () => attributeNamed(column, schema)) ?? []);
    const arrangement = parseArrangement(query, schema, problems);
    problems.throwIfAny();
    const filterText = [...named.notes, ...filterNotes(query.filters, schema, locale)];
    const ownNotes = mine && !mine.includesOthers ? [mine.note] : [];
    return {
      query,
      schema,
      columns: columns && [...new Set(columns)],
      arrangement,
      passes,
      reads: [...filteredAttributes(query.filters, schema), ...(arrangement ? arrangedAttributes(arrangement) : [])],
      caveats: mine?.includesOthers ? [mine.note] : [],
      counts,
      notes: (first) => [...ownNotes, ...filterText, ...negationNote(negations, first, names.nameOf)],
    };
  }

  /** What "my contacts" are: those whose owner is the member that asks. */
  async #ownContacts({ relationships }: ContactSchema, call: CallOptions): Promise<OwnContacts> {
    const { names, targets } = this.#options;
    const owner = relationships.find((relationship) => linkKind(relationship) === "owner");
    if (owner === undefined) return { filters: [], note: "All contacts were searched: they have no owner in this workspace.", includesOthers: true };
    try {
      const { id } = await targets.resolve("me", owner, call);
      return {
        filters: [{ field: owner.agentKey, value: id }],
        note: `Only the user's own: ${owner.agentKey} ${names.nameOf("member", id) ?? id}.`,
        includesOthers: false,
      };
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      return { filters: [], note: `All were searched, not only the user's own. ${error.problemWithNearest}`, includesOthers: true };
    }
  }
}

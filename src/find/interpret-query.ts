import type { CallOptions } from "../api/index.ts";
import { Rejection } from "../fields/rejection.ts";
import type { LinkTargets } from "../names/link-targets.ts";
import type { NameDirectory } from "../names/name-directory.ts";
import type { ContactSchema } from "../schema/contact-schema.ts";
import type { FilterInput } from "../schema/filters.ts";
import { parseQuery } from "../search/index.ts";
import { linkKind } from "../search/search-document.ts";
import type { FindQuery, FoundContacts } from "./found-contacts.ts";

interface OwnContacts {
  /** None if it is not known who asks. */
  readonly filters: readonly FilterInput[];
  /** How "my" was interpreted, as a sentence. */
  readonly note: string;
  /** Whether contacts of others may be found too. */
  readonly includesOthers: boolean;
}

interface NameSources {
  readonly names: Pick<NameDirectory, "nameOf">;
  readonly targets: Pick<LinkTargets, "resolve">;
}

/** What "my contacts" are: those whose owner is the member that asks. */
async function ownContacts({ relationships }: ContactSchema, { names, targets }: NameSources, call: CallOptions): Promise<OwnContacts> {
  const owner = relationships.find((relationship) => linkKind(relationship) === "owner");
  if (owner === undefined) return { filters: [], note: "All were searched: contacts have no owner here.", includesOthers: true };
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

interface InterpretedQuery extends Pick<FoundContacts, "caveats" | "notes" | "counts"> {
  readonly query: FindQuery;
  /** Words of the query that negate something. */
  readonly negations: readonly string[];
}

/**
 * Turns words that do not describe a contact into filters: whose contacts are meant, and whether any contact is.
 * Caveats and notes say how.
 */
export async function interpretQuery(asked: FindQuery, schema: ContactSchema, names: NameSources, call: CallOptions): Promise<InterpretedQuery> {
  const { own, isForAnyone, counts, negations } = parseQuery(asked.query ?? "");
  const query = isForAnyone ? { ...asked, query: undefined } : asked;
  if (!own) return { query, caveats: [], notes: [], counts, negations };
  const { filters, note, includesOthers } = await ownContacts(schema, names, call);
  return {
    query: { ...query, filters: [...query.filters, ...filters] },
    caveats: includesOthers ? [note] : [],
    notes: includesOthers ? [] : [note],
    counts,
    negations,
  };
}

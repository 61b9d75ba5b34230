import type { CallOptions } from "../api/index.ts";
import { Rejection } from "../fields/rejection.ts";
import type { NameDirectory } from "../names/name-directory.ts";
import type { ContactSchema } from "../schema/contact-schema.ts";
import type { FilterInput } from "../schema/filters.ts";
import { parseQuery } from "../search/index.ts";
import { linkKind } from "../search/search-document.ts";
import type { FindQuery, FoundContacts } from "./found-contacts.ts";

interface OwnContacts {
  /** None where it is not known who asks. */
  readonly filters: readonly FilterInput[];
  /** What was understood, as a sentence. */
  readonly note: string;
  /** Whether others than the user's own may be among those found. */
  readonly isAnybodys: boolean;
}

/** What "my contacts" are: those whose owner is the member that asks. */
async function ownContacts(
  { relationships }: ContactSchema,
  names: Pick<NameDirectory, "resolve" | "nameOf">,
  call: CallOptions,
): Promise<OwnContacts> {
  const owner = relationships.find((relationship) => linkKind(relationship) === "owner");
  if (owner === undefined) return { filters: [], note: "All were searched: contacts have no owner here.", isAnybodys: true };
  try {
    const { id } = await names.resolve("me", owner, call);
    return {
      filters: [{ field: owner.agentKey, value: id }],
      note: `Only the user's own: ${owner.agentKey} ${names.nameOf("member", id) ?? id}.`,
      isAnybodys: false,
    };
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    return { filters: [], note: `All were searched, not only the user's own. ${error.problemWithNearest}`, isAnybodys: true };
  }
}

interface Understood extends Pick<FoundContacts, "caveats" | "notes" | "counts"> {
  readonly query: FindQuery;
  /** Words that say that something is not so. */
  readonly negations: readonly string[];
}

/** What is asked for, without what is no matter of words: whose contacts are meant, and whether anybody's are. The caveats and notes say how that was taken. */
export async function understood(
  asked: FindQuery,
  schema: ContactSchema,
  names: Pick<NameDirectory, "resolve" | "nameOf">,
  call: CallOptions,
): Promise<Understood> {
  const { own, isForAnyone, counts, negations } = parseQuery(asked.query ?? "");
  const query = isForAnyone ? { ...asked, query: undefined } : asked;
  if (!own) return { query, caveats: [], notes: [], counts, negations };
  const { filters, note, isAnybodys } = await ownContacts(schema, names, call);
  return {
    query: { ...query, filters: [...query.filters, ...filters] },
    caveats: isAnybodys ? [note] : [],
    notes: isAnybodys ? [] : [note],
    counts,
    negations,
  };
}

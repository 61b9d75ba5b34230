import { type Api, type CallOptions, isInvalidRequest, type WireContact, type WireFilter } from "../../api/index.ts";
import type { WorkspaceParts } from "../../find/workspace-parts.ts";
import { identityAfter, identityOf } from "../../identity/identity.ts";
import { identifyingKindOf } from "../../identity/kinds/index.ts";
import { Named, People } from "../../identity/people.ts";
import { identifiers } from "../../identity/value-keys.ts";
import { type Coverage, isCurrent, isWhole } from "../../replica/coverage.ts";
import type { Change } from "../../schema/change.ts";
import type { ContactSchema } from "../../schema/contact-schema.ts";
import { type ContactRecord, decodeContact } from "../../schema/record.ts";
import { presentContact } from "../present-contact.ts";
import type { SessionWrites } from "../session-writes.ts";
import { type ApiSearch, apiSearches, localSearches, searchedTexts } from "./searches.ts";

/** The API is asked for this many of a contact's values; the others are looked up in the local index alone. */
const MOST_SEARCHES = 40;

/** How long, in ms, to wait for contacts being read: if the API searches too, and if the index is the only source. */
const WAIT_MS = 5_000;
const LONG_WAIT_MS = 20_000;

/** Contacts of a page, and pages of a search. Only a name has several pages. */
const PAGE = 25;
const MOST_PAGES = 4;

/** How many contacts the index returns for one text, best first: after other people in a row, no more will follow. */
const MOST_HITS = 500;
const MOST_OTHERS = 10;

/** As {@link MOST_HITS}, but for values: enough to see that many people have a value. */
const MOST_HOLDERS = 50;

interface SearchTerms {
  /** The most searches of the API if the index has all contacts as of now. The values that prove most come first. */
  readonly mostSearches?: number | undefined;
  /** A plan has compared the contact with all others, similar names included. */
  readonly isPlanned?: boolean;
}

/** Contacts that may be one person. */
interface Candidates {
  readonly contacts: readonly ContactRecord[];
  /** Absent if everything was searched, by the API or in a current index. Otherwise it says how much the index has. */
  readonly unsearched: Coverage | undefined;
}

/**
 * The contacts that share an address, a number or a name with the contact that the change would create, and some
 * others, by the API and the local index, which has our own writes. The caller compares them.
 *
 * @throws as `Api.list`
 */
export async function findCandidates(
  change: Change,
  writes: SessionWrites,
  call: CallOptions,
  { mostSearches, isPlanned = false }: SearchTerms = {},
): Promise<Candidates> {
  const { workspace } = writes;
  const schema = await workspace.live.get(call);
  const searches = apiSearches(change, schema);
  const waiting = workspace.replication.awaitContacts(call, WAIT_MS);
  const made = searches.slice(0, mostSearches !== undefined && isCurrent(await waiting) ? mostSearches : MOST_SEARCHES);
  const listing = Promise.all(made.map((search) => listedBy(search, workspace, call)));
  const [listed, early] = await Promise.all([listing, waiting, readLost(change, writes, call)]);
  const isSearched = made.length === searches.length && !listed.includes(undefined);
  const isKnown = isSearched || isCurrent(early);
  const index = isKnown ? early : await workspace.replication.awaitContacts(call, LONG_WAIT_MS, true);
  return {
    contacts: together(listed, schema, knownCandidates(change, writes, { withSimilar: !isPlanned })),
    unsearched: isSearched || isCurrent(index) ? undefined : index,
  };
}

/**
 * The contacts that hold a value, and some others: from the local index and, if it may lack contacts or edits, from
 * the API too.
 *
 * @param mostSearches of the API if only edits may be lacking
 * @throws as `Api.list`
 */
export async function holdersOf(change: Change, writes: SessionWrites, call: CallOptions, mostSearches = MOST_SEARCHES): Promise<ContactRecord[]> {
  const { workspace } = writes;
  const { live, replication } = workspace;
  if (replication.findsAll) return knownCandidates(change, writes);
  const schema = await live.get(call);
  const searches = apiSearches(change, schema).slice(0, isWhole(replication.searchCoverage) ? mostSearches : MOST_SEARCHES);
  const listing = Promise.all(searches.map((search) => listedBy(search, workspace, call)));
  const [listed] = await Promise.all([listing, replication.coverage.asOf && replication.awaitContacts(call, WAIT_MS)]);
  if (listed.includes(undefined)) await replication.awaitContacts(call, WAIT_MS, true);
  return together(listed, schema, knownCandidates(change, writes));
}

/** As {@link findCandidates}, without a request. @param withSimilar similar names too, which takes tens of ms */
export function knownCandidates(change: Change, { workspace, written, claims }: SessionWrites, { withSimilar = false } = {}): ContactRecord[] {
  const identity = identityAfter(change);
  const wanted = identifiers(identity);
  const person = new People<string>();
  person.add("", identity);
  const similar = new Named(withSimilar ? [{ id: "", identity }] : []);
  const isAlike = ({ fields, relationships }: ContactRecord) => {
    const other = identityOf(fields, relationships);
    return person.alike(other).size > 0 || similar.similar(other).length > 0;
  };
  const own = [...written.withOneOf(wanted), ...claims.withOneOf(wanted)].flatMap((id) => workspace.replica.get(id) ?? []);
  const found = localSearches(change, withSimilar).flatMap(({ text, isName }) =>
    indexed(text, isName ? MOST_HITS : MOST_HOLDERS, isAlike, workspace),
  );
  return [...new Map([...own, ...found].map((contact) => [contact.id, contact])).values()];
}

/** Reads contacts that this session wrote, if the API has refused the key since and they were forgotten. */
async function readLost(change: Change, { workspace, written }: SessionWrites, call: CallOptions): Promise<void> {
  const lost = written.withOneOf(identifiers(identityAfter(change))).filter((id) => !workspace.replica.has(id));
  await Promise.all(lost.map((id) => presentContact(id, workspace, call)));
}

function indexed(
  text: string,
  limit: number,
  isAlike: (contact: ContactRecord) => boolean,
  { index, replica }: Pick<WorkspaceParts, "index" | "replica">,
): ContactRecord[] {
  const found: ContactRecord[] = [];
  let others = 0;
  for (const { id } of index.searchAsWritten(text, limit).hits) {
    const contact = replica.get(id);
    if (!contact) continue;
    const isFound = isAlike(contact);
    if (isFound) found.push(contact);
    others = isFound ? 0 : others + 1;
    if (others === MOST_OTHERS) break;
  }
  return found;
}

/** Filters relationships by slug, as documented, or by key if the slug is refused. Undefined: no such filter. */
async function listedBy(search: ApiSearch, { api }: WorkspaceParts, call: CallOptions): Promise<WireContact[] | undefined> {
  const [bySlug, byKey] = [search(false), search(true)];
  const found = await pages(bySlug, api, call);
  return found || bySlug.every(({ key }, at) => key === byKey[at]?.key) ? found : pages(byKey, api, call);
}

/** Undefined if the deployment lacks a filter. */
async function pages(filters: readonly WireFilter[], api: Api, call: CallOptions): Promise<WireContact[] | undefined> {
  const found: WireContact[] = [];
  try {
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const { contacts } = await api.list({ limit: PAGE, offset: page * PAGE, filters }, call);
      found.push(...contacts);
      if (contacts.length < PAGE) break;
    }
  } catch (error) {
    if (isInvalidRequest(error)) return undefined;
    throw error;
  }
  return found;
}

/** What the API has listed and what was known, each contact once. */
function together(listed: readonly (readonly WireContact[] | undefined)[], schema: ContactSchema, known: readonly ContactRecord[]): ContactRecord[] {
  const decoded = listed.flatMap((found) => found ?? []).map((contact) => decodeContact(contact, schema));
  return [...new Map([...decoded, ...known].map((contact) => [contact.id, contact])).values()];
}

/** Other contacts of the local copy that may hold a value which several of these have in common. */
export function otherHolders(contacts: readonly ContactRecord[], { index, replica }: Pick<WorkspaceParts, "index" | "replica">): ContactRecord[] {
  const held = contacts.flatMap((contact) => [...shareableTexts(contact)]);
  const shared = new Set(held.filter((text, at) => held.indexOf(text) !== at));
  const members = new Set<string>(contacts.map(({ id }) => id));
  const found = new Set([...shared].flatMap((text) => index.searchAsWritten(text, MOST_HOLDERS).hits.map(({ id }) => id)));
  return [...found].flatMap((id) => (members.has(id) ? [] : (replica.get(id) ?? [])));
}

/** The texts to search the local copy for, to find contacts with a value that several people may have. */
function shareableTexts({ fields }: ContactRecord): Set<string> {
  return new Set(
    fields.flatMap(({ field, raw }) => {
      const kind = identifyingKindOf(field);
      return kind?.isShareable && field.type.isSet(raw) ? searchedTexts(kind, field, raw) : [];
    }),
  );
}

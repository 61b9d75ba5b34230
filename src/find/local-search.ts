import type { CallOptions } from "../api/index.ts";
import { type Coverage, searchCoverage } from "../replica/coverage.ts";
import { everyOf } from "../schema/filters.ts";
import type { SearchResult } from "../search/index.ts";
import type { Arrangement } from "./arranged/arrangement.ts";
import { GroupCounter } from "./arranged/group-counter.ts";
import { InOrder } from "./arranged/order.ts";
import { contactIdsIn, foundAsOne, foundById, isExactIdentifier, isInText } from "./exact-identifier.ts";
import { FEW, type FoundContact, type FoundContacts } from "./found-contacts.ts";
import type { InterpretedQuery } from "./query-interpreter.ts";
import type { WorkspaceParts } from "./workspace-parts.ts";

/** The most contacts of a query that are arranged: the likeliest. */
const MOST_ARRANGED = 100_000;

const sortedBy = (arrangement: Arrangement | undefined) => (arrangement?.as === "contacts" ? arrangement.sort.map(({ attribute }) => attribute) : []);

/** How many of the contacts to show: all, if they are few and no limit is given. */
const shownOf = ({ query: { limit, offset = 0 }, isLimited }: Question, count: number): number =>
  !isLimited && offset === 0 && count <= FEW ? FEW : limit;

/** The contacts to arrange: those that pass, or those of these IDs; by default all. */
interface Among {
  readonly passes?: Question["passes"];
  readonly ids?: readonly string[];
  readonly reads: Question["reads"];
}

/** An answer without a query. */
const NO_WORDS = {
  whole: undefined,
  clear: false,
  alike: 0,
  alone: [],
  outside: undefined,
  unmatched: [],
  suggestions: [],
  pendingNames: [],
} as const;

/** The most comparisons of a contact with a value, to find the values that nobody has. They take about 100 ms. */
const MOST_COMPARED = 100_000;

/** How many contacts with an address like that of the query are searched for the one that has exactly this address. */
const MOST_ALIKE = 50;

/** Contacts that are named although they do not pass the filters. */
const MOST_OUTSIDE = 2;

/** An interpreted query, with what a call needs to answer it. */
export interface Question extends Omit<InterpretedQuery, "notes" | "counts" | "columns" | "doubtful"> {
  readonly workspace: WorkspaceParts;
  readonly call: CallOptions;
  /** Told now and then how many contacts have been read, while the call waits for them. */
  onProgress(coverage: Coverage): void;
}

/** The answer to a question, without the notes on how its words were interpreted. */
export type Answer = Omit<FoundContacts, "notes" | "counts" | "columns">;

/** The contacts of the local copy that pass the filters and have the words of the query, best first. */
export async function searchLocally(question: Question): Promise<Answer> {
  const { query, schema, passes, reads, arrangement, namesOnly, workspace } = question;
  if (arrangement) return searchArranged(question, arrangement);
  const { index, replica, replication, locale } = workspace;
  // Read first: a sweep may end during the search, and the search has not seen all its contacts.
  const coverage = searchCoverage(replication.coverage, index.unindexed);
  const pendingNames = index.pendingNames.records;
  const { query: words = "", offset = 0 } = query;
  const among = passes && new Set(await replica.filter(passes, reads));
  const ids = contactIdsIn(words).filter((id) => replica.get(id) && among?.has(id) !== false);
  const exact = ids.length > 0 ? foundById(ids) : await identified(question, among);
  const text = exact && ids.length === 0 ? question.identifiers.join(" ") : words;
  const result = exact ?? (await index.searchInTurns(text, query, among));
  const { hits, listed, clear, unmatched, suggestions, matched, alike } = result;
  // If there are conditions too, every word counts: a contact without one of the words is another person.
  const contacts = hits.flatMap(({ id, reasons, missing }) => (namesOnly && matched === 0 ? [] : found(id, workspace, reasons, missing)));
  const outside = among && matched === 0 ? await index.searchInTurns(text, { limit: MOST_OUTSIDE }) : undefined;
  const [best] = contacts;
  // Among contacts that are not read yet, others may have the same name.
  const isSure = coverage.complete || ids.length > 0 || (best !== undefined && isExactIdentifier(text, best.contact, locale));
  return {
    schema,
    query: query.query,
    contacts,
    offset,
    limit: query.limit,
    filters: query.filters,
    listed,
    clear: isSure && clear !== undefined && clear === best?.contact.id,
    matched,
    alike,
    among: among?.size,
    alone: [],
    whole: undefined,
    grouped: undefined,
    sortedBy: [],
    unsorted: 0,
    outside: outside && {
      contacts: outside.hits.flatMap(({ id, reasons, missing }) => found(id, workspace, reasons, missing)),
      matched: outside.matched,
    },
    unmatched,
    suggestions,
    coverage,
    pendingNames,
  };
}

/** The contacts that have an identifier of the query, just as it is; undefined if there are none. Then nothing else counts. */
async function identified(
  { identifiers, workspace: { index, replica, locale } }: Question,
  among: ReadonlySet<string> | undefined,
): Promise<SearchResult | undefined> {
  const exact = new Map<string, SearchResult["hits"][number]>();
  const inTexts = new Map<string, SearchResult["hits"][number]>();
  for (const identifier of identifiers) {
    const { hits } = await index.searchInTurns(identifier, { limit: MOST_ALIKE }, among);
    // "020 7946 1566" ends as the number is stored, with its country.
    const national = /\p{L}/u.test(identifier) ? identifier : identifier.replace(/\D/g, "").replace(/^0+/, "");
    for (const hit of hits) {
      const contact = replica.get(hit.id);
      const isPhone = hit.reasons.some(({ how, matched }) => how === "phone" && matched.endsWith(national));
      if (contact && (isPhone || isExactIdentifier(identifier, contact, locale))) exact.set(hit.id, hit);
      else if (contact && isInText(identifier, contact))
        inTexts.set(hit.id, { ...hit, reasons: [{ kind: "text", query: identifier, matched: identifier, how: "exact" }], missing: [] });
    }
  }
  // Whose text names an address may be somebody else.
  if (exact.size === 0) return inTexts.size === 0 ? undefined : { ...foundAsOne([...inTexts.values()]), clear: undefined };
  const found = foundAsOne([...exact.values()]);
  // Contacts that are not indexed yet may have it too.
  return index.unindexed > 0 ? { ...found, clear: undefined } : found;
}

/** The contacts that pass the filters: arranged, or in the order in which they arrived. */
export async function filterLocally(question: Question): Promise<Answer> {
  const { query, schema, passes, reads, arrangement, workspace } = question;
  const { replica, replication } = workspace;
  const { coverage } = replication;
  const { offset = 0 } = query;
  const arranged = arrangement && (await arrangedBy(arrangement, question, { passes, reads }));
  const ids = arranged ? undefined : passes ? await replica.filter(passes, reads) : [...replica.ids()];
  const count = arranged?.count ?? ids?.length ?? 0;
  const limit = shownOf(question, count);
  return {
    ...NO_WORDS,
    schema,
    query: undefined,
    contacts: (arranged?.ids ?? ids?.slice(offset, offset + limit) ?? []).flatMap((id) => found(id, workspace)),
    offset,
    limit,
    filters: query.filters,
    listed: count,
    matched: count,
    among: passes && count,
    alone: count === 0 ? await alone(question) : [],
    whole: await countOfWhole(question),
    grouped: arranged?.grouped,
    sortedBy: sortedBy(arrangement),
    unsorted: arranged?.unsorted ?? 0,
    coverage,
  };
}

/** Names the values of filters that none of the contacts has that pass. @param passing how many pass */
export async function unheldNotes({ unheld, passes, reads, workspace }: Question, passing = 0): Promise<string[]> {
  if (!passes || unheld.size === 0 || passing * unheld.size > MOST_COMPARED) return [];
  await workspace.replica.scan((contact) => unheld.see(contact), { passes, reads });
  return unheld.notes();
}

/** Says how many contacts have a value in another field that the question may be about. */
export async function notesOnOthers({ others, reads, workspace }: Question): Promise<string[]> {
  const notes: string[] = [];
  for (const other of others) {
    const { length } = await workspace.replica.filter(other.passes, [...reads, ...other.reads]);
    if (length > 0) notes.push(other.said(length));
  }
  return notes;
}

/** How many contacts a share is one of. */
async function countOfWhole({ whole, reads, workspace: { replica } }: Question): Promise<number | undefined> {
  if (!whole) return undefined;
  return whole.length === 0 ? [...replica.ids()].length : (await replica.filter(everyOf(whole), reads)).length;
}

/** How many contacts pass each filter alone. */
async function alone({ query: { filters }, each, reads, workspace }: Question): Promise<Answer["alone"]> {
  const counts = each.map(() => 0);
  if (each.length > 1) {
    await workspace.replica.scan(
      (contact) => {
        for (const [at, passes] of each.entries()) if (passes(contact)) counts[at] = (counts[at] ?? 0) + 1;
      },
      { reads },
    );
  }
  return filters.map((filter, at) => ({ filter, matched: counts[at] ?? 0 }));
}

/** The contacts that have all words of the query, arranged. */
async function searchArranged(question: Question, arrangement: Arrangement): Promise<Answer> {
  const { query, schema, passes, reads, workspace } = question;
  const { index, replica, replication } = workspace;
  const coverage = searchCoverage(replication.coverage, index.unindexed);
  const among = passes && new Set(await replica.filter(passes, reads));
  const { hits, unmatched, suggestions } = await index.searchInTurns(query.query ?? "", { limit: MOST_ARRANGED }, among);
  // Counting or sorting contacts that lack a word would answer another question.
  const full = hits.filter(({ missing }) => missing.length === 0);
  const arranged = await arrangedBy(arrangement, question, { ids: full.map(({ id }) => id), reads });
  const reasons = new Map(full.map((hit) => [hit.id, hit.reasons]));
  return {
    ...NO_WORDS,
    schema,
    query: query.query,
    contacts: arranged.ids.flatMap((id) => found(id, workspace, reasons.get(id))),
    offset: query.offset ?? 0,
    limit: shownOf(question, full.length),
    filters: query.filters,
    listed: full.length,
    matched: full.length,
    among: among?.size,
    grouped: arranged.grouped,
    sortedBy: sortedBy(arrangement),
    unsorted: arranged.unsorted,
    unmatched,
    suggestions,
    coverage,
  };
}

/** The page of the arranged contacts, or the groups. */
async function arrangedBy(arrangement: Arrangement, question: Question, { passes, ids, reads }: Among) {
  const { replica, locale, names } = question.workspace;
  const { limit, offset = 0 } = question.query;
  const order = arrangement.as === "contacts" ? new InOrder(arrangement.sort, offset + Math.max(limit, FEW), locale, names.nameOf) : undefined;
  const groups = arrangement.as === "groups" ? new GroupCounter(arrangement.groupings, arrangement.measures, locale) : undefined;
  let count = 0;
  await replica.scan(
    (contact) => {
      count += 1;
      order?.add(contact);
      groups?.add(contact);
    },
    { ids, passes, reads },
  );
  return {
    count,
    ids: order?.ids().slice(offset, offset + shownOf(question, count)) ?? [],
    unsorted: order?.counts.empty ?? 0,
    grouped:
      arrangement.as === "groups" && groups
        ? { ...groups.result(arrangement.order, arrangement.passes, names.nameOf), shares: arrangement.shares }
        : undefined,
  };
}

function found(
  id: string,
  { replica }: WorkspaceParts,
  reasons: FoundContact["reasons"] = [],
  missing: FoundContact["missing"] = [],
): FoundContact[] {
  const contact = replica.get(id);
  return contact ? [{ contact, reasons, missing }] : [];
}

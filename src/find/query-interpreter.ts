import type { CallOptions } from "../api/index.ts";
import { runInSlices } from "../async/time-slices.ts";
import { preparedNames } from "../fields/country.ts";
import { wallClock } from "../fields/datetime.ts";
import { InvalidInput, Problems, Rejection } from "../fields/rejection.ts";
import type { Coverage } from "../replica/coverage.ts";
import { columnsNamed } from "../schema/attribute-part.ts";
import { type Attribute, type ContactSchema, ownerOf } from "../schema/contact-schema.ts";
import { comparedAttributes, filteredAttributes, filterNotes } from "../schema/filter-notes.ts";
import { UnheldValues } from "../schema/filter-values.ts";
import { type ContactPredicate, everyOf, type FilterInput, filterPredicates } from "../schema/filters.ts";
import type { FilterTargets } from "../schema/link-target.ts";
import { parseQuery } from "../search/index.ts";
import { quote } from "../text/quote.ts";
import { type Arrangement, arrangedAttributes, parseArrangement } from "./arranged/arrangement.ts";
import { filterKinds } from "./arranged/group-filters.ts";
import { type FindQuery, type FoundContacts, MOST_GROUPS, USUAL } from "./found-contacts.ts";
import { type OtherAddress, otherAddresses } from "./other-addresses.ts";
import { type Lookup, PLAIN, searchedWords } from "./questions/lookups.ts";
import { plainQuestion } from "./questions/plain-question.ts";
import { isAddress, type Understood, understand } from "./questions/understand.ts";
import { vocabularyOf } from "./questions/words/vocabulary.ts";
import { SHORT_PATIENCE_MS, step } from "./step.ts";
import { withWholeAccounts } from "./whole-accounts.ts";
import type { WorkspaceParts } from "./workspace-parts.ts";

/** The order of a list of follow-ups for which none is said: the longest overdue first. */
function orderOf({ sort, groupBy, measures, filters, rest, limit }: Understood, schema: ContactSchema): string | undefined {
  const followUp = vocabularyOf(schema).momentOf("followed");
  const isList = rest === "" && limit !== 0 && groupBy.length + measures.length === 0;
  return sort ?? (isList && comparedAttributes(filters, schema).some((attribute) => attribute === followUp) ? followUp?.agentKey : undefined);
}

/** "Interactions per quarter" are counted by a date of which a contact has one: "Last interaction". */
function onceNotes({ groupBy }: Understood, question: string, { fields }: ContactSchema): string[] {
  const moments = fields.filter(({ agentKey, type }) => type.isMoment && groupBy.some((group) => group.split(" ")[0] === agentKey));
  return moments.flatMap(({ label }) => {
    const [which] = /^(?:last|next|first)\b/i.exec(label) ?? [];
    return which && !new RegExp(`\\b${which}\\b`, "i").test(question) ? [`Each contact counts once, by ${label}.`] : [];
  });
}

/** What a question asks for, unless an argument of the call says it. */
const arrangementOf = (
  { columns, sort, groupBy, measures }: Understood,
  asked: FindQuery,
): Pick<FindQuery, "columns" | "sort" | "groupBy" | "measures"> => ({
  columns: asked.columns ?? (columns.length > 0 ? columns : undefined),
  sort: asked.sort ?? sort,
  groupBy: asked.groupBy ?? groupBy,
  measures: asked.measures ?? measures,
});

/** The arguments that a question was read as, so that an agent can correct them. */
function argumentsText({ filters, columns, sort, groupBy, measures, limit }: Understood, query: string | undefined): string {
  const list = <T>(items: readonly T[]) => (items.length > 0 ? items : undefined);
  const read = { query, filters: list(filters), fields: list(columns), sort, group_by: list(groupBy), measures: list(measures), limit };
  return JSON.stringify(read);
}

/** What a share is one of. */
function wholeText({ filters, shareOf }: Understood): string {
  if (shareOf === undefined) return "";
  return `, as a share of ${shareOf === 0 ? "all contacts" : JSON.stringify({ filters: filters.slice(0, shareOf) })}`;
}

/** Says which parts of a question could not be read, and how the rest was read. */
function unreadText(question: string, understood: Understood): string {
  const { unmapped, rest, filters, hints } = understood;
  // Without one of several alternatives, the rest is another question.
  const isPlainRest = !/\b(?:or|nor|neither|either|vs|versus|how many.*how many)\b/i.test(question);
  const hasRest = isPlainRest && (rest !== "" || filters.length > 0);
  const without = hasRest ? [`The rest was read as ${argumentsText(understood, rest || undefined)}.`] : [];
  return [unreadPartsText(unmapped), ...hints, ...without].join(" ");
}

/** Says which parts of a question could not be read. */
export function unreadPartsText(unread: readonly string[]): string {
  const parts = unread.map((part) => quote(part)).join(" and ");
  const [condition, it] = unread.length === 1 ? ["a condition", "this condition"] : ["conditions", "these conditions"];
  const problem = `${parts} could not be read as ${condition}, so nothing was searched`;
  return new Rejection(problem, `arguments such as filters, with the keys that get_contact_definitions lists; or a query without ${it}`).message;
}

/** Why a query for the user's own contacts is refused. */
const UNREAD_OWN = "The contacts of the user cannot be found";

/** How long, in ms, the first question waits for contacts, whose words decide what its own words mean. */
const WORDS_PATIENCE_MS = 10_000;

/** Resolves when contacts are known: the last session's, or those read within seconds. */
async function wordsKnown({ replication }: WorkspaceParts, call: CallOptions, onProgress: (coverage: Coverage) => void): Promise<void> {
  if ((await replication.start()).coverage.complete) return;
  await replication.refresh(step(call, WORDS_PATIENCE_MS), { isShort: false, onProgress });
}

export interface InterpretedQuery extends Pick<FoundContacts, "notes" | "counts"> {
  readonly query: FindQuery & { readonly limit: number };
  /** Whether call or question say how many contacts to show. */
  readonly isLimited: boolean;
  readonly schema: ContactSchema;
  readonly columns: FoundContacts["columns"];
  /** How the contacts are sorted or grouped; undefined if they are not. */
  readonly arrangement: Arrangement | undefined;
  /** The attributes that filters and arrangement read. */
  readonly reads: readonly Attribute[];
  /** Whether a contact passes the filters; undefined if there are none. */
  readonly passes: ContactPredicate | undefined;
  /** Whether the words to search are names beside conditions that were read from the same question. */
  readonly namesOnly: boolean;
  /** If a question has no conditions: its parts that are not names. */
  readonly doubtful: Pick<Lookup, "doubtful" | "isOfNamed">;
  /** The e-mail addresses, phone numbers and codes in the query. Those who have one of them are meant, even if it says more. */
  readonly identifiers: readonly string[];
  /** The values of filters that no contact has, once the chosen contacts were seen. */
  readonly unheld: UnheldValues;
  /** Other fields that the question may be about; none if words are searched. */
  readonly others: readonly OtherAddress[];
  /** Whether a contact passes each of the filters of {@link query}. */
  readonly each: readonly ContactPredicate[];
  /** If a share is asked for: whether a contact passes each of the filters that say what it is one of. */
  readonly whole: readonly ContactPredicate[] | undefined;
}

interface OwnContacts {
  readonly filter: FilterInput;
  /** How "my" was interpreted, as a sentence. */
  readonly note: string;
}

/**
 * Finds out what a query means: the names in its filters, and words that do not describe a contact. They become filters:
 * whose contacts are meant, and whether any contact fits. Notes say how.
 *
 * @throws InvalidInput if a part of it could not be read: contacts without that condition would not answer it
 */
export async function interpretQuery(
  { query: said, ...others }: FindQuery,
  workspace: WorkspaceParts,
  call: CallOptions,
  onProgress: (coverage: Coverage) => void,
): Promise<InterpretedQuery> {
  const { live, locale, names, targets } = workspace;
  const asked: FindQuery = said === undefined ? others : { ...others, query: plainQuestion(said) };
  const schema = await live.get(call);
  const { own, counts, negations } = parseQuery(asked.query ?? "");
  if (asked.query !== undefined && (!isAddress(asked.query) || /@.* | .*@/.test(asked.query))) {
    await runInSlices(preparedNames());
    // Made before the wait, so that the first question takes less time in one turn.
    vocabularyOf(schema);
    await wordsKnown(workspace, call, onProgress);
  }
  const mine = own ? await ownContacts(schema, workspace, call) : undefined;
  const reading = await read(asked.query ?? "", { schema, negations }, workspace, call);
  const [account, known] = [schema.relationships.find(({ definition }) => definition.objectType === "account"), names.ofType("account")];
  const asRead = { filters: reading.kind === "conditions" ? reading.filters : [], notes: [] };
  const accounts = account && known ? await withWholeAccounts(asRead.filters, { field: account.agentKey, names: known }, call) : asRead;
  const hasOrder = asked.sort !== undefined || asked.groupBy !== undefined;
  const understood =
    reading.kind === "conditions" ? { ...reading, filters: accounts.filters, sort: hasOrder ? reading.sort : orderOf(reading, schema) } : undefined;
  const words = reading.kind === "conditions" ? reading.rest : asked.query && searchedWords(asked.query, reading);
  const { identifiers, columns: toShow } = reading.kind === "lookup" ? reading : PLAIN;
  const arranged = understood ? arrangementOf(understood, asked) : toShow.length > 0 ? { columns: asked.columns ?? toShow } : {};
  const isGrouped = (arranged.groupBy ?? asked.groupBy ?? []).length > 0;
  const ofQuery = [...(mine ? [mine.filter] : []), ...(understood?.filters ?? [])];
  const filters = [
    ...asked.filters.map((filter, at) => ({ ...filter, from: `filters[${at}]` })),
    ...ofQuery.map((filter) => ({ ...filter, from: "query" })),
  ];
  const { ofContacts, ofGroups } = filterKinds(filters, isGrouped, schema);
  const limit = asked.limit ?? understood?.limit;
  const query: InterpretedQuery["query"] = {
    ...asked,
    ...arranged,
    query: words === undefined || words === "" || parseQuery(words).isForAnyone ? undefined : words,
    filters: ofContacts.map(({ from, ...filter }) => filter),
    limit: limit ?? (isGrouped ? MOST_GROUPS : USUAL),
  };
  const problems = new Problems();
  const encode = (named: FilterTargets, among: readonly FilterInput[] = ofContacts) => filterPredicates(among, schema, locale, named);
  const named = await targets.lookUpFilters((taken) => encode(taken), call);
  const each = problems.among(() => encode(named.targets)) ?? [];
  const columns = query.columns && columnsNamed(query.columns, schema, problems);
  const arrangement = parseArrangement({ ...query, groupFilters: ofGroups }, schema, locale, problems);
  problems.throwIfAny();
  const filterText = [...named.notes, ...filterNotes(query.filters, schema, locale)];
  return {
    query,
    isLimited: limit !== undefined,
    schema,
    columns: columns && [...new Set(columns)],
    arrangement,
    passes: each.length > 0 ? everyOf(each) : undefined,
    each,
    // A question asks for a title in all its forms.
    unheld: new UnheldValues(
      ofContacts.filter(({ field, from }) => field !== "title" || from !== "query"),
      schema,
      locale,
      named.targets,
    ),
    others: understood && query.query === undefined ? otherAddresses(query.filters, schema, (among) => encode(named.targets, among)) : [],
    whole: understood?.shareOf === undefined ? undefined : each.slice(0, each.length - understood.filters.length + understood.shareOf),
    namesOnly: understood !== undefined,
    doubtful: reading.kind === "lookup" ? reading : { doubtful: [], isOfNamed: true },
    identifiers,
    reads: [...filteredAttributes(query.filters, schema), ...(arrangement ? arrangedAttributes(arrangement) : [])],
    counts: counts && (understood === undefined || (understood.rest !== "" && understood.filters.length === 0)),
    notes: [
      ...(understood ? [`Read as ${argumentsText(understood, query.query)}${wholeText(understood)}`] : []),
      ...(mine ? [mine.note] : []),
      ...accounts.notes,
      ...(understood && asked.query ? onceNotes(understood, asked.query, schema) : []),
      ...filterText,
    ],
  };
}

/** What a question asks for, apart from words to search. @throws InvalidInput for a condition that nothing fits, as of now */
async function read(
  question: string,
  known: { readonly schema: ContactSchema; readonly negations: readonly string[] },
  { locale, words, replication }: WorkspaceParts,
  call: CallOptions,
): Promise<Understood | Lookup> {
  for (let hasLooked = false; ; hasLooked = true) {
    const reading = understand(question, { ...words, ...known, now: wallClock(locale) });
    if (reading.kind === "lookup" || reading.unmapped.length === 0) return reading;
    const isLast = hasLooked || !(await replication.lookAgain(step(call, SHORT_PATIENCE_MS)));
    if (isLast) throw new InvalidInput([`query: ${unreadText(question, reading)}`]);
  }
}

/** What "my contacts" are: those of the asking member. @throws InvalidInput if it is unknown, or there are no owners */
async function ownContacts(schema: ContactSchema, { names, targets }: WorkspaceParts, call: CallOptions): Promise<OwnContacts> {
  const owner = ownerOf(schema);
  if (owner === undefined)
    throw new InvalidInput([`query: ${UNREAD_OWN}: contacts have no owner in this workspace. Accepted: a query without "my".`]);
  try {
    const { id } = await targets.resolve("me", owner, call);
    return {
      filter: { field: owner.agentKey, value: id },
      note: `Only the user's own contacts were searched: ${owner.label} ${names.nameOf("member", id) ?? id}.`,
    };
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    const { agentKey } = owner;
    throw new InvalidInput([
      `query: ${UNREAD_OWN}. ${error.problemWithNearest} Accepted: the owner's name in place of "my", in the query or in a filter on ${agentKey}.`,
    ]);
  }
}

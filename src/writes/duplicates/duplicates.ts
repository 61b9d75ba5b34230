import { ApiError, CallError, type CallOptions } from "../../api/index.ts";
import type { WorkspaceParts } from "../../find/workspace-parts.ts";
import { compare, isLikely, isNamesake, type Verdict } from "../../identity/compare.ts";
import { differsInOnePart } from "../../identity/compare-names.ts";
import { identityAfter, identityOf, isNobody, withAllValuesOf } from "../../identity/identity.ts";
import { People } from "../../identity/people.ts";
import { identifiers } from "../../identity/value-keys.ts";
import type { Coverage } from "../../replica/coverage.ts";
import { LIST_LAG_MS } from "../../replica/sync/index.ts";
import type { Change } from "../../schema/change.ts";
import { prove } from "../../schema/proof.ts";
import type { ContactRecord } from "../../schema/record.ts";
import type { WriteRecord } from "../journal/write-record.ts";
import { presentContact } from "../present-contact.ts";
import { WriteRefused } from "../refusal.ts";
import { unknownOthers } from "../refusal-text.ts";
import { refusedText } from "../sentences.ts";
import type { SessionWrites } from "../session-writes.ts";
import type { CreateDraft, Duplicate } from "../write.ts";
import { type AddedValues, addedValues } from "./added-values.ts";
import { findCandidates, holdersOf, knownCandidates } from "./candidates.ts";
import type { WrittenContacts } from "./written-contacts.ts";

/** How many candidates are read at a time. The next ones are read only if all of these are gone. */
const CHECKED_AT_ONCE = 5;

interface Duplicates {
  /** The person, or contacts that may be the person: they share a value, but not the name. The most certain come first. */
  readonly same: readonly Duplicate[];
  /** Contacts with the same name, then with another form of it (Bob, Robert). Each may be, or look like, the person. */
  readonly namesakes: readonly Duplicate[];
  /** IDs of all similar contacts. They exist already, so a create has made none of them. */
  readonly alike: ReadonlySet<string>;
}

interface FindTerms {
  /** The most searches of the API if the index is whole; absent: one for each value that identifies a person. */
  readonly mostSearches?: number | undefined;
  /** The create was sent before, with a key that the API carries out once: an incomplete search does not stop it. */
  readonly isSafe?: boolean;
  /** As in {@link CreateDraft}. */
  readonly isOther?: CreateDraft["isOther"] | undefined;
}

/** Other contacts with an address, number or profile that a change adds to a contact. */
export async function sharersOf(
  change: Change,
  to: ContactRecord,
  writes: SessionWrites,
  call: CallOptions,
  mostSearches?: number,
): Promise<Duplicate[]> {
  const added = addedValues(change, to);
  if (!added) return [];
  return sharing(added, to, await orKnown(holdersOf(added.change, writes, call, mostSearches), added.change, writes, call));
}

/** As {@link sharersOf}, from the local index, without a request. */
export const knownSharers = (added: AddedValues, to: ContactRecord, writes: SessionWrites): Duplicate[] =>
  sharing(added, to, knownCandidates(added.change, writes));

/** An open create of the same person, which lists may not show yet. @param key of the create that asks, if sent */
export function openCreate(change: Change, { journal, claims }: SessionWrites, key?: string): Pick<WriteRecord, "id" | "name"> | undefined {
  const wanted = identityAfter(change);
  const isOther = ({ idempotencyKeys }: WriteRecord) => !idempotencyKeys.some((one) => one === key);
  const own = journal
    .openCreates(journal.now() - LIST_LAG_MS)
    .find((record) => isOther(record) && isLikely(compare(wanted, identityAfter(record.change))));
  return own ?? claims.open(identifiers(wanted), key);
}

/** Similar contacts, before a duplicate is created on purpose. */
export async function alikeContacts(change: Change, writes: SessionWrites, call: CallOptions): Promise<readonly Duplicate[]> {
  const found = findCandidates(change, writes, call).then(({ contacts }) => contacts);
  const contacts = await orKnown(found, change, writes, call);
  const verdictOn = comparison(change, contacts, writes.written);
  return contacts.map((contact) => ({ contact, verdict: verdictOn(contact) }));
}

/** What a search finds; if it fails, what is in the local index. */
async function orKnown(
  search: Promise<readonly ContactRecord[]>,
  change: Change,
  writes: SessionWrites,
  call: CallOptions,
): Promise<readonly ContactRecord[]> {
  try {
    return await search;
  } catch (error) {
    if (!(error instanceof CallError) || call.signal?.aborted) throw error;
    return knownCandidates(change, writes);
  }
}

/** Finds out whether the person of a create exists. @throws CallError; UnsearchedError if the person may exist in what could not be searched */
export async function findDuplicates(
  change: Change,
  writes: SessionWrites,
  call: CallOptions,
  { mostSearches, isSafe = false, isOther }: FindTerms,
): Promise<Duplicates> {
  const { contacts, unsearched } = await findCandidates(change, writes, call, { mostSearches, isPlanned: isOther !== undefined });
  const verdictOn = comparison(change, contacts, writes.written);
  const alike = contacts.map((contact): Duplicate => ({ contact, verdict: verdictOn(contact) }));
  const isSuspect = ({ contact, verdict }: Duplicate) => verdict.kind !== "other" && (isLikely(verdict) || !isOther?.(contact.id));
  // Lists lag behind writes, so the contacts that would stop a create are read.
  const suspects = alike.filter(isSuspect).sort(surestFirst);
  const same: Duplicate[] = [];
  for (let at = 0; at < suspects.length && same.length === 0; at += CHECKED_AT_ONCE) {
    const checked = await Promise.all(suspects.slice(at, at + CHECKED_AT_ONCE).map(({ contact }) => asPresent(contact, writes.workspace, call)));
    const found = checked.flatMap((contact) => (contact ? [{ contact, verdict: verdictOn(contact) }] : []));
    same.push(...found.filter(isSuspect));
  }
  if (same.length === 0 && unsearched && !isSafe) throw new UnsearchedError(unsearched);
  const namesakes = [...alike.filter(({ verdict }) => isNamesake(verdict)), ...alike.filter(({ verdict }) => mayBeCalledSo(verdict))];
  return { same, alike: idsOf(contacts), namesakes };
}

/** The contact as it is now; undefined if it is gone, and as it was found if it cannot be read. */
async function asPresent(contact: ContactRecord, workspace: WorkspaceParts, call: CallOptions): Promise<ContactRecord | undefined> {
  try {
    const present = await presentContact(contact.id, workspace, call);
    return present instanceof ApiError ? undefined : present;
  } catch (error) {
    if (error instanceof CallError && !call.signal?.aborted) return contact;
    throw error;
  }
}

const sharing = ({ identity }: AddedValues, to: ContactRecord, contacts: readonly ContactRecord[]): Duplicate[] =>
  contacts.flatMap((contact) => {
    const verdict = compare(identity, identityOf(contact.fields, contact.relationships));
    return contact.id === to.id || verdict.evidence.values.length === 0 ? [] : [{ contact, verdict }];
  });

/**
 * Whether two names may belong to one person, and nothing else shows that the contacts are two people. At one account,
 * the names may also differ in one letter.
 */
function mayBeCalledSo({ kind, evidence: { name, hasSameAccount, otherAccounts, isExcluded } }: Verdict): boolean {
  if (kind !== "other" || isExcluded) return false;
  return name.grade === "alike" ? !otherAccounts : differsInOnePart(name) && hasSameAccount;
}

const idsOf = (contacts: readonly ContactRecord[]): ReadonlySet<string> => new Set(contacts.map(({ id }) => id));

/** It could not be found out whether the person exists. */
export class UnsearchedError extends WriteRefused {
  /** Whether a later attempt may find out. */
  readonly retryable: boolean;

  constructor(coverage: Coverage) {
    super(refusedText.unsearched(unknownOthers(coverage)));
    this.retryable = coverage.notCovered === undefined;
  }
}

/** Whether the same person, then how much speaks for it. */
const surestFirst = ({ verdict: one }: Duplicate, { verdict: other }: Duplicate) =>
  Number(other.kind === "same") - Number(one.kind === "same") || other.weight - one.weight;

/**
 * Compares contacts with the one that a change would create. Without a name or an address, a contact that holds
 * all given values is the same.
 *
 * @param all the contacts that are known to be alike: they tell whether many people hold a value
 */
function comparison(change: Change, all: readonly ContactRecord[], written: WrittenContacts): (contact: ContactRecord) => Verdict {
  const wanted = identityAfter(change);
  const people = new People<string>();
  people.add("", wanted);
  for (const contact of all) people.add(contact.id, written.identityOf(contact));
  return (contact) => {
    const other = written.identityOf(contact);
    const isHeld = isNobody(wanted) && prove(change, contact).stored === "all";
    return compare(wanted, isHeld ? withAllValuesOf(other, wanted) : other, people.isHeldByMany);
  };
}

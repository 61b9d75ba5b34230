import { ApiError, type CallOptions } from "../api/index.ts";
import type { Change } from "../schema/change.ts";
import { prove } from "../schema/proof.ts";
import type { ContactRecord } from "../schema/record.ts";
import { isOfOnePerson } from "./duplicates/added-values.ts";
import { alikeContacts, findDuplicates, openCreate, sharersOf } from "./duplicates/duplicates.ts";
import { checkFits } from "./fits.ts";
import { checkNothingMerged } from "./merges/merged-into.ts";
import { presentContact } from "./present-contact.ts";
import { WriteRefused } from "./refusal.ts";
import { heldText } from "./refusal-text.ts";
import { mayBeFrom, onApiClock } from "./sending/created-finder.ts";
import { settleCreate } from "./sending/executor.ts";
import type { SentKey } from "./sending/idempotency.ts";
import { isUnmerged } from "./sending/merge-outcome.ts";
import { lookUpMerge } from "./sending/merger.ts";
import type { SessionWrites } from "./session-writes.ts";
import type { ChangeDraft, CreateDraft, Draft, Duplicate, Guarded, MergeDraft, ReadyChange, WriteKeys, WriteOrigin } from "./write.ts";

/** What a draft is guarded with. */
export interface GuardTerms {
  readonly origin: WriteOrigin;
  readonly keys: WriteKeys;
  /** Nothing will be sent, so facts that are not known yet do not matter. */
  readonly dryRun?: boolean;
  /** No merge will be sent: only the outcome of an earlier one is looked up. */
  readonly looksOnly?: boolean;
}

/**
 * Compares a draft with the current contacts.
 *
 * @throws WriteRefused if a value does not fit, or not all contacts could be searched; the errors of `api/`
 */
export function checkDraft(draft: Draft, terms: GuardTerms, writes: SessionWrites, call: CallOptions): Promise<Guarded> {
  if (draft.action === "create") return checkCreate(draft, terms, writes, call);
  return draft.action === "merge" ? checkMerge(draft, terms, writes, call) : checkChange(draft, terms, writes, call);
}

async function checkChange(draft: ChangeDraft, { origin }: GuardTerms, writes: SessionWrites, call: CallOptions): Promise<Guarded> {
  const { journal, workspace } = writes;
  const contact = await presentContact(draft.contact, workspace, call);
  const guarded: Guarded = contact instanceof ApiError ? { kind: "gone", failure: contact } : await draft.against(contact, call);
  const { undoes } = origin;
  if (undoes === undefined) return guarded.kind === "ready" && guarded.action === "update" ? withSharers(guarded, draft, writes, call) : guarded;
  const isDelete = draft.action === "delete";
  // A plan that undoes a create may be older than a merge into the new contact.
  if (isDelete && guarded.kind !== "gone") checkNothingMerged([draft], journal.records);
  if (guarded.kind === "unchanged" || (isDelete && guarded.kind === "gone")) await journal.foundUndone(undoes);
  return guarded;
}

/** @throws WriteRefused if another contact holds what this one would get */
async function withSharers(ready: ReadyChange, draft: ChangeDraft, writes: SessionWrites, call: CallOptions): Promise<ReadyChange> {
  const { contact, change, findings } = ready;
  const { allowDuplicate = false, isOther, mostSearches } = draft;
  const sharers = await sharersOf(change, contact, writes, call, mostSearches);
  const holders = sharers.filter((one) => isOfOnePerson(one.verdict) && isOther?.(one.contact.id) !== true);
  if (holders.length > 0 && !allowDuplicate) throw new WriteRefused(heldText(holders, writes.workspace.locale));
  return { ...ready, findings: { ...findings, sharers } };
}

async function checkMerge(draft: MergeDraft, terms: GuardTerms, writes: SessionWrites, call: CallOptions): Promise<Guarded> {
  const { origin, keys, looksOnly = false } = terms;
  const { workspace } = writes;
  const [contact, duplicate] = await Promise.all([presentContact(draft.contact, workspace, call), presentContact(draft.duplicate, workspace, call)]);
  if (contact instanceof ApiError) return { kind: "gone", failure: contact };
  const lookUp = async (): Promise<Guarded> => {
    const sent = { origin, claimedKey: keys.claim(draft.contact, draft.change) };
    return { kind: "sent", result: await lookUpMerge(draft, contact, sent, writes, call) };
  };
  if (looksOnly) return lookUp();
  if (!(duplicate instanceof ApiError)) return draft.against(contact, duplicate);
  // An earlier call may have made the merge, and its answer was lost.
  const mayBeMade = (await keys.keptKey(draft.change)) !== undefined && !isUnmerged(draft.change, contact);
  return mayBeMade ? lookUp() : { kind: "gone", failure: duplicate };
}

async function checkCreate(draft: CreateDraft, terms: GuardTerms, writes: SessionWrites, call: CallOptions): Promise<Guarded> {
  const { origin, keys, dryRun = false } = terms;
  const { change, name, allowDuplicate, isOther } = draft;
  const earlier = dryRun ? undefined : await keys.keptKey(change);
  // A create that was to be made although the person exists is settled by its own call alone: another call would take
  // away its key, and the repeated call would then create a second contact.
  const kept = earlier?.allowsDuplicate && !allowDuplicate ? undefined : earlier;
  const sentBefore = kept !== undefined;
  if (!sentBefore) checkFits(change, undefined);
  const ready = { kind: "ready", action: "create", change, name, allowDuplicate } as const;
  if (draft.allowsKnownOnly && !sentBefore) {
    const found = await unknownToPlan(draft, writes, call);
    if (found.length > 0) return { kind: "duplicate", duplicates: found, change };
  }
  if (allowDuplicate) {
    const alike = await alikeContacts(change, writes, call);
    const sharers = alike.filter(({ verdict }) => verdict.evidence.values.length > 0);
    const namesakes = alike.filter((one) => one.verdict.evidence.name.grade === "same" && !sharers.includes(one));
    return { ...ready, lookalikes: new Set(alike.map(({ contact }) => contact.id)), findings: { sharers, namesakes } };
  }
  const mostSearches = sentBefore ? undefined : draft.mostSearches;
  const { same, namesakes, alike } = await findDuplicates(change, writes, call, { mostSearches, isSafe: sentBefore, isOther });
  const findings = { namesakes };
  if (same.length > 0) {
    if (!kept) return { kind: "duplicate", duplicates: same, change, mayBeMade: earlier !== undefined };
    // An earlier call may have created the contact, and its answer was lost.
    const candidates = same.map(({ contact }) => contact);
    const write = { ...ready, claimedKey: keys.claim(undefined, change, allowDuplicate), origin };
    const result = await settleCreate(write, candidates, writes);
    if (result) return { kind: "sent", result, findings };
    // A contact that this create made, and to which others have added values since, is not a duplicate: for this key,
    // the API repeats its answer. If the create never reached the API, it would make a duplicate of any other contact.
    if (!draft.resumes || !candidates.some((contact) => mayHaveMade(kept, contact, change, writes)))
      return { kind: "duplicate", duplicates: same, change, mayBeMade: true };
  }
  // The same create has the same key: it cannot make the contact twice. Only a row of a plan may never have been sent.
  const open = !dryRun && (!kept || draft.resumes) ? openCreate(change, writes, kept?.key) : undefined;
  return open ? { kind: "open-create", create: open } : { ...ready, lookalikes: alike, findings };
}

/** The same person, in contacts that the plan did not know. */
async function unknownToPlan(
  { change, isOther, mostSearches }: CreateDraft,
  writes: SessionWrites,
  call: CallOptions,
): Promise<readonly Duplicate[]> {
  const { same } = await findDuplicates(change, writes, call, { mostSearches, isSafe: true, isOther });
  return same.filter(({ contact, verdict }) => verdict.kind === "same" && !isOther?.(contact.id));
}

function mayHaveMade({ key, since: sentAt }: SentKey, contact: ContactRecord, change: Change, { journal, workspace }: SessionWrites): boolean {
  const { records } = journal;
  const since = onApiClock(sentAt, { own: journal.now(), api: workspace.api.serverNow() });
  const isOther = (id: string) => records.some((one) => one.contact === id && !one.idempotencyKeys.includes(key));
  // Links may still be missing: they do not all fit into one request.
  return mayBeFrom(contact, { since, isOther }) && prove(change, contact).fields.every(({ stored }) => stored);
}

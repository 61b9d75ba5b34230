import { ApiError, CallError, type CallOptions, type Deadline, isNotOffered, type Merge, type MergeBody, type MergeResult } from "../../api/index.ts";
import { sleep } from "../../async/waiting.ts";
import type { WorkspaceParts } from "../../find/workspace-parts.ts";
import { type Change, currentValues, joined, touched } from "../../schema/change.ts";
import { differingFields } from "../../schema/merge.ts";
import { persisted, prove } from "../../schema/proof.ts";
import { type ContactRecord, contactName } from "../../schema/record.ts";
import { recordBefore } from "../journal/merge-record.ts";
import { newRecord, type WriteRecord } from "../journal/write-record.ts";
import { presentContact } from "../present-contact.ts";
import { CannotMergeError } from "../refusal.ts";
import type { SessionWrites } from "../session-writes.ts";
import type { MergeDraft, WriteOrigin } from "../write.ts";
import type { ClaimedKey } from "./idempotency.ts";
import { type EndedMerge, isContact, isOnlyGone, isUnknownName, mayBeMerged, outcomeOf, type Seen } from "./merge-outcome.ts";
import { resolutionsOf } from "./requests.ts";
import { isCertain, lookAfter, noted, type WriteResult } from "./write-result.ts";

/** How long, in ms, to wait before each look at a merge that is not done. The last wait is repeated. */
const WAITS_MS = [500, 1000, 2000];

/** How long, in ms, to wait for the end of one merge: the others of a plan wait, too. */
const LONGEST_CLEANUP_MS = 10_000;

/** What is kept of a call's time, in ms, for reading the contacts afterwards. */
const READING_MS = 3000;

/** Two contacts that are merged. */
interface DecidedMerge {
  readonly survivor: ContactRecord;
  readonly duplicate: ContactRecord;
  /** What the merge makes of the survivor. */
  readonly change: Change;
  readonly origin: WriteOrigin;
  readonly claimedKey: ClaimedKey;
}

/**
 * Merges two contacts, waits until the API is done, and finds out what the contacts show then. No other code merges.
 *
 * @throws CallError if certainly nothing was merged; WriteRefused and AuditLogError before anything is sent;
 *   CannotMergeError
 */
export async function sendMerge(decided: DecidedMerge, writes: SessionWrites, call: CallOptions): Promise<WriteResult> {
  const { survivor, duplicate, change, origin, claimedKey } = decided;
  const { journal, workspace, merging } = writes;
  const { locale } = workspace;
  const record = await journal.begin({
    ...origin,
    action: "merge",
    contact: survivor.id,
    name: contactName(survivor, locale),
    link: survivor.link,
    change,
    merge: {
      duplicate: duplicate.id,
      name: contactName(duplicate, locale),
      link: duplicate.link,
      before: [recordBefore(survivor), recordBefore(duplicate)],
    },
    idempotencyKeys: [claimedKey.key],
  });
  // Values that the API may take from the duplicate instead are proven too.
  const changed = touched(change);
  const others = differingFields({ survivor, duplicate }).filter((field) => !changed.includes(field));
  const planned = joined(change, currentValues(survivor, others));
  let merge: Merge | undefined;
  let isAccepted = false;
  let failure: CallError | undefined;
  try {
    const resolutions = resolutionsOf({ survivor, duplicate }, change);
    const sent = await send({ primaryId: survivor.id, duplicateId: duplicate.id, resolutions, unitesSelects: true }, claimedKey, writes, call);
    isAccepted = true;
    merge = await awaited(sent.merge, writes, call);
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    failure = error;
  }
  if (failure?.writeOutcome === "not-sent") {
    await journal.drop(record, failure.writeOutcome);
    throw failure;
  }
  const seen = await look(survivor.id, duplicate.id, workspace, lookAfter(call));
  if (failure && isCertain(failure.writeOutcome) && !mayBeMerged(failure, change, { ...seen, claimedKey })) {
    await journal.drop(record, failure.writeOutcome);
    merging.isLacking = isNotOffered(failure) && isContact(seen.survivor) && isContact(seen.duplicate);
    throw merging.isLacking ? new CannotMergeError() : failure;
  }
  const result = await concluded(record, { merge, failure, isAccepted, ...seen, planned }, claimedKey, writes);
  if (result.outcome === "not-written") journal.giveBack(record);
  return result;
}

/** The outcome of a merge that was sent before. */
export async function lookUpMerge(
  draft: MergeDraft,
  survivor: ContactRecord,
  { origin, claimedKey }: Pick<DecidedMerge, "origin" | "claimedKey">,
  writes: SessionWrites,
  call: CallOptions,
): Promise<WriteResult> {
  const { journal, workspace } = writes;
  const { change, duplicate, duplicateName } = draft;
  const known = journal.records.findLast(({ idempotencyKeys: keys, outcome }) => outcome === "unknown" && keys.includes(claimedKey.key));
  const about = { action: "merge", contact: survivor.id, name: draft.name, link: survivor.link, change } as const;
  const merge = { duplicate, name: duplicateName, before: [] };
  const record = known ?? newRecord({ ...origin, ...about, merge, idempotencyKeys: [claimedKey.key] }, journal.now());
  const operation = record.merge?.operation;
  const status = operation === undefined ? undefined : await awaited({ id: operation, status: "cleanup_pending" }, writes, call);
  const seen = await look(survivor.id, duplicate, workspace, lookAfter(call));
  return concluded(record, { merge: status, failure: undefined, isAccepted: operation !== undefined, ...seen, planned: change }, claimedKey, writes);
}

async function concluded(begun: WriteRecord, ended: EndedMerge, claimedKey: ClaimedKey, { journal, lastSeen }: SessionWrites): Promise<WriteResult> {
  const { merge, failure, survivor, planned } = ended;
  const contact = survivor === "gone" ? undefined : survivor;
  const proof = contact && prove(planned, contact);
  const isGone = isOnlyGone(ended, begun.change);
  const outcome = isGone ? "unknown" : outcomeOf(ended, proof?.stored === "all");
  const isMerged = outcome === "written" || outcome === "partly";
  if (contact && isMerged) lastSeen.note(contact, touched(planned));
  const record: WriteRecord = {
    ...begun,
    link: contact?.link ?? begun.link,
    change: proof && isMerged ? persisted(prove(begun.change, contact)) : begun.change,
    merge: begun.merge && { ...begun.merge, operation: merge?.id ?? begun.merge.operation },
    outcome,
  };
  const found = { contact, proof, failure, sentBefore: claimedKey.sentBefore, isKeyOnDisk: false };
  return { ...(await noted(record, found, journal)), merge, isOnlyGone: isGone };
}

/** The keys of system fields have a `$`. The documentation does not say whether their slugs have it too. */
async function send(body: MergeBody, claimedKey: ClaimedKey, { workspace, merging }: SessionWrites, call: CallOptions): Promise<MergeResult> {
  const options = (bySlug: boolean) => ({
    deadline: call.deadline,
    share: call.share,
    signal: call.signal,
    // Another request has another key.
    idempotencyKey: bySlug ? `${claimedKey.key}-slug` : claimedKey.key,
    sentBefore: claimedKey.sentBefore,
  });
  const slugs = new Map([...body.resolutions].map(([key, resolution]) => [key.replace(/^\$/, ""), resolution] as const));
  const hasOther = [...body.resolutions.keys()].some((key) => !slugs.has(key));
  const request = (bySlug: boolean) => workspace.api.merge(bySlug ? { ...body, resolutions: slugs } : body, options(bySlug));
  try {
    return await request(merging.bySlug);
  } catch (error) {
    if (!hasOther || !isUnknownName(error)) throw error;
    const result = await request(!merging.bySlug);
    merging.bySlug = !merging.bySlug;
    return result;
  }
}

/**
 * The merge once it has ended, or as it is when there is no more time; undefined if the API does not tell, so that
 * the contacts alone show its outcome.
 */
async function awaited(first: Merge, { workspace }: SessionWrites, call: CallOptions): Promise<Merge | undefined> {
  let merge = first;
  const end = performance.now() + LONGEST_CLEANUP_MS;
  for (let look = 0; merge.status === "cleanup_pending"; look += 1) {
    const wait = WAITS_MS[Math.min(look, WAITS_MS.length - 1)] ?? 0;
    if (performance.now() + wait > end || !hasTime(call.deadline, wait + READING_MS)) return merge;
    // A merge that has begun is finished, so the call's signal does not end this.
    await sleep(wait, undefined);
    try {
      merge = await workspace.api.mergeStatus(merge.id, { deadline: call.deadline, share: call.share });
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      return isNotOffered(error) ? undefined : merge;
    }
  }
  return merge;
}

async function look(survivorId: string, duplicateId: string, workspace: WorkspaceParts, call: CallOptions) {
  const [survivor, duplicate] = await Promise.all([seenNow(survivorId, workspace, call), seenNow(duplicateId, workspace, call)]);
  return { survivor, duplicate };
}

async function seenNow(id: string, workspace: WorkspaceParts, call: CallOptions): Promise<Seen> {
  try {
    const present = await presentContact(id, workspace, call);
    return present instanceof ApiError ? "gone" : present;
  } catch (error) {
    if (error instanceof CallError) return undefined;
    throw error;
  }
}

const hasTime = (deadline: Deadline | undefined, ms: number) => deadline?.fits(ms) ?? true;

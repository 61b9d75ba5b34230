import { ApiError, CallError, type CallOptions, type Deadline, type Merge, type MergeBody, type MergeResult } from "../../api/index.ts";
import { sleep } from "../../async/waiting.ts";
import { type Change, currentValues, joined, touched } from "../../schema/change.ts";
import { differingFields } from "../../schema/merge.ts";
import { persisted, prove } from "../../schema/proof.ts";
import { type ContactRecord, contactName } from "../../schema/record.ts";
import type { Journal } from "../journal/journal.ts";
import { recordBefore } from "../journal/merge-record.ts";
import { newRecord, type WriteRecord } from "../journal/write-record.ts";
import type { LastSeenValues } from "../last-seen.ts";
import { presentContact } from "../present-contact.ts";
import { CannotMergeError } from "../refusal.ts";
import type { WritableWorkspace } from "../writable-workspace.ts";
import type { MergeDraft, WriteOrigin } from "../write.ts";
import type { ClaimedKey } from "./idempotency.ts";
import { type EndedMerge, isContact, isNotOffered, isOnlyGone, isUnknownName, mayBeMerged, outcomeOf, type Seen } from "./merge-outcome.ts";
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

interface MergerOptions {
  readonly workspace: Pick<WritableWorkspace, "api" | "live" | "locale">;
  readonly journal: Journal;
  readonly lastSeen: LastSeenValues;
}

/** The only code that merges contacts, one pair at a time. It reports what the contacts show after the merge. */
export class Merger {
  readonly #options: MergerOptions;
  /** Whether this deployment is known not to support merges. */
  #isLacking = false;
  /** Whether resolutions name system fields without their `$`, as far as is known. */
  #bySlug = false;

  constructor(options: MergerOptions) {
    this.#options = options;
  }

  /** Whether a merge has found that this deployment does not support merges. */
  get isLacking(): boolean {
    return this.#isLacking;
  }

  /**
   * Merges two contacts, waits until the API is done, and finds out the outcome.
   *
   * @throws CallError if certainly nothing was merged; WriteRefused and AuditLogError before anything is sent;
   *   CannotMergeError
   */
  async carryOut({ survivor, duplicate, change, origin, claimedKey }: DecidedMerge, call: CallOptions): Promise<WriteResult> {
    const { journal, workspace } = this.#options;
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
      const sent = await this.#send({ primaryId: survivor.id, duplicateId: duplicate.id, resolutions, unitesSelects: true }, claimedKey, call);
      isAccepted = true;
      merge = await this.#awaited(sent.merge, call);
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      failure = error;
    }
    if (failure?.writeOutcome === "not-sent") {
      await journal.drop(record, failure.writeOutcome);
      throw failure;
    }
    const seen = await this.#look(survivor.id, duplicate.id, lookAfter(call));
    if (failure && isCertain(failure.writeOutcome) && !mayBeMerged(failure, change, { ...seen, claimedKey })) {
      await journal.drop(record, failure.writeOutcome);
      this.#isLacking = isNotOffered(failure) && isContact(seen.survivor) && isContact(seen.duplicate);
      throw this.#isLacking ? new CannotMergeError() : failure;
    }
    const result = await this.#concluded(record, { merge, failure, isAccepted, ...seen, planned }, claimedKey);
    if (result.outcome === "not-written") journal.giveBack(record);
    return result;
  }

  /** The outcome of a merge that was sent before. */
  async lookUp(draft: MergeDraft, survivor: ContactRecord, { origin, claimedKey }: Pick<DecidedMerge, "origin" | "claimedKey">, call: CallOptions) {
    const { journal } = this.#options;
    const { change, duplicate, duplicateName } = draft;
    const known = journal.records.findLast(({ idempotencyKeys: keys, outcome }) => outcome === "unknown" && keys.includes(claimedKey.key));
    const about = { action: "merge", contact: survivor.id, name: draft.name, link: survivor.link, change } as const;
    const merge = { duplicate, name: duplicateName, before: [] };
    const record = known ?? newRecord({ ...origin, ...about, merge, idempotencyKeys: [claimedKey.key] }, journal.now());
    const operation = record.merge?.operation;
    const status = operation === undefined ? undefined : await this.#awaited({ id: operation, status: "cleanup_pending" }, call);
    const seen = await this.#look(survivor.id, duplicate, lookAfter(call));
    return this.#concluded(record, { merge: status, failure: undefined, isAccepted: operation !== undefined, ...seen, planned: change }, claimedKey);
  }

  async #concluded(begun: WriteRecord, ended: EndedMerge, claimedKey: ClaimedKey): Promise<WriteResult> {
    const { journal, lastSeen } = this.#options;
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
  async #send(body: MergeBody, claimedKey: ClaimedKey, call: CallOptions): Promise<MergeResult> {
    const { api } = this.#options.workspace;
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
    const send = (bySlug: boolean) => api.merge(bySlug ? { ...body, resolutions: slugs } : body, options(bySlug));
    try {
      return await send(this.#bySlug);
    } catch (error) {
      if (!hasOther || !isUnknownName(error)) throw error;
      const result = await send(!this.#bySlug);
      this.#bySlug = !this.#bySlug;
      return result;
    }
  }

  /**
   * The merge once it has ended, or as it is when there is no more time; undefined if the API does not tell, so that
   * the contacts alone show its outcome.
   */
  async #awaited(first: Merge, call: CallOptions): Promise<Merge | undefined> {
    let merge = first;
    const end = performance.now() + LONGEST_CLEANUP_MS;
    for (let look = 0; merge.status === "cleanup_pending"; look += 1) {
      const wait = WAITS_MS[Math.min(look, WAITS_MS.length - 1)] ?? 0;
      if (performance.now() + wait > end || !hasTime(call.deadline, wait + READING_MS)) return merge;
      // A merge that has begun is finished, so the call's signal does not end this.
      await sleep(wait, undefined);
      try {
        merge = await this.#options.workspace.api.mergeStatus(merge.id, { deadline: call.deadline, share: call.share });
      } catch (error) {
        if (!(error instanceof CallError)) throw error;
        return isNotOffered(error) ? undefined : merge;
      }
    }
    return merge;
  }

  async #look(survivor: string, duplicate: string, call: CallOptions): Promise<Pick<EndedMerge, "survivor" | "duplicate">> {
    const [one, other] = await Promise.all([this.#seen(survivor, call), this.#seen(duplicate, call)]);
    return { survivor: one, duplicate: other };
  }

  async #seen(id: string, call: CallOptions): Promise<Seen> {
    try {
      const present = await presentContact(id, this.#options.workspace, call);
      return present instanceof ApiError ? "gone" : present;
    } catch (error) {
      if (error instanceof CallError) return undefined;
      throw error;
    }
  }
}

const hasTime = (deadline: Deadline | undefined, ms: number) => deadline?.fits(ms) ?? true;

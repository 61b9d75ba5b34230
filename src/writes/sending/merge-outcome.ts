import { type CallError, isInvalidRequest, type Merge } from "../../api/index.ts";
import { type Change, isAsBefore, isEmpty } from "../../schema/change.ts";
import { prove } from "../../schema/proof.ts";
import type { ContactRecord } from "../../schema/record.ts";
import type { Outcome } from "../journal/write-record.ts";
import type { ClaimedKey } from "./idempotency.ts";

/** A contact as it is now; "gone" if there is none; undefined if it could not be read. */
export type Seen = ContactRecord | "gone" | undefined;

/** The outcome of a merge, as far as it is known. */
export interface EndedMerge {
  readonly merge: Merge | undefined;
  readonly failure: CallError | undefined;
  /** Whether the API has answered that it makes the merge, now or in an earlier call. */
  readonly isAccepted: boolean;
  readonly survivor: Seen;
  readonly duplicate: Seen;
  /** Changes that must hold afterwards. */
  readonly planned: Change;
}

export const isContact = (seen: Seen): boolean => seen !== undefined && seen !== "gone";

/** Whether an earlier attempt may have made a merge that was refused: the API then misses the duplicate. */
export function mayBeMerged(
  { attempts }: CallError,
  change: Change,
  { survivor, duplicate, claimedKey }: Pick<EndedMerge, "survivor" | "duplicate"> & { readonly claimedKey: ClaimedKey },
): boolean {
  if (isContact(duplicate) || (attempts === 1 && !claimedKey.sentBefore)) return false;
  return survivor === undefined || survivor === "gone" || !isUnmerged(change, survivor);
}

/** Whether the contact that stays shows that it was not merged: a merge that changes nothing leaves no trace. */
export const isUnmerged = (change: Change, survivor: ContactRecord): boolean =>
  isAsBefore(change, survivor) && prove(change, survivor).stored === "nothing" && !isEmpty(change);

/**
 * Whether the missing duplicate is the only sign of a merge. Somebody else may have deleted it: no answer has come, and
 * the contact that stays shows no trace.
 */
export const isOnlyGone = ({ isAccepted, survivor, duplicate }: EndedMerge, change: Change): boolean =>
  !isAccepted && duplicate === "gone" && survivor !== undefined && survivor !== "gone" && (isEmpty(change) || isUnmerged(change, survivor));

/** "partly": merged, but not as planned. */
export function outcomeOf({ merge, failure, isAccepted, survivor, duplicate }: EndedMerge, isAsPlanned: boolean): Outcome {
  // It was sent in an earlier call, and it is not known whether the API accepted it.
  const isLost = !isAccepted && failure === undefined;
  if (merge?.status === "cleanup_pending" || duplicate === undefined || survivor === undefined) return "unknown";
  if (duplicate === "gone") return isAsPlanned && merge?.status !== "failed" ? "written" : "partly";
  return merge?.status === "failed" || isLost ? "not-written" : "unknown";
}

/** Whether the API does not know a field by the name that a resolution gives it. */
export const isUnknownName = (error: unknown): boolean =>
  isInvalidRequest(error) && (error.code === "unknown_field" || /fieldResolutions/.test(error.param ?? ""));

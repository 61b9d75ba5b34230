import { type CallError, type CallOptions, Deadline, type Merge, type WriteOutcome } from "../../api/index.ts";
import type { Proof } from "../../schema/proof.ts";
import type { ContactRecord } from "../../schema/record.ts";
import type { Journal } from "../journal/journal.ts";
import { DROPPED, type Dropped, type Outcome, type WriteRecord } from "../journal/write-record.ts";

/** How long, in ms, to look for the outcome of a lost answer, and how much of it may be beyond the call's time. */
const LOOK_MS = 8000;
const LATE_LOOK_MS = 3500;

/** The call with which the outcome of a write is found out, even if the call itself was cancelled. */
export const lookAfter = ({ deadline }: CallOptions): CallOptions => ({
  deadline: deadline?.within(LOOK_MS, LATE_LOOK_MS) ?? Deadline.after(LOOK_MS),
});

/** How a write ended. */
export interface WriteResult {
  readonly outcome: Outcome;
  readonly record: WriteRecord;
  /** As an answer showed it after the write; absent if none did. */
  readonly contact: ContactRecord | undefined;
  /** Absent if the contact is. */
  readonly proof: Proof | undefined;
  /** What went wrong, though the write may have been made. */
  readonly failure: CallError | undefined;
  /** An earlier call sent the same write. If that was made, the API has repeated its answer. */
  readonly sentBefore: boolean;
  /** The outcome of a create is not known, and the same call of a later session has the same key, too. */
  readonly isKeyOnDisk: boolean;
  /** Why the audit log lacks the outcome, a sentence. */
  readonly unlogged: string | undefined;
  /** For a merge, how far the API says that it has got, if it has said so. */
  readonly merge?: Merge | undefined;
  /** For a merge, whether all that is known is that the duplicate is gone. */
  readonly isOnlyGone?: boolean;
}

/** What was found out about a write that has ended. */
type Found = Pick<WriteResult, "contact" | "proof" | "failure" | "sentBefore" | "isKeyOnDisk">;

/** Notes in the journal how a write ended. */
export async function noted(ended: WriteRecord, found: Found, journal: Pick<Journal, "end" | "now">): Promise<WriteResult> {
  const record = { ...ended, at: journal.now() };
  let unlogged: string | undefined;
  try {
    await journal.end(record);
  } catch (error) {
    unlogged = error instanceof Error ? error.message : String(error);
  }
  return { outcome: record.outcome, record, ...found, unlogged };
}

/** Whether it is certain that nothing was written. */
export const isCertain = (outcome: WriteOutcome | undefined): outcome is Dropped => DROPPED.some((one) => one === outcome);

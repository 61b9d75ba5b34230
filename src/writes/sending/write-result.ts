import { type CallError, type CallOptions, Deadline, type WriteOutcome } from "../../api/index.ts";
import type { Proof } from "../../schema/proof.ts";
import type { ContactRecord } from "../../schema/record.ts";
import type { Journal } from "../journal/journal.ts";
import { DROPPED, type Dropped, type Outcome } from "../journal/outcome.ts";
import type { WriteRecord } from "../journal/write-record.ts";

/** How long, in ms, it may take to find out what became of a write whose answer was lost, and how long of that after the call's own time, which that write may have used up. */
const LOOK_MS = 8000;
const LATE_LOOK_MS = 3500;

/** What is looked at to find out what became of a write, which is done for a cancelled call too. */
export const lookAfter = ({ deadline }: CallOptions): CallOptions => ({
  deadline: deadline?.within(LOOK_MS, LATE_LOOK_MS) ?? Deadline.after(LOOK_MS),
});

/** What a write is made for. */
export interface WriteOrigin {
  readonly tool: string;
  /** The plan that it is part of. */
  readonly batch?: string | undefined;
  /** The write that it takes back. */
  readonly undoes?: string | undefined;
}

/** How a write ended. */
export interface WriteResult {
  readonly outcome: Outcome;
  readonly record: WriteRecord;
  /** As an answer showed it after the write; absent where none did. */
  readonly contact: ContactRecord | undefined;
  /** Absent as the contact is. */
  readonly proof: Proof | undefined;
  /** What went wrong on the way, though it may have been written. */
  readonly failure: CallError | undefined;
  /** The same write was sent by an earlier call: the API has answered for that one, should it have been made then. */
  readonly sentBefore: boolean;
  /** Where it is not known whether a create was made: the same call of a later session has the same key, too. */
  readonly isKeyOnDisk: boolean;
  /** Why the audit log does not have the outcome, a sentence. */
  readonly unlogged: string | undefined;
}

/** Takes note of how a write ended, in the log too where one is kept. */
export async function noted(
  ended: WriteRecord,
  found: Pick<WriteResult, "contact" | "proof" | "failure" | "sentBefore" | "isKeyOnDisk">,
  { journal }: { readonly journal: Pick<Journal, "end" | "now"> },
): Promise<WriteResult> {
  const record = { ...ended, at: journal.now() };
  let unlogged: string | undefined;
  try {
    await journal.end(record);
  } catch (error) {
    unlogged = error instanceof Error ? error.message : String(error);
  }
  return { outcome: record.outcome, record, ...found, unlogged };
}

/** What is said of a write whose outcome the log could not take: it has had the write since before that was sent. */
export const unloggedText = (write: string, why: string): string => `The audit log still says that the outcome of ${write} is unknown: ${why}`;

/** Whether it is certain that nothing was written. */
export const isCertain = (outcome: WriteOutcome | undefined): outcome is Dropped => DROPPED.some((one) => one === outcome);

import type { CallOptions } from "../api/index.ts";
import type { Verdict } from "../identity/compare.ts";
import type { Change } from "../schema/change.ts";
import type { Attribute } from "../schema/contact-schema.ts";
import type { ContactRecord } from "../schema/record.ts";
import type { WriteRecord } from "./journal/write-record.ts";
import type { ClaimedKey, SentKey } from "./sending/idempotency.ts";
import type { WriteResult } from "./sending/write-result.ts";

/** What a write is made for. */
export interface WriteOrigin {
  readonly tool: string;
  /** The plan that it is part of. */
  readonly batch?: string | undefined;
  /** The number of its row in that plan. */
  readonly row?: number | undefined;
  /** The write that it undoes. */
  readonly undoes?: string | undefined;
}

/** What is asked for of one contact. */
export type Draft = CreateDraft | ChangeDraft | MergeDraft;

export interface CreateDraft {
  readonly action: "create";
  readonly change: Change;
  /** What people call the contact. */
  readonly name: string;
  /** Whether to create the contact even if the person exists. */
  readonly allowDuplicate: boolean;
  /** `allowDuplicate` holds for the contacts that `isOther` accepts; absent: for all. */
  readonly allowsKnownOnly?: boolean | undefined;
  /**
   * Whether a contact is known to be another person by the name, although it shares a value: a plan has found that
   * out, or has created the contact. Absent: of none.
   */
  readonly isOther?: (id: string) => boolean;
  /** How often the API is asked for the person, at most, for a new create; absent: once for each value that tells. */
  readonly mostSearches?: number | undefined;
  /**
   * Whether to continue a create that was sent before, although there is a similar contact, which this create may have
   * made. It may also never have been sent: rows of a plan count as sent a little earlier. Absent: the caller decides.
   */
  readonly resumes?: boolean;
}

/** A change of a contact, or its move to the trash. */
export interface ChangeDraft {
  readonly action: "update" | "delete";
  /** The ID. */
  readonly contact: string;
  /** Whether the contact may get a value of one person that another contact holds. */
  readonly allowDuplicate?: boolean | undefined;
  /** Whether a plan has shown that this contact holds such a value, by its ID. */
  readonly isOther?: ((id: string) => boolean) | undefined;
  /** If only edits by others may be lacking: the most searches for who holds such a value. Absent: one per value. */
  readonly mostSearches?: number | undefined;
  /** The result of the draft for the contact as it is now. */
  against(contact: ContactRecord, call: CallOptions): Guarded | Promise<Guarded>;
}

/** A merge of a contact into another, which stays. */
export interface MergeDraft {
  readonly action: "merge";
  /** The ID of the one that stays. */
  readonly contact: string;
  /** The ID of the one that goes to the trash. */
  readonly duplicate: string;
  /** What the merge makes of the one that stays. */
  readonly change: Change;
  readonly name: string;
  readonly duplicateName: string;
  /** The result of the draft for the two contacts as they are now. */
  against(contact: ContactRecord, duplicate: ContactRecord): Guarded;
}

/** A contact that may be the person of a write, or holds one of its values. */
export interface Duplicate {
  readonly contact: ContactRecord;
  readonly verdict: Verdict;
}

/** What was found out about a write on the way. */
export interface Findings {
  /** Attributes that already have the wanted values. */
  readonly unchanged?: readonly Attribute[];
  /** What was to be removed and is not there, as a change that adds it. */
  readonly absent?: Change | undefined;
  /** Other contacts of the same name or a similar one. */
  readonly namesakes?: readonly Duplicate[];
  /** Other contacts that hold an address, number or profile that is added. */
  readonly sharers?: readonly Duplicate[];
}

/** A write that may be made now. */
export type Ready = ReadyCreate | ReadyChange | ReadyMerge;

interface ReadyWrite {
  readonly kind: "ready";
  readonly change: Change;
  /** What else the contact must hold, as a change with equal values before and after. */
  readonly holds?: Change | undefined;
  /** What people call the contact. */
  readonly name: string;
  readonly findings?: Findings | undefined;
}

export interface ReadyCreate extends ReadyWrite {
  readonly action: "create";
  readonly contact?: undefined;
  /** IDs of existing contacts that are similar to the new one. The create has made none of them. */
  readonly lookalikes?: ReadonlySet<string> | undefined;
  readonly allowDuplicate: boolean;
}

export interface ReadyChange extends ReadyWrite {
  readonly action: ChangeDraft["action"];
  /** As it was read just before. */
  readonly contact: ContactRecord;
}

interface ReadyMerge extends ReadyWrite {
  readonly action: "merge";
  /** The one that stays, as it was read just before. */
  readonly contact: ContactRecord;
  /** As it was read just before. */
  readonly duplicate: ContactRecord;
}

/** Why nothing was sent. */
export type Refusal =
  /** The contact does not hold what the call expects. `unmet`: from what it holds to what was expected. */
  | { readonly kind: "unexpected"; readonly contact: ContactRecord; readonly unmet: Change }
  /** Somebody else has changed what would be overwritten. `conflicts`: from what was seen last to what is held. */
  | { readonly kind: "conflict"; readonly contact: ContactRecord; readonly conflicts: Change }
  /** The person exists. `mayBeMade`: an earlier call may have made another contact for this create. */
  | { readonly kind: "duplicate"; readonly duplicates: readonly Duplicate[]; readonly change: Change; readonly mayBeMade?: boolean }
  /** The outcome of another create is not known, and it may be the same person. */
  | { readonly kind: "open-create"; readonly create: Pick<WriteRecord, "id" | "name"> }
  | { readonly kind: "gone"; readonly failure: Error };

interface Unchanged {
  readonly kind: "unchanged";
  /** It already has the wanted values. */
  readonly contact: ContactRecord;
  readonly findings?: Findings | undefined;
}

export interface Sent {
  readonly kind: "sent";
  readonly result: WriteResult;
  /** For a contact that went to the trash: its values beside those of the draft. */
  readonly otherValues?: Change | undefined;
  readonly findings?: Findings | undefined;
}

/** The guards' verdict on a draft. "sent": an earlier call has made the write, and its answer was lost. */
export type Guarded = Ready | Unchanged | Sent | Refusal;

/** The outcome of an attempt to write. */
export type Attempt = Exclude<Guarded, Ready>;

/** Where the idempotency key of a write comes from. */
export interface WriteKeys {
  /** The key with which the same create was sent before, if its outcome is not known. */
  keptKey(change: Change): Promise<SentKey | undefined>;
  /**
   * Call this just before the change is sent.
   *
   * @param contact the ID; absent for a create
   * @param allowsDuplicate whether a create is made even if the person exists
   */
  claim(contact: string | undefined, change: Change, allowsDuplicate?: boolean): ClaimedKey;
}

import { InvalidInput } from "../../fields/rejection.ts";
import { changeLines, type ShowOptions } from "../../render/change.ts";
import { type Change, changeOf, isEmpty, type NameOf } from "../../schema/change.ts";
import type { Edits } from "../../schema/collected-edits.ts";
import type { ContactRecord } from "../../schema/record.ts";
import type { LastSeenValues } from "../last-seen.ts";
import { rowText } from "../sentences.ts";

/** What is planned for one contact of a batch, before anything is written. */
export type DraftRow = {
  /** The row of an import, from 1. */
  readonly number?: number | undefined;
  /** What people call the contact, or what the row calls it. */
  readonly name: string;
} /** `others`: the IDs of contacts that share a value and are other people by their names. */ & (
  | { readonly kind: "create"; readonly change: Change; readonly others?: readonly string[] | undefined }
  /** `by`: what the row of an import shares with the contact. `holds`: as in `DecidedChange`. */
  | { readonly kind: "update"; readonly contact: ContactRecord; readonly change: Change; readonly by?: string; readonly holds?: Change }
  /** `existing`: the mode of an import allows only new contacts. */
  | { readonly kind: "unchanged" | "existing"; readonly contact: ContactRecord }
  /** The mode of an import allows only changes, and the contact does not exist. */
  | { readonly kind: "missing" }
  /**
   * It is not certain which person it means. `candidates` are the contacts that it may mean, the likeliest first;
   * `create` is what it creates if it means none of them. Both settle the row inside the plan: as a new contact, or
   * as an existing one, which then gets the values of `create`. `shows`: what the reason shows of a contact. `sameAs`:
   * the row that creates the person.
   */
  | {
      readonly kind: "ambiguous";
      readonly reason: string;
      readonly candidates: readonly Candidate[];
      readonly create?: Change | undefined;
      readonly shows?: PresentChange | undefined;
      readonly sameAs?: number | undefined;
    }
  /** `undecided`: an argument of the call decides how it is read. `gone`: the ID of a contact that the API does not have. */
  | { readonly kind: "invalid" | "undecided"; readonly reason: string; readonly contact?: ContactRecord; readonly gone?: string | undefined }
);

/** A contact that a row may mean. */
export interface Candidate {
  readonly id: string;
  /** What people call the contact. */
  readonly name: string;
  /** What the two share, and what contradicts: "shares only the phone number". */
  readonly shares: string;
  /** What the contact objects to, which a new contact would not say. */
  readonly objections?: readonly string[] | undefined;
  /** What the row would change of the contact. */
  readonly change?: Change | undefined;
}

/** A batch before anything is written. */
export interface PlanDraft {
  readonly rows: readonly DraftRow[];
  /** What must be settled before there can be a plan, a line each. A draft with such lines is shown and not kept. */
  readonly incomplete?: readonly string[];
  /** What would be lost without a trace, a sentence each. It stands first. */
  readonly warnings?: readonly string[];
  /** What was assumed on the way, a sentence each. */
  readonly notes: readonly string[];
}

/**
 * The change that edits make to a contact, or the values of a new one; or why they cannot: a single value does
 * not say whether a list keeps its other values.
 *
 * @param check throws InvalidInput with what else is wrong
 */
export function changeOrProblem(edits: Edits, contact: ContactRecord | undefined, nameOf?: NameOf, check?: () => void): Change | string {
  try {
    const { change } = changeOf(edits, contact, nameOf);
    check?.();
    return change;
  } catch (error) {
    if (error instanceof InvalidInput) return error.problems.join(" ");
    throw error;
  }
}

/**
 * Why a row is left out: it would overwrite a value that somebody else has set since it was shown here. Undefined if it
 * would not. If an answer shows the reason, and with it the value, the same row passes the next time.
 */
export function unseen(
  lastSeen: LastSeenValues,
  { contact, change }: PresentChange,
  show: ShowOptions,
): { readonly reason: string; readonly shows: PresentChange } | undefined {
  const changed = lastSeen.changedSince(contact.id, change);
  if (isEmpty(changed)) return undefined;
  return { reason: rowText.changedSinceShown(changeLines(changed, { ...show, brief: true })), shows: { contact, change: changed } };
}

/** A change of a contact as it is now. */
export interface PresentChange {
  readonly contact: ContactRecord;
  readonly change: Change;
}

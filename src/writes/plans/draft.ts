import { InvalidInput } from "../../fields/rejection.ts";
import { changeLines, type ShowOptions } from "../../render/change.ts";
import { type Change, changeOf, isEmpty, touched } from "../../schema/change.ts";
import type { Edits } from "../../schema/encode.ts";
import type { ContactRecord } from "../../schema/record.ts";
import type { LastSeenValues } from "../last-seen.ts";

/** What is to become of one contact in a batch, before anything is written. */
export type DraftRow = {
  /** The row of an import, from 1. */
  readonly number?: number | undefined;
  /** What people call the contact, or what the row calls it. */
  readonly name: string;
} & (
  | { readonly kind: "create"; readonly change: Change }
  /** `by`: what an import's row has in common with the contact. */
  | { readonly kind: "update"; readonly contact: ContactRecord; readonly change: Change; readonly by?: string }
  | { readonly kind: "unchanged"; readonly contact: ContactRecord }
  /** It may mean several contacts. */
  | { readonly kind: "ambiguous"; readonly reason: string }
  | { readonly kind: "invalid"; readonly reason: string }
);

/** A batch before anything is written. */
export interface Draft {
  readonly rows: readonly DraftRow[];
  /** What was assumed on the way, a sentence each. */
  readonly notes: readonly string[];
}

/** What edits come to for a contact, or for nobody; or why they do not: a lone value does not say what becomes of the others that the contact holds. */
export function changeOrProblem(edits: Edits, contact: ContactRecord | undefined): Change | string {
  try {
    return changeOf(edits, contact).change;
  } catch (error) {
    if (error instanceof InvalidInput) return error.problems.join(" ");
    throw error;
  }
}

/**
 * Why a row is left out that would overwrite what somebody else has set since it was shown here; undefined where it overwrites nothing of that kind. The
 * reason shows it, so that the same row passes the next time.
 */
export function unseen(shown: LastSeenValues, contact: ContactRecord, change: Change, show: ShowOptions): string | undefined {
  const changed = shown.changedSince(contact.id, change);
  if (isEmpty(changed)) return undefined;
  shown.note(contact, touched(changed));
  return `changed by somebody else since it was shown here: ${changeLines(changed, { ...show, brief: true }).join("; ")}. The same call again overwrites it`;
}

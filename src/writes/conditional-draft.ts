import { ontoPresent } from "../schema/additions.ts";
import { type Change, held, isEmpty, joined, NO_CHANGE, otherValues, rebased } from "../schema/change.ts";
import { checkFits } from "./fits.ts";
import type { ChangeDraft, MergeDraft } from "./write.ts";

/** A change that was decided on for a contact as it was then. */
interface DecidedChange extends Pick<ChangeDraft, "action" | "contact" | "allowDuplicate" | "isOther" | "mostSearches"> {
  readonly change: Change;
  /** What else the contact must still hold, with equal values before and after; for the trash, nothing but that. */
  readonly holds?: Change | undefined;
  readonly name: string;
}

/**
 * A draft that only passes while the contact still holds what the change assumes, or what it leads to. Like a request
 * with `If-Match`. Only what others have added to a text or a list stays beside what the change adds.
 */
export const conditionalDraft = ({ change, holds, name, ...draft }: DecidedChange): ChangeDraft => ({
  ...draft,
  against: (contact) => {
    const { action } = draft;
    const { remaining, conflicts } = rebased(ontoPresent(change, contact), contact);
    // Of what the contact must hold, nothing is ever written.
    const unheld = holds ? rebased(holds, contact).conflicts : NO_CHANGE;
    const others = action === "delete" ? otherValues(joined(change, holds), contact) : NO_CHANGE;
    if (action === "update" && isEmpty(remaining) && isEmpty(conflicts)) return { kind: "unchanged", contact };
    const unexpected = holds ? joined(joined(conflicts, unheld), others) : conflicts;
    if (!isEmpty(unexpected)) return { kind: "conflict", contact, conflicts: unexpected };
    if (action === "delete") return { kind: "ready", action, contact, change, holds: holds ?? held(others), name };
    checkFits(remaining, contact);
    return { kind: "ready", action, contact, change: remaining, holds, name };
  },
});

/** A merge that was decided on for two contacts as they were then. */
interface DecidedMerge extends Pick<MergeDraft, "contact" | "duplicate" | "change" | "name" | "duplicateName"> {
  /** What else the contact that stays must still hold, as a change with equal values before and after. */
  readonly holds: Change;
  /** What the other must still hold, as a change with equal values before and after. */
  readonly duplicateHolds: Change;
}

/** A draft that only passes while both contacts are as the plan has seen them: a merge cannot be undone. */
export const conditionalMerge = ({ holds, duplicateHolds, ...merge }: DecidedMerge): MergeDraft => ({
  action: "merge",
  ...merge,
  against: (contact, duplicate) => {
    const conflicts = joined(rebased(joined(merge.change, holds), contact).conflicts, rebased(duplicateHolds, duplicate).conflicts);
    if (!isEmpty(conflicts)) return { kind: "conflict", contact, conflicts };
    checkFits(merge.change, contact);
    return { kind: "ready", action: "merge", contact, duplicate, change: merge.change, holds, name: merge.name };
  },
});

import { type Change, isEmpty, joined, rebased } from "../../schema/change.ts";
import { checkFits } from "../fits.ts";
import { type MergeDraft, NO_FINDINGS } from "../write.ts";

/** A merge that was decided on for two contacts as they were then. */
export interface PlannedMerge extends Pick<MergeDraft, "contact" | "duplicate" | "change" | "name" | "duplicateName"> {
  /** What else the contact that stays must still hold, as a change of nothing. */
  readonly holds: Change;
  /** What the other must still hold, as a change of nothing. */
  readonly duplicateHolds: Change;
}

/** A draft that only passes while both contacts are as the plan has seen them: a merge cannot be undone. */
export const plannedMerge = ({ holds, duplicateHolds, ...merge }: PlannedMerge): MergeDraft => ({
  kind: "merge",
  ...merge,
  against: (contact, duplicate) => {
    const conflicts = joined(rebased(joined(merge.change, holds), contact).conflicts, rebased(duplicateHolds, duplicate).conflicts);
    if (!isEmpty(conflicts)) return { kind: "conflict", contact, conflicts };
    checkFits(merge.change, contact);
    return { kind: "ready", contact, deletes: false, merges: duplicate, change: merge.change, holds, name: merge.name, findings: NO_FINDINGS };
  },
});

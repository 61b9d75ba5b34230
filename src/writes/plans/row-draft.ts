import type { ContactSchema } from "../../schema/contact-schema.ts";
import { changeFrom, type StoredChange } from "../../schema/stored-change.ts";
import { conditionalDraft, conditionalMerge } from "../conditional-draft.ts";
import type { Draft } from "../write.ts";
import type { Plan, PlanRow } from "./plan.ts";
import type { PlanProgress } from "./plan-progress.ts";

interface RowContext {
  readonly plan: Plan;
  readonly progress: Pick<PlanProgress, "made" | "ends">;
  readonly schema: ContactSchema;
  /** As in {@link Draft}. */
  readonly mostSearches: number | undefined;
}

const NOTHING: StoredChange = { fields: [], links: [] };

/** What a row asks for; undefined if one of its fields was deleted from the workspace, or can no longer be written. */
export function rowDraft(row: PlanRow, { plan, progress, schema, mostSearches }: RowContext): Draft | undefined {
  const { action, contact, name, merges } = row;
  const stored = [row.change, row.holds ?? NOTHING, merges?.holds ?? NOTHING].map((one) =>
    changeFrom(merges ? afterMerges(one, plan, progress) : one, schema, one === row.change),
  );
  const [planned, holds, duplicateHolds] = stored;
  if (!planned || !holds || !duplicateHolds || stored.some(({ whole }) => !whole)) return undefined;
  const { change } = planned;
  const isOther = (id: string) => row.others?.includes(id) === true || progress.made.has(id);
  const { allowDuplicate = false } = row;
  if (contact === undefined)
    return {
      action: "create",
      change,
      name,
      allowDuplicate,
      allowsKnownOnly: row.settled,
      isOther,
      mostSearches,
      resumes: true,
    };
  if (action === "update" || action === "delete")
    return conditionalDraft({ action, contact, allowDuplicate, isOther, mostSearches, change, holds: row.holds && holds.change, name });
  const both = { contact, change, name, holds: holds.change, duplicateHolds: duplicateHolds.change };
  return merges && conditionalMerge({ ...both, duplicate: merges.id, duplicateName: merges.name });
}

/** A change as it is once the plan has merged contacts: what was linked to one is linked to the contact that stays. */
function afterMerges({ fields, links }: StoredChange, { rows }: Plan, { ends }: Pick<PlanProgress, "ends">): StoredChange {
  const stays = new Map(
    rows.flatMap(({ merges, contact }, index) => (merges && contact && ends.get(index)?.state === "written" ? [[merges.id, contact] as const] : [])),
  );
  const moved = (ids: readonly string[]) => [...new Set(ids.map((id) => stays.get(id) ?? id))];
  return { fields, links: stays.size === 0 ? links : links.map(({ key, before, after }) => ({ key, before: moved(before), after: moved(after) })) };
}

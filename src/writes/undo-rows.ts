import { mapInSlices } from "../async/time-slices.ts";
import type { WorkspaceParts } from "../find/workspace-parts.ts";
import { groupBy } from "../maps.ts";
import { held, inverse, isEmpty, joined, otherValues, rebased } from "../schema/change.ts";
import { changedContact } from "../schema/edits-of-values.ts";
import { contactName } from "../schema/record.ts";
import type { WriteCall } from "./consent.ts";
import type { WriteRecord } from "./journal/write-record.ts";
import type { NewPlanRow } from "./plans/plan.ts";
import { presentContacts } from "./plans/present-contacts.ts";

/** The rows that undo these writes. Creates that have got values since are deleted only if a call names them. */
export async function undoRows(
  records: readonly WriteRecord[],
  workspace: Pick<WorkspaceParts, "api" | "live" | "replica" | "locale">,
  call: WriteCall,
): Promise<NewPlanRow[]> {
  const created = records.flatMap(({ action, contact }) => (action === "create" && contact !== undefined ? [contact] : []));
  const schema = await workspace.live.get(call);
  const present = await presentContacts(created, { workspace, schema, call, onProgress: () => undefined });
  // The other writes of a contact are undone too.
  const undone = groupBy(records, ({ contact }) => contact);
  const rows = await mapInSlices(records, (one): NewPlanRow => {
    const row = { ...undoing(one), contact: one.contact, undoes: one.id };
    const contact = row.action === "delete" ? present.get(one.contact ?? "")?.contact : undefined;
    if (!contact) return row;
    const others = (undone.get(one.contact) ?? []).filter((other) => other !== one).map(({ change }) => change);
    const holds = held(otherValues(others.reduce(joined, one.change), contact));
    const before = others.reduce((later, change) => changedContact(later, inverse(change)), contact);
    const { conflicts } = rebased(row.change, before);
    return {
      ...row,
      name: contactName(contact, workspace.locale),
      holds,
      changed: isEmpty(conflicts) ? undefined : conflicts,
      onlyIfNamed: records.length > 1 && !isEmpty(holds) ? true : undefined,
    };
  });
  return rows.length > 1 ? withNumbers(rows, records) : rows;
}

/** The rows with the numbers that people know from the plan of the writes; without such a plan, with new ones. */
function withNumbers(rows: readonly NewPlanRow[], records: readonly WriteRecord[]): NewPlanRow[] {
  const isKnown = records.every(({ row }) => row !== undefined);
  return rows.map((row, at) => ({ ...row, number: isKnown ? records[at]?.row : at + 1 }));
}

/** What undoes a write. */
export const undoing = ({ name, action, change }: WriteRecord) =>
  ({ name, action: action === "create" ? "delete" : "update", change: inverse(change) }) as const;

import type { ContactId } from "../../api/index.ts";
import type { ContactSchema } from "../../schema/contact-schema.ts";
import { changeFrom } from "../../schema/stored-change.ts";
import type { WriteRecord } from "../journal/write-record.ts";
import { keyFor, type Plan, type WrittenRow } from "./plan.ts";

/** A row that was written, with all that the journal needs to know. */
interface WrittenRowOfPlan extends WrittenRow {
  readonly plan: Plan;
  /** When it was written, in ms. */
  readonly at: number;
}

/** The journal's record of a row that was written, if the API's answer is not known. */
export function plannedRecord(
  { plan: { tool, batch }, row, end: { write, contact, link }, at }: WrittenRowOfPlan,
  schema: ContactSchema,
): WriteRecord {
  const { change } = changeFrom(row.change, schema);
  return {
    id: write,
    at,
    tool,
    action: row.action,
    contact: contact as ContactId,
    name: row.name,
    link,
    change,
    merge: row.merges && { duplicate: row.merges.id, name: row.merges.name, link: row.merges.link, before: [] },
    outcome: "written",
    idempotencyKeys: row.action === "delete" ? [] : [keyFor(row, change)],
    batch,
    row: row.number,
    undoes: row.undoes,
  };
}

import type { ContactId } from "../../api/index.ts";
import { inverse } from "../../schema/change.ts";
import type { ContactSchema } from "../../schema/contact-schema.ts";
import { changeFrom } from "../../schema/stored-change.ts";
import type { WriteRecord } from "../journal/write-record.ts";
import { keyFor, type Plan, type PlanRow, type RowEnd } from "./plan.ts";

type Written = Extract<RowEnd, { state: "written" }>;

/** What the journal has of a row that was written, where the answer to it is not at hand. */
export function plannedRecord(
  { tool, batch }: Plan,
  row: PlanRow,
  { write, contact, link }: Written,
  schema: ContactSchema,
  at: number,
): WriteRecord {
  const { change } = changeFrom(row.change, schema);
  return {
    id: write,
    at,
    tool,
    action: row.deletes ? "delete" : row.contact === undefined ? "create" : "update",
    contact: contact as ContactId,
    name: row.name,
    link,
    change: row.deletes ? inverse(change) : change,
    outcome: "written",
    idempotencyKeys: row.deletes ? [] : [keyFor(row, change)],
    batch,
    undoes: row.undoes,
  };
}

import type { ContactSchema } from "../../schema/contact-schema.ts";
import type { Journal } from "../journal/journal.ts";
import { loggedRecord } from "../journal/logged-record.ts";
import { isOfRow, type Plan } from "./plan.ts";
import type { PlanProgress } from "./plan-progress.ts";
import { plannedRecord } from "./planned-record.ts";

/**
 * Adds the writes of a plan that other processes have made to the journal and the progress. Rows that a killed process
 * may have written are looked up in the audit log, if there is one.
 *
 * @returns IDs of the contacts that they have written, which this process has not seen since
 */
export async function takeOver(plan: Plan, progress: PlanProgress, schema: ContactSchema, journal: Journal): Promise<string[]> {
  const { workedAt } = progress;
  const inDoubt = progress.open.filter((row) => progress.maySent(row));
  const { entries } = inDoubt.length > 0 ? await journal.logged(plan.madeAt) : { entries: [] };
  const logged = entries.filter(({ batch_id }) => batch_id === plan.batch);
  const isWritten = logged.filter(({ outcome }) => outcome === "written");
  for (const index of inDoubt) {
    const row = plan.rows[index];
    const entry = row && isWritten.find((one) => isOfRow(row, { keys: one.idempotency_keys, undoes: one.undoes }));
    if (entry) progress.end(index, { state: "written", write: entry.write_id, contact: entry.contact ?? "", link: entry.link }, true);
  }
  if (isWritten.length > 0) await progress.save();
  const contacts: string[] = [];
  for (const [index, end] of progress.ends) {
    const row = plan.rows[index];
    if (!row || end.state !== "written" || journal.find(end.write)) continue;
    journal.adopt(plannedRecord({ plan, row, end, at: workedAt }, schema));
    if (row.action !== "delete" && end.contact !== "") contacts.push(end.contact);
  }
  // The outcomes of the others are recorded under their existing IDs.
  for (const { record, whole } of logged.filter(({ outcome }) => outcome === "unknown").map((entry) => loggedRecord(entry, schema))) {
    // If the log got another line for a part of a write, it would no longer show the whole write.
    if (whole) journal.adopt(record);
  }
  return contacts;
}

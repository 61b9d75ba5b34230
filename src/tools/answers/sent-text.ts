import type { ShowOptions } from "../../render/change.ts";
import { callText } from "../../text/call-text.ts";
import { oneLine } from "../../text/plain-text.ts";
import { counted } from "../../text/plural.ts";
import type { Action } from "../../writes/action.ts";
import type { WriteRecord } from "../../writes/journal/write-record.ts";
import { subject } from "../../writes/refusal-text.ts";
import type { WriteResult } from "../../writes/sending/write-result.ts";

const DONE = { create: "Created", update: "Updated", delete: "Moved to the trash:", merge: "Merged" } as const satisfies Record<Action, string>;

/** "Updated Dana (con_…). Write w7k2m9c." */
export const doneText = (who: string, { action, id, merge }: WriteRecord) =>
  `${DONE[action]} ${merge ? `${oneLine(merge.name)} (${merge.duplicate}) into ` : ""}${who}. Write ${id}.`;

/** "Undone w7k2m9c: updated Dana (con_…). Write wq4h7dz.", from the first line about the write that undid it, and what takes that back. */
export const undoneText = (undoes: string, done: string, { action, id }: Pick<WriteRecord, "action" | "id">) =>
  `Undone ${undoes}: ${done.charAt(0).toLowerCase()}${done.slice(1)} ${action === "delete" ? RESTORABLE : `${callText("undo_write", { write_id: id })} takes this back.`}`;

/** What takes back that a contact was moved to the trash. */
const RESTORABLE = "The contact can be restored in the Lightfield app.";

/** The first line about a write that was sent. */
export function sentText(result: WriteResult, show: ShowOptions): string {
  const { outcome, record, contact, failure } = result;
  const who = contact ? subject(contact, show) : record.contact ? `${oneLine(record.name)} (${record.contact})` : oneLine(record.name);
  const lost = failure ? oneLine(failure.problem).replace(/\.$/, "") : "";
  switch (outcome) {
    case "written":
      return `${doneText(who, record)}${failure ? ` Its answer was lost (${lost}); the contact shows that it was written.` : ""}`;
    case "partly":
      return partlyText(result, who, lost);
    case "existing":
      return `Not created: the API answered with ${who}, a contact that existed before this call. undo_write leaves it alone; update_contact changes it. Write ${record.id}.`;
    case "not-written":
      return notWrittenText(result, who, lost);
    case "unknown":
      return unknownText(result, who, lost);
  }
}

function partlyText({ record: { action, id }, proof, failure }: WriteResult, who: string, lost: string): string {
  const all = [...(proof?.fields ?? []), ...(proof?.links ?? [])];
  const missing = all.filter(({ stored }) => !stored).length;
  const exists = action === "create" ? " The contact exists: correct it with update_contact." : "";
  return `${DONE[action]} ${who} in part. Write ${id}. ${missing} of ${counted(all.length, "value")} ${missing === 1 ? "is" : "are"} not stored${failure ? ` (${lost})` : ""}.${exists}`;
}

function notWrittenText({ record, failure, sentBefore }: WriteResult, who: string, lost: string): string {
  if (record.action === "create")
    return `Not created: the earlier call created ${who}, which has since been deleted. The same call creates it again.`;
  if (failure) return `Not written: ${lost}. ${who} does not hold these values. The same call again is safe: it has the same idempotency key.`;
  return sentBefore
    ? `Not written: ${who} does not hold these values. The earlier call wrote them, and somebody has changed them since; the same call writes them again.`
    : `Not written: the API accepted the change of ${who} but stored none of it.`;
}

function unknownText({ record: { action, id, contact: made }, contact, isKeyOnDisk }: WriteResult, who: string, lost: string): string {
  const why = `${lost === "" ? "" : `${lost}; `}the contact could not be read either`;
  switch (action) {
    case "create":
      return made === undefined
        ? `It is not known whether ${who} was created: ${why}. The same call again is safe within 24 hours of the first${isKeyOnDisk ? "" : " and while this server runs"}: it has the same idempotency key.`
        : `Created ${who}. Write ${id}. It is not known whether all values were stored: ${why}. retrieve_contact shows them.`;
    case "update": {
      const changed = `${lost}; the contact has neither the old nor the new values, so somebody else has changed it`;
      return `It is not known whether ${who} was changed: ${contact ? changed : why}. The same call again is safe: it reads the contact first.`;
    }
    // Of a merge, the answer to its plan says it.
    case "merge":
    case "delete":
      return `It is not known whether ${who} was moved to the trash: ${contact ? `${lost}; the contact was still there right after` : why}. The same call again is safe.`;
  }
}

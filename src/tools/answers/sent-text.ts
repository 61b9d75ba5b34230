import type { Locale } from "../../fields/index.ts";
import { isAsBefore } from "../../schema/change.ts";
import { callText } from "../../text/call-text.ts";
import { oneLine } from "../../text/plain-text.ts";
import { counted } from "../../text/plural.ts";
import { nameAndId } from "../../text/words.ts";
import type { WriteRecord } from "../../writes/journal/write-record.ts";
import { subject } from "../../writes/refusal-text.ts";
import type { WriteResult } from "../../writes/sending/write-result.ts";
import { ACTION_WORDS } from "./action-words.ts";

/** "Updated Dana (con_…). Write w7k2m9c." */
export const doneText = (who: string, record: WriteRecord) => `${ACTION_WORDS[record.action].done(who, record)}. Write ${record.id}.`;

/** "Undid w7k2m9c: restored earlier values of Dana (con_…). Write wq4h7dz.", from the first line about the write that undid it, and how to redo it. */
export const undoneText = (undoes: string, done: string, { action, id }: Pick<WriteRecord, "action" | "id">) =>
  `Undid ${undoes}: ${done.charAt(0).toLowerCase()}${done.slice(1)} ${action === "delete" ? RESTORABLE : `To redo it: ${callText("undo_write", { write_id: id })}`}`;

/** How to redo a create that was undone. */
const RESTORABLE = "The contact can be restored in the Lightfield app.";

/** The first line about a write that was sent. */
export function sentText(result: WriteResult, locale: Locale): string {
  const { outcome, record, contact, failure } = result;
  const who = contact ? subject(contact, locale) : nameAndId(oneLine(record.name), record.contact);
  const lost = failure ? oneLine(failure.problem).replace(/\.$/, "") : "";
  switch (outcome) {
    case "written":
      return `${doneText(who, record)}${failure ? ` The API's answer was lost (${lost}), but the contact shows that the write was made.` : ""}`;
    case "partly":
      return partlyText(result, who, lost);
    case "existing":
      return `Not created: the API answered with ${who}, a contact that existed before this call. undo_write does not delete it. update_contact can change it. Write ${record.id}.`;
    case "not-written":
      return notWrittenText(result, who, lost);
    case "unknown":
      return unknownText(result, who, lost);
  }
}

function partlyText({ record, proof, failure }: WriteResult, who: string, lost: string): string {
  const all = [...(proof?.fields ?? []), ...(proof?.links ?? [])];
  const missing = all.filter(({ stored }) => !stored).length;
  const exists = record.action === "create" ? " The contact exists: correct it with update_contact." : "";
  return `${ACTION_WORDS[record.action].done(who, record)} in part. Write ${record.id}. ${missing} of ${counted(all.length, "value")} ${missing === 1 ? "is" : "are"} not stored as sent${failure ? ` (${lost})` : ""}.${exists}`;
}

function notWrittenText({ record, failure, sentBefore }: WriteResult, who: string, lost: string): string {
  if (record.action === "create")
    return `Not created: the earlier call created ${who}, and this contact was deleted since, or merged into another. Repeat the call to create it again.`;
  if (failure)
    return `Not written: ${lost}. ${who} does not have these values. You can repeat the call safely, because it uses the same idempotency key.`;
  return sentBefore
    ? `Not written: ${who} does not have these values. The earlier call wrote them, but somebody has changed them since. Repeat the call to write them again.`
    : `Not written: the API accepted the change to ${who} but stored none of it.`;
}

function unknownText({ record: { action, change, id, contact: made }, contact, isKeyOnDisk }: WriteResult, who: string, lost: string): string {
  const why = `${lost === "" ? "" : `${lost}; `}the contact could not be read either`;
  switch (action) {
    case "create":
      return made === undefined
        ? `It is not known whether ${who} was created: ${why}. You can repeat the call safely within 24 hours of the first call${isKeyOnDisk ? "" : " and while this server runs"}, because it uses the same idempotency key.`
        : `Created ${who}. Write ${id}. It is not known whether all values were stored: ${why}. retrieve_contact shows them.`;
    case "update": {
      const seen =
        contact && isAsBefore(change, contact)
          ? "right after, the contact did not have these values, but the API may still be at work on them"
          : "the contact has neither the old nor the new values, so somebody else has changed it";
      return `It is not known whether ${who} was changed: ${contact ? `${lost}; ${seen}` : why}. You can repeat the call safely, because it reads the contact first.`;
    }
    // The answer to the plan of a merge says this.
    case "merge":
    case "delete":
      return `It is not known whether ${who} was moved to the trash: ${contact ? `${lost}; the contact was still there right after` : why}. You can repeat the call safely.`;
  }
}

import { oneLine } from "../../text/plain-text.ts";
import { nameAndId } from "../../text/words.ts";
import type { WriteRecord } from "../journal/write-record.ts";
import { WriteRefused } from "../refusal.ts";
import { undoText } from "../sentences.ts";

/** The contact into which another one was merged, or into which that one was merged later, as the writes say. */
export function survivorOf(contact: string, writes: readonly WriteRecord[]): WriteRecord | undefined {
  const found = writes.find(({ action, outcome, merge }) => action === "merge" && outcome !== "not-written" && merge?.duplicate === contact);
  // Writes of several sessions are in no order.
  const later = writes.filter((write) => write !== found && found && write.at >= found.at);
  return found?.contact && (survivorOf(found.contact, later) ?? found);
}

/** Whether a write may have merged another contact into this one. */
export const mayHaveMergedInto = (contact: string | undefined, { action, outcome, contact: into }: WriteRecord): boolean =>
  action === "merge" && outcome !== "not-written" && contact !== undefined && into === contact;

/**
 * Call this before contacts are deleted because their creates are undone.
 *
 * @throws WriteRefused if another contact was merged into one of them: deleting it would delete both people's values
 */
export function checkNothingMerged(creates: readonly { readonly contact?: string | undefined }[], writes: readonly WriteRecord[]): void {
  const merges = new Map<string | undefined, WriteRecord>();
  for (const write of writes) if (mayHaveMergedInto(write.contact, write)) merges.set(write.contact, write);
  const [merge] = creates.flatMap(({ contact }) => merges.get(contact) ?? []);
  if (!merge) return;
  const { contact, id, name, outcome, link, merge: { name: merged, duplicate } = { name: "another contact", duplicate: "" } } = merge;
  throw new WriteRefused(
    undoText.mergedInto({
      id,
      kept: nameAndId(oneLine(name), contact),
      merged: `${oneLine(merged)} (${duplicate})`,
      isCertain: outcome !== "unknown",
      link,
    }),
  );
}

import { storedChange } from "../../schema/stored-change.ts";
import type { WriteLimitError } from "../refusal.ts";
import type { Applied } from "../row-writer.ts";
import type { RowEnd } from "./plan.ts";

/** What came of one try of a row: its end, or why it stays open. */
export type Tried =
  | RowEnd
  /** It may do better another time. */
  | { readonly state: "again"; readonly reason: string }
  /** The call can do no more. */
  | { readonly state: "over"; readonly reason: string | undefined }
  /** The session can do no more, unless a write that is under way comes to nothing. */
  | { readonly state: "limit"; readonly limit: WriteLimitError };

/** What a row that was tried comes to. */
export function endOf(applied: Applied): Tried {
  switch (applied.kind) {
    case "sent":
      return writtenEnd(applied.result);
    case "waiting":
      return { state: "again", reason: "whether the same person was just created is not known yet" };
    case "unchanged":
      return { state: "unchanged" };
    case "gone":
      return { state: "skipped", reason: "the contact is gone" };
    case "conflict":
      return { state: "conflict", conflicts: storedChange(applied.conflicts) };
    case "duplicate":
      return { state: "skipped", reason: `${applied.duplicate.contact.id} was created in the meantime with the same ${applied.duplicate.by}` };
  }
}

function writtenEnd({ outcome, record, proof, failure }: Extract<Applied, { kind: "sent" }>["result"]): Tried {
  if (outcome === "unknown") return { state: "again", reason: `Whether ${record.name} was written is not known: ${failure?.problem ?? "no answer"}` };
  if (outcome === "existing") return { state: "skipped", reason: `the API answered with ${record.contact}, a contact that was there before` };
  if (outcome === "written") return { state: "written", write: record.id, contact: record.contact ?? "", link: record.link };
  if (outcome === "not-written" && record.action === "create") return { state: "failed", reason: "it was created, and deleted since" };
  if (outcome === "not-written" && failure) return { state: "again", reason: failure.problem };
  const lacking = [...(proof?.fields ?? []), ...(proof?.links ?? [])].filter(({ stored }) => !stored);
  const names = lacking.map((one) => ("field" in one ? one.field.label : one.relationship.label)).join(", ");
  return {
    state: "failed",
    reason: `${failure ? `${failure.problem} ` : ""}Not stored: ${names}${outcome === "partly" ? `; the rest is written (${record.id})` : ""}`,
  };
}

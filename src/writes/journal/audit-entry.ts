import { z } from "zod/v3";
import { ACTIONS } from "../action.ts";
import { jsonMap, mergeRecordForm, mergeRecordJson } from "./merge-record.ts";
import { DROPPED, OUTCOMES, type Outcome } from "./write-record.ts";

/** A value or the IDs of links before and after a write. Without an old one, `old` is null, undefined or empty. */
export interface LoggedChange<T> {
  readonly old: T;
  readonly new: T;
}

const valueChange = z
  .object({ old: z.unknown(), new: z.unknown() })
  .transform((change): LoggedChange<unknown> => ({ old: change.old, new: change.new }));
const linkChange = z.object({ old: z.array(z.string()).readonly(), new: z.array(z.string()).readonly() });

const time = z.string().refine((text) => !Number.isNaN(Date.parse(text)));

const auditEntry = z.object({
  /** When the line was written; in a line with `settled`, when the write was made. ISO 8601, UTC. */
  time,
  /** When a later call learned the outcome of the write. As `time`. */
  settled: time.optional(),
  /** Of several lines with the same ID, the last one counts. */
  write_id: z.string(),
  batch_id: z.string().optional(),
  /** The number of the row in the plan of the batch. */
  row: z.number().optional(),
  /** The write that this one undid. */
  undoes: z.string().optional(),
  tool: z.string(),
  action: z.enum(ACTIONS),
  /** The contact's ID; absent while it is not known. */
  contact: z.string().optional(),
  name: z.string().optional(),
  link: z.string().optional(),
  /** By API key. */
  fields: jsonMap(valueChange),
  /** IDs, by API key. */
  relationships: jsonMap(linkChange),
  /** What was merged into the contact, with both contacts as they were. */
  merge: mergeRecordForm.optional(),
  idempotency_keys: z.array(z.string()).readonly(),
  /** `unknown` in the line before the write is sent. */
  outcome: z.enum([...OUTCOMES, ...DROPPED]),
});

/** One write to a contact, as the audit log keeps it. */
export type LoggedEntry = Readonly<z.infer<typeof auditEntry>>;

/** An entry of a write that was made, or may be made. */
export type AuditEntry = LoggedEntry & { readonly outcome: Outcome };

/** Whether a write may have been made, unlike one with the last line of a write that was not. */
export const isMade = (entry: LoggedEntry): entry is AuditEntry => OUTCOMES.some((outcome) => outcome === entry.outcome);

/** An entry as a line of JSON, without the newline. */
export function auditLine({ fields, relationships, merge, ...rest }: LoggedEntry): string {
  const about = { ...rest, fields: Object.fromEntries(fields), relationships: Object.fromEntries(relationships) };
  return JSON.stringify(merge ? { ...about, merge: mergeRecordJson(merge) } : about);
}

/** The entry of a line; undefined if the line is not one. */
export function parseAuditLine(line: string): LoggedEntry | undefined {
  try {
    return auditEntry.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}

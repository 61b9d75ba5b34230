import { z } from "zod/v3";
import { ACTIONS, type Action } from "../action.ts";
import { jsonMap } from "./json-map.ts";
import { type MergeRecord, mergeRecordForm, mergeRecordJson } from "./merge-record.ts";
import { DROPPED, type Dropped, OUTCOMES, type Outcome } from "./write-record.ts";

/**
 * A value or the IDs of links before and after a write. Without an old value, `old` is null, undefined or an
 * empty list.
 */
export interface LoggedChange<T> {
  readonly old: T;
  readonly new: T;
}

/** One write to a contact, as the audit log keeps it. */
export interface AuditEntry {
  /** When the line was written; in a line with `settled`, when the write was made. ISO 8601, UTC. */
  readonly time: string;
  /** When a later call learned the outcome of the write. As `time`. */
  readonly settled?: string | undefined;
  /** Of several lines with the same ID, the last one counts. */
  readonly write_id: string;
  readonly batch_id?: string | undefined;
  /** The number of the row in the plan of the batch. */
  readonly row?: number | undefined;
  /** The write that this one undid. */
  readonly undoes?: string | undefined;
  readonly tool: string;
  readonly action: Action;
  /** The contact's ID; absent while it is not known. */
  readonly contact?: string | undefined;
  readonly name?: string | undefined;
  readonly link?: string | undefined;
  /** By API key. */
  readonly fields: ReadonlyMap<string, LoggedChange<unknown>>;
  /** IDs, by API key. */
  readonly relationships: ReadonlyMap<string, LoggedChange<readonly string[]>>;
  /** What was merged into the contact, with both contacts as they were. */
  readonly merge?: MergeRecord | undefined;
  readonly idempotency_keys: readonly string[];
  /** `unknown` in the line before the write is sent. */
  readonly outcome: Outcome;
}

/** The last line of a write that was certainly not made. */
type DroppedEntry = Omit<AuditEntry, "outcome"> & { readonly outcome: Dropped };

export type LoggedEntry = AuditEntry | DroppedEntry;

/** Whether the entry is of a write that was certainly not made. */
export const isDropped = (entry: LoggedEntry): entry is DroppedEntry => DROPPED.some((outcome) => outcome === entry.outcome);

const valueChange = z
  .object({ old: z.unknown(), new: z.unknown() })
  .transform((change): LoggedChange<unknown> => ({ old: change.old, new: change.new }));
const linkChange = z.object({ old: z.array(z.string()), new: z.array(z.string()) });

const time = z.string().refine((text) => !Number.isNaN(Date.parse(text)));

const auditEntry = z.object({
  time,
  settled: time.optional(),
  write_id: z.string(),
  batch_id: z.string().optional(),
  row: z.number().optional(),
  undoes: z.string().optional(),
  tool: z.string(),
  action: z.enum(ACTIONS),
  contact: z.string().optional(),
  name: z.string().optional(),
  link: z.string().optional(),
  fields: jsonMap(valueChange),
  relationships: jsonMap(linkChange),
  merge: mergeRecordForm.optional(),
  idempotency_keys: z.array(z.string()),
  outcome: z.enum([...OUTCOMES, ...DROPPED]),
});

/** An entry as a line of JSON, without the newline. */
export function auditLine({ fields, relationships, merge, ...rest }: LoggedEntry): string {
  const about = { ...rest, fields: Object.fromEntries(fields), relationships: Object.fromEntries(relationships) };
  return JSON.stringify(merge ? { ...about, merge: mergeRecordJson(merge) } : about);
}

/** The entry of a line; undefined if the line is not one. */
export function parseAuditLine(line: string): LoggedEntry | undefined {
  try {
    // Zod types absent keys as undefined, and leaves them absent.
    return auditEntry.parse(JSON.parse(line)) as LoggedEntry;
  } catch {
    return undefined;
  }
}

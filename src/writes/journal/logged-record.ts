import type { ApiKey, ContactId } from "../../api/index.ts";
import type { ContactSchema } from "../../schema/contact-schema.ts";
import { earlierName } from "../../schema/record.ts";
import { changeFrom } from "../../schema/stored-change.ts";
import { REDACTED } from "../../text/redact.ts";
import type { AuditEntry } from "./audit-entry.ts";
import type { WriteRecord } from "./write-record.ts";

/** A write of another session, without fields that are deleted or hidden. `whole`: nothing is left out. */
export interface LoggedRecord {
  readonly record: WriteRecord;
  readonly whole: boolean;
}

/** A line of the audit log as a write. Values that were redacted in the log are left out, too. */
export function loggedRecord(entry: AuditEntry, schema: ContactSchema): LoggedRecord {
  const told = [...entry.fields].filter(([, values]) => !JSON.stringify(values).includes(REDACTED));
  const { change, whole } = changeFrom(
    {
      fields: told.map(([key, { old, new: after }]) => ({ key: key as ApiKey, before: old, after })),
      links: [...entry.relationships].map(([key, { old, new: after }]) => ({ key: key as ApiKey, before: old, after })),
    },
    schema,
  );
  const record: WriteRecord = {
    id: entry.write_id,
    at: Date.parse(entry.time),
    tool: entry.tool,
    action: entry.action,
    contact: entry.contact as ContactId | undefined,
    name: earlierName(entry.name, schema) ?? entry.contact ?? "",
    link: entry.link,
    change,
    merge: entry.merge && { ...entry.merge, name: earlierName(entry.merge.name, schema) ?? entry.merge.duplicate },
    outcome: entry.outcome,
    idempotencyKeys: entry.idempotency_keys,
    batch: entry.batch_id,
    row: entry.row,
    undoes: entry.undoes,
  };
  return { record, whole: whole && told.length === entry.fields.size };
}

/** A write as a line of the audit log. */
export const entryOf = (record: WriteRecord): AuditEntry => ({
  time: new Date(record.at).toISOString(),
  write_id: record.id,
  batch_id: record.batch,
  row: record.row,
  undoes: record.undoes,
  tool: record.tool,
  action: record.action,
  contact: record.contact,
  name: record.name,
  link: record.link,
  fields: new Map(record.change.fields.map(({ field, before, after }) => [field.apiKey, { old: before, new: after }])),
  relationships: new Map(record.change.links.map(({ relationship, before, after }) => [relationship.apiKey, { old: before, new: after }])),
  merge: record.merge,
  idempotency_keys: record.idempotencyKeys,
  outcome: record.outcome,
});

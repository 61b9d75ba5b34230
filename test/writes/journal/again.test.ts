import { expect, it } from "vitest";
import type { ContactId } from "../../../src/api/index.ts";
import { AuditLogError } from "../../../src/writes/journal/audit-log-error.ts";
import { Journal } from "../../../src/writes/journal/journal.ts";
import { aLog } from "../plans/plan-support.ts";
import { TIME } from "./audit-support.ts";

const NOTHING = { fields: [], links: [] };
const REMOVE = { tool: "undo_write", action: "delete", contact: "con_1" as ContactId, name: "Dana", change: NOTHING, idempotencyKeys: [] } as const;
const UPDATE = { ...REMOVE, tool: "update_contact", action: "update", contact: "con_2" as ContactId, idempotencyKeys: ["key"] } as const;

/** A journal with a delete of which the outcome is unknown, and a later update. */
async function anUnknownDelete() {
  const auditLog = aLog();
  const journal = new Journal({ auditLog, limit: { most: 10, setting: "LIGHTFIELD_MAX_WRITES" }, now: () => TIME });
  const unknown = await journal.begin(REMOVE);
  await journal.end(unknown);
  await journal.end({ ...(await journal.begin(UPDATE)), outcome: "written" });
  const { records } = journal;
  const logged = async () => (await auditLog.read(0)).entries.find(({ write_id }) => write_id === unknown.id)?.outcome;
  return { auditLog, journal, records, left: journal.left({}), logged, id: unknown.id };
}

it("a write that is tried again and not sent is as unknown as it was, in the log too", async () => {
  const { journal, records, left, logged, id } = await anUnknownDelete();
  const again = await journal.begin(REMOVE);
  expect(again.id).toBe(id);
  await journal.drop(again, "not-sent");
  expect(journal.records).toEqual(records);
  expect(journal.left({})).toBe(left);
  expect(await logged()).toBe("unknown");
});

it("a write that is tried again and refused was not made", async () => {
  const { journal, records, logged } = await anUnknownDelete();
  await journal.drop(await journal.begin(REMOVE), "refused");
  expect(journal.records).toEqual(records.slice(1));
  expect(await logged()).toBeUndefined();
});

it("a write keeps its place where the log cannot take that it is tried again", async () => {
  const { auditLog, journal, records, left } = await anUnknownDelete();
  auditLog.full = () => true;
  await expect(journal.begin(REMOVE)).rejects.toThrow(AuditLogError);
  expect(journal.records).toEqual(records);
  expect(journal.left({})).toBe(left);
});

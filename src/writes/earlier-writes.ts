import type { CallOptions } from "../api/index.ts";
import type { ContactSchema } from "../schema/contact-schema.ts";
import { changeFrom } from "../schema/stored-change.ts";
import { firstOf } from "../text/first-of.ts";
import { oneLine } from "../text/plain-text.ts";
import { asWord, nameAndId } from "../text/words.ts";
import { type LoggedRecord, loggedRecord } from "./journal/logged-record.ts";
import type { WriteRecord } from "./journal/write-record.ts";
import { survivorOf } from "./merges/merged-into.ts";
import { type Plan, withoutHiddenNames } from "./plans/plan.ts";
import type { KeptPlan } from "./plans/plan-store.ts";
import { plannedRecord } from "./plans/planned-record.ts";
import type { SessionWrites } from "./session-writes.ts";

/** How many contacts that were merged are named. */
const MOST_NAMED = 20;

/** A plan that is written in part: some rows are still open. */
export interface UnfinishedPlan {
  readonly plan: Plan;
  /** Whether another call of apply_plan continues it. */
  readonly goesOn: boolean;
}

interface Earlier {
  /** Oldest first. Those of this session are among them, as far as the log has them. */
  readonly writes: readonly LoggedRecord[];
  /** By batch, which all writes of a plan share. */
  readonly unfinished: ReadonlyMap<string, UnfinishedPlan>;
  /** Lines of the audit log that could not be read. */
  readonly unreadable: number;
}

/** The writes of a plan that are known to be made. */
function writesOf({ plan, progress }: KeptPlan, schema: ContactSchema): LoggedRecord[] {
  return [...progress.ends].flatMap(([index, end]) => {
    const row = plan.rows[index];
    if (!row || end.state !== "written") return [];
    const { whole } = changeFrom(row.change, schema);
    return [{ record: plannedRecord({ plan, row, end, at: progress.workedAt }, schema), whole }];
  });
}

/** The writes since a time, in ms, of this session and of others. @param about as in `AuditLog.read` @throws AuditLogError */
export async function allWrites(from: number, writes: SessionWrites, call: CallOptions, about?: string): Promise<WriteRecord[]> {
  const { writes: earlier } = await earlierWrites(from, writes, call, about);
  const all = [...earlier.map(({ record }) => record), ...writes.journal.records];
  return [...new Map(all.map((record) => [record.id, record])).values()];
}

/** Says into which contacts those of the given IDs were merged. An audit log that cannot be read says nothing. */
export async function mergedText(ids: readonly string[], writes: SessionWrites, call: CallOptions): Promise<string[]> {
  if (ids.length === 0) return [];
  const known = await allWrites(0, writes, call, ids[0]).catch(() => writes.journal.records);
  const merged = ids.flatMap((id) => {
    const merge = survivorOf(id, known);
    return merge ? [`${asWord(id)} was merged into ${nameAndId(oneLine(merge.name), merge.contact)}`] : [];
  });
  return merged.length === 0 ? [] : [`${firstOf(merged, MOST_NAMED)}.`];
}

/**
 * Writes of other sessions: of the audit log and of interrupted plans.
 *
 * @param from in ms
 * @param about as in `AuditLog.read`
 * @throws AuditLogError
 */
export async function earlierWrites(from: number, { workspace, journal, plans }: SessionWrites, call: CallOptions, about?: string): Promise<Earlier> {
  const schema = await workspace.live.get(call);
  const { entries, unreadable } = await journal.logged(from, about);
  const logged = new Set(entries.map(({ write_id }) => write_id));
  const cutOff = await plans.cutOff();
  const planned = cutOff.flatMap((kept) => writesOf({ ...kept, plan: withoutHiddenNames(kept.plan, schema) }, schema));
  const own = (id: string) => {
    const record = journal.find(id);
    return record && { record, whole: true };
  };
  return {
    writes: [
      ...entries.map((entry) => own(entry.write_id) ?? loggedRecord(entry, schema)),
      ...planned.filter(({ record }) => !logged.has(record.id) && !own(record.id) && record.at >= from),
    ],
    unfinished: new Map(
      cutOff.filter(({ progress }) => progress.open.length > 0).map((kept) => [kept.plan.batch, { plan: kept.plan, goesOn: plans.goesOn(kept) }]),
    ),
    unreadable,
  };
}

import type { CallOptions } from "../api/index.ts";
import type { LiveSchema } from "../definitions/live-schema.ts";
import type { ContactSchema } from "../schema/contact-schema.ts";
import { changeFrom } from "../schema/stored-change.ts";
import type { Journal } from "./journal/journal.ts";
import { type LoggedRecord, loggedRecord } from "./journal/logged-record.ts";
import { type Plan, withoutHiddenNames } from "./plans/plan.ts";
import type { KeptPlan, PlanStore } from "./plans/plan-store.ts";
import { plannedRecord } from "./plans/planned-record.ts";

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

interface EarlierWritesOptions {
  readonly live: LiveSchema;
  readonly journal: Journal;
  readonly plans: PlanStore;
}

/** Writes of other sessions: those in the audit log, and those of interrupted plans, whose progress is in the cache. */
export class EarlierWrites {
  readonly #options: EarlierWritesOptions;

  constructor(options: EarlierWritesOptions) {
    this.#options = options;
  }

  /** @param from in ms since 1970 @throws AuditLogError */
  async since(from: number, call: CallOptions): Promise<Earlier> {
    const { live, journal, plans } = this.#options;
    const schema = await live.get(call);
    const { entries, unreadable } = await journal.logged(from);
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
}

import { KeyedLock } from "../async/keyed-lock.ts";
import type { Cache } from "../storage/index.ts";
import { Consent } from "./consent.ts";
import { CandidateFinder } from "./duplicates/candidates.ts";
import { CreateClaims } from "./duplicates/create-claims.ts";
import { DuplicateFinder } from "./duplicates/duplicates.ts";
import { WrittenContacts } from "./duplicates/written-contacts.ts";
import { EarlierWrites } from "./earlier-writes.ts";
import { Guard } from "./guard.ts";
import type { AuditLog } from "./journal/audit-log.ts";
import { Journal } from "./journal/journal.ts";
import { LastSeenValues } from "./last-seen.ts";
import { MergePlanner } from "./merges/merge-planner.ts";
import { BulkUpdate } from "./plans/bulk-update.ts";
import { PlanRunner } from "./plans/plan-runner.ts";
import { PlanStore } from "./plans/plan-store.ts";
import { RowSettler } from "./plans/row-settler.ts";
import { LockedError } from "./refusal.ts";
import { Executor } from "./sending/executor.ts";
import { IdempotencyKeys } from "./sending/idempotency.ts";
import { Merger } from "./sending/merger.ts";
import { Trash } from "./sending/trash.ts";
import { SingleWrites } from "./single-writes.ts";
import { Undo } from "./undo.ts";
import type { WritableWorkspace } from "./writable-workspace.ts";
import { WriteLocks } from "./write-locks.ts";
import { WritePipeline } from "./write-pipeline.ts";

/** What all sessions of a workspace share, so that their writes do not get in each other's way. */
export class SharedWrites {
  /** One write at a time for each contact. */
  readonly contacts = new KeyedLock(() => new LockedError());
  /** One create at a time for each person. */
  readonly people = new KeyedLock(() => new LockedError());
  readonly keys: IdempotencyKeys;
  readonly plans: PlanStore;

  /** @param now clock in ms */
  constructor(cache: Cache, now: () => number) {
    this.keys = new IdempotencyKeys(now, cache);
    this.plans = new PlanStore(cache, now);
  }
}

export interface SessionWritesOptions {
  readonly workspace: WritableWorkspace;
  readonly shared: SharedWrites;
  readonly cache: Cache;
  readonly auditLog: AuditLog;
  /** Whether every write needs the user's word. */
  readonly confirm: boolean;
  /** Writes that the session may make. */
  readonly maxWrites: number;
  /** The name of the setting that says so. */
  readonly limitSetting?: string;
  /** Clock in ms. */
  readonly now?: () => number;
}

/** The writes of one session: put together here. */
export class SessionWrites {
  readonly single: SingleWrites;
  readonly undo: Undo;
  readonly bulkUpdate: BulkUpdate;
  readonly merges: MergePlanner;
  readonly runner: PlanRunner;
  readonly plans: PlanStore;
  readonly journal: Journal;
  readonly consent: Consent;
  readonly earlier: EarlierWrites;
  readonly lastSeen = new LastSeenValues();
  readonly written: WrittenContacts;
  readonly duplicates: DuplicateFinder;
  readonly #claims: CreateClaims;

  constructor({
    workspace,
    shared,
    cache,
    auditLog,
    confirm,
    maxWrites,
    limitSetting = "LIGHTFIELD_MAX_WRITES",
    now = Date.now,
  }: SessionWritesOptions) {
    const { api, live } = workspace;
    const { contacts, people, keys, plans } = shared;
    const { lastSeen } = this;
    const journal = new Journal({ auditLog, limit: { most: maxWrites, setting: limitSetting }, now });
    const earlier = new EarlierWrites({ live, journal, plans });
    const consent = new Consent(confirm, journal);
    const claims = new CreateClaims({ cache, journal, api, now });
    const locks = new WriteLocks({ contacts, people, cache, claims });
    const written = new WrittenContacts(journal);
    const candidates = new CandidateFinder({ workspace, written, claims });
    const duplicates = new DuplicateFinder({ workspace, candidates, written, journal, claims });
    const executor = new Executor({ workspace, journal, lastSeen, candidates, claims });
    const trash = new Trash({ workspace, journal });
    const merger = new Merger({ workspace, journal, lastSeen });
    const guard = new Guard({ workspace, duplicates, executor, merger, journal });
    const pipeline = new WritePipeline({ guard, executor, trash, merger, locks, consent, plans });
    this.written = written;
    this.duplicates = duplicates;
    this.#claims = claims;
    this.journal = journal;
    this.consent = consent;
    this.plans = plans;
    this.earlier = earlier;
    this.single = new SingleWrites({ workspace, pipeline, keys, journal, lastSeen });
    this.undo = new Undo({ workspace, journal, earlier, pipeline, consent, plans, keys });
    this.bulkUpdate = new BulkUpdate({ workspace, lastSeen, duplicates, journal });
    this.merges = new MergePlanner({ workspace, merger, written });
    this.runner = new PlanRunner({ workspace, plans, pipeline, consent, journal, settler: new RowSettler({ workspace, lastSeen }) });
  }

  /** Call this when the API refuses the key: it forgets the values of contacts that were shown or written. */
  forget(): void {
    for (const known of [this.lastSeen, this.undo, this.written, this.journal, this.#claims, this.plans]) known.forget();
  }
}

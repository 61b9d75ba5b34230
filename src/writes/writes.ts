import type { Api } from "../api/index.ts";
import { KeyedLock } from "../async/keyed-lock.ts";
import type { LiveSchema } from "../definitions/live-schema.ts";
import type { Locale } from "../fields/index.ts";
import type { ContactSearch } from "../find/find-contacts.ts";
import type { LinkTargets } from "../names/link-targets.ts";
import type { NameDirectory } from "../names/name-directory.ts";
import type { ContactIndex } from "../replica/index/contact-index.ts";
import type { Replica } from "../replica/replica.ts";
import type { Replication } from "../replica/replication.ts";
import type { Cache } from "../storage/index.ts";
import { Consent } from "./consent.ts";
import { ContactWriter } from "./contact-writer.ts";
import { CandidateFinder } from "./duplicates/candidates.ts";
import { CreateClaims } from "./duplicates/create-claims.ts";
import { CreateLock } from "./duplicates/create-lock.ts";
import { DuplicateFinder } from "./duplicates/duplicates.ts";
import { WrittenContacts } from "./duplicates/written-contacts.ts";
import { EarlierWrites } from "./earlier-writes.ts";
import { Importer } from "./import/import-draft.ts";
import type { AuditLog } from "./journal/audit-log.ts";
import { Journal } from "./journal/journal.ts";
import { LastSeenValues } from "./last-seen.ts";
import { LockedError } from "./locked-error.ts";
import { BulkUpdate } from "./plans/bulk-update.ts";
import { PlanRunner } from "./plans/plan-runner.ts";
import { PlanStore } from "./plans/plan-store.ts";
import { RowWriter } from "./row-writer.ts";
import { Executor } from "./sending/executor.ts";
import { IdempotencyKeys } from "./sending/idempotency.ts";
import { Trash } from "./sending/trash.ts";
import { Undo } from "./undo.ts";

/** The parts of a workspace that writes use. */
export interface WritableWorkspace {
  readonly api: Api;
  readonly live: LiveSchema;
  readonly names: NameDirectory;
  readonly targets: LinkTargets;
  readonly replica: Replica;
  readonly index: ContactIndex;
  readonly replication: Replication;
  readonly search: ContactSearch;
}

/** What all sessions of a workspace share, so that their writes do not get in each other's way. */
export class SharedWrites {
  /** One write at a time for each contact. */
  readonly locks = new KeyedLock(() => new LockedError());
  /** One create at a time for each person. */
  readonly creating = new KeyedLock(() => new LockedError());
  readonly keys: IdempotencyKeys;
  readonly plans: PlanStore;

  /** @param now clock in ms */
  constructor(cache: Cache, now: () => number) {
    this.keys = new IdempotencyKeys(now, cache);
    this.plans = new PlanStore(cache, now);
  }
}

export interface WritesOptions {
  readonly workspace: WritableWorkspace;
  readonly shared: SharedWrites;
  readonly locale: Locale;
  readonly cache: Cache;
  readonly auditLog: AuditLog;
  /** Whether every write needs the user's word. */
  readonly confirm: boolean;
  /** Writes that the session may make. */
  readonly maxWrites: number;
  /** Absolute path of the folder from which files may be imported; undefined: none. */
  readonly importDirectory: string | undefined;
  /** Clock in ms. */
  readonly now?: () => number;
}

/** The writes of one session: put together here. */
export class Writes {
  readonly writer: ContactWriter;
  readonly undo: Undo;
  readonly bulkUpdate: BulkUpdate;
  readonly importer: Importer;
  readonly runner: PlanRunner;
  readonly plans: PlanStore;
  readonly journal: Journal;
  readonly earlier: EarlierWrites;
  readonly shown = new LastSeenValues();

  constructor({ workspace, shared, locale, cache, auditLog, confirm, maxWrites, importDirectory, now = Date.now }: WritesOptions) {
    const { api, live, names, targets, replica, index, replication, search } = workspace;
    const { locks, keys, plans } = shared;
    const { shown } = this;
    const journal = new Journal({ auditLog, maxWrites, now });
    const consent = new Consent(confirm);
    const claims = new CreateClaims({ cache, journal, api, now });
    const candidates = new CandidateFinder({ api, live, replica, index, replication, own: new WrittenContacts(journal), shared: claims });
    const duplicates = new DuplicateFinder({ api, live, candidates, journal, shared: claims });
    const executor = new Executor({ api, live, locale, journal, shown, candidates, shared: claims, names, replica });
    const creates = new CreateLock(shared.creating, cache, claims);
    const trash = new Trash({ api, locale, journal });
    const rows = new RowWriter({ api, live, executor, trash, duplicates, locks, creates, journal });
    this.journal = journal;
    this.plans = plans;
    this.writer = new ContactWriter({
      api,
      live,
      locale,
      names,
      targets,
      executor,
      duplicates,
      consent,
      plans,
      keys,
      shown,
      journal,
      locks,
      creates,
    });
    this.earlier = new EarlierWrites({ live, journal, plans });
    this.undo = new Undo({ locale, journal, earlier: this.earlier, rows, consent, plans, keys });
    this.bulkUpdate = new BulkUpdate({ api, live, locale, names, targets, search, shown, replica, replication });
    this.importer = new Importer({ api, live, locale, names, targets, search, shown, replica, directory: importDirectory });
    this.runner = new PlanRunner({ api, live, names, plans, rows, consent, journal });
  }
}

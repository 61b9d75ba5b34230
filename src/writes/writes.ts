import { KeyedLock } from "../async/keyed-lock.ts";
import type { Locale } from "../fields/index.ts";
import type { Lookup } from "../find/lookup.ts";
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

export interface WritesOptions {
  readonly lookup: Lookup;
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

/** All that writes: put together here. */
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

  constructor({ lookup, locale, cache, auditLog, confirm, maxWrites, importDirectory, now = Date.now }: WritesOptions) {
    const { api, live, names, index, search } = lookup;
    const { shown } = this;
    const journal = new Journal({ auditLog, maxWrites, now });
    const plans = new PlanStore(cache, now);
    const consent = new Consent(confirm);
    const awaitContacts: Lookup["awaitContacts"] = (...wait) => lookup.awaitContacts(...wait);
    const shared = new CreateClaims({ cache, journal, api, now });
    const candidates = new CandidateFinder({ api, live, index, own: new WrittenContacts(journal), shared, awaitContacts });
    const duplicates = new DuplicateFinder({ api, live, candidates, journal, shared });
    const executor = new Executor({ api, live, locale, journal, shown, candidates, shared, names, index });
    const keys = new IdempotencyKeys(now, cache);
    const outOfTime = () => new LockedError();
    const locks = new KeyedLock(outOfTime);
    const creates = new CreateLock(new KeyedLock(outOfTime), cache, shared);
    const trash = new Trash({ api, locale, journal });
    const rows = new RowWriter({ api, live, executor, trash, duplicates, locks, creates, journal });
    this.journal = journal;
    this.plans = plans;
    this.writer = new ContactWriter({ api, live, locale, names, executor, duplicates, consent, plans, keys, shown, journal, locks, creates });
    this.earlier = new EarlierWrites({ live, journal, plans });
    this.undo = new Undo({ locale, journal, earlier: this.earlier, rows, consent, plans, keys });
    this.bulkUpdate = new BulkUpdate({ api, live, locale, names, search, shown, index, awaitContacts });
    this.importer = new Importer({ api, live, locale, names, search, shown, index, directory: importDirectory });
    this.runner = new PlanRunner({ api, live, names, plans, rows, consent, journal });
  }
}

import type { Locale } from "../fields/index.ts";
import type { Cache } from "../lookup/cache/index.ts";
import type { Lookup } from "../lookup/lookup.ts";
import type { AuditLog } from "./audit-log.ts";
import { BulkUpdate } from "./bulk-update.ts";
import { Consent } from "./consent.ts";
import { ContactWriter } from "./contact-writer.ts";
import { DuplicateFinder } from "./duplicates.ts";
import { Executor } from "./executor.ts";
import { IdempotencyKeys } from "./idempotency.ts";
import { Importer } from "./import/import-draft.ts";
import { Journal } from "./journal.ts";
import { KeyedLock } from "./keyed-lock.ts";
import { People } from "./people.ts";
import { PlanRunner } from "./plan-runner.ts";
import { PlanStore } from "./plan-store.ts";
import { RowWriter } from "./row-writer.ts";
import { ShownValues } from "./shown.ts";
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
  readonly consent: Consent;
  readonly journal: Journal;
  readonly shown = new ShownValues();

  constructor({ lookup, locale, cache, auditLog, confirm, maxWrites, importDirectory, now = Date.now }: WritesOptions) {
    const { api, live, names, index, search } = lookup;
    const { shown } = this;
    const journal = new Journal({ auditLog, maxWrites, now });
    const plans = new PlanStore(cache, now);
    const consent = new Consent({ required: confirm, plans, now });
    const people = new People({ api, live, index, restored: () => lookup.restoreContacts() });
    const duplicates = new DuplicateFinder({ api, live, people, journal });
    const executor = new Executor({ api, live, locale, journal, shown, people, names, index, now });
    const keys = new IdempotencyKeys(now);
    const locks = new KeyedLock();
    const rows = new RowWriter({ api, live, executor, duplicates, locks, journal });
    this.journal = journal;
    this.consent = consent;
    this.writer = new ContactWriter({ api, live, locale, names, executor, duplicates, consent, keys, shown, journal, locks });
    this.undo = new Undo({ live, journal, rows, consent, keys });
    this.bulkUpdate = new BulkUpdate({ api, live, locale, names, search, index });
    this.importer = new Importer({ api, live, locale, names, search, index, directory: importDirectory });
    this.runner = new PlanRunner({ live, plans, rows, consent, journal });
  }
}

import { KeyedLock } from "../async/keyed-lock.ts";
import type { WorkspaceParts } from "../find/workspace-parts.ts";
import type { Change } from "../schema/change.ts";
import type { Cache } from "../storage/index.ts";
import { Consent } from "./consent.ts";
import { CreateClaims } from "./duplicates/create-claims.ts";
import { WrittenContacts } from "./duplicates/written-contacts.ts";
import type { AuditLog } from "./journal/audit-log.ts";
import { Journal } from "./journal/journal.ts";
import { LastSeenValues } from "./last-seen.ts";
import { PlanStore } from "./plans/plan-store.ts";
import { LockedError } from "./refusal.ts";
import { IdempotencyKeys } from "./sending/idempotency.ts";

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
  readonly workspace: WorkspaceParts;
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

/** All that is known of the writes of one session. The functions of this folder take it, and make the writes. */
export class SessionWrites {
  readonly workspace: WorkspaceParts;
  readonly cache: Cache;
  readonly contacts: KeyedLock;
  readonly people: KeyedLock;
  readonly keys: IdempotencyKeys;
  readonly plans: PlanStore;
  readonly journal: Journal;
  readonly consent: Consent;
  /** Tells other processes of creates. */
  readonly claims: CreateClaims;
  readonly written: WrittenContacts;
  readonly lastSeen = new LastSeenValues();
  /** IDs of similar contacts that existed before a create was sent, by its key, as long as its outcome is open. */
  readonly lookalikes = new Map<string, ReadonlySet<string>>();
  /** By the ID of a write: the values that its undo would also delete, as an answer has shown them last. */
  readonly shownByUndos = new Map<string, Change>();
  /**
   * `isLacking`: this deployment is known not to support merges. `bySlug`: resolutions name system fields without their
   * `$`, as far as is known.
   */
  readonly merging = { isLacking: false, bySlug: false };
  /** Aborted when no further row of any plan is to be sent. Rows that were sent are brought to their end. */
  readonly stopping = new AbortController();

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
    const journal = new Journal({ auditLog, limit: { most: maxWrites, setting: limitSetting }, now });
    this.workspace = workspace;
    this.cache = cache;
    this.contacts = shared.contacts;
    this.people = shared.people;
    this.keys = shared.keys;
    this.plans = shared.plans;
    this.journal = journal;
    this.consent = new Consent(confirm, journal);
    this.claims = new CreateClaims({ cache, journal, api: workspace.api, now });
    this.written = new WrittenContacts(journal);
  }

  /** Call this when the API refuses the key: it forgets the values of contacts that were shown or written. */
  forget(): void {
    this.shownByUndos.clear();
    for (const known of [this.lastSeen, this.written, this.journal, this.claims, this.plans]) known.forget();
  }
}

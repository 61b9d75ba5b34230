import type { CallOptions } from "../api/index.ts";
import { Deadline } from "../async/deadline.ts";
import { Listeners } from "../async/listeners.ts";
import { orAborted, withTimeLimit } from "../async/waiting.ts";
import type { KeyGuard } from "../definitions/key-guard.ts";
import type { LiveSchema } from "../definitions/live-schema.ts";
import { type Coverage, isCurrent, searchCoverage } from "./coverage.ts";
import type { ContactIndex } from "./index/contact-index.ts";
import type { Replica } from "./replica.ts";
import type { ReplicaCache } from "./replica-cache.ts";
import { Sync } from "./sync/index.ts";

interface ReplicationOptions {
  readonly guard: KeyGuard;
  readonly live: LiveSchema;
  readonly replica: Replica;
  readonly index: ContactIndex;
  readonly cache: ReplicaCache;
  /** Clock in ms. */
  readonly now?: () => number;
  log(line: string): void;
}

interface RefreshOptions {
  readonly isShort: boolean;
  /** Told whenever more contacts have been read. */
  onProgress(coverage: Coverage): void;
}

/** Knowledge of this age, in ms, still counts as current. */
const CURRENT_MS = 60_000;

const NOTHING_READ: Coverage = { known: 0, total: undefined, complete: false };

/** Fills the replica: from the cache, then by the sync. Reads nothing before the first call that needs contacts. */
export class Replication {
  /** Told before contacts are read for the first time, from the cache or the API. */
  readonly starting = new Listeners();
  readonly #options: ReplicationOptions;
  #sync: Sync | undefined;
  #started: Promise<void> | undefined;

  constructor(options: ReplicationOptions) {
    this.#options = options;
    options.guard.onRefusal(() => this.#forget());
  }

  /** The sync of the contacts, whose cache was read. */
  async start(): Promise<Sync> {
    const throwIfRefused = this.#options.guard.watch();
    this.#started ??= this.#start();
    await this.#started;
    await this.#options.replica.settled();
    throwIfRefused();
    if (!this.#sync) throw new Error("The sync was not started");
    return this.#sync;
  }

  /** How much of the contacts a filter checks. */
  get coverage(): Coverage {
    return this.#sync ? { ...this.#sync.coverage, known: this.#options.replica.size } : NOTHING_READ;
  }

  /** How much of the contacts a search finds. */
  get searchCoverage(): Coverage {
    return searchCoverage(this.coverage, this.#options.index.unindexed);
  }

  /**
   * Waits until all contacts can be found: from the cache or, if it does not have them all, from the API. Also waits for
   * a look at what has changed, unless the last one was less than a minute ago.
   *
   * @param mostMs how long to wait, in ms; at most half of the call's time
   * @param forSweep also waits for a sweep of many contacts, if they were all read before
   */
  async awaitContacts({ deadline, signal: outer }: CallOptions, mostMs: number, forSweep = false): Promise<Coverage> {
    const sync = await this.start();
    const { totalMs: ms } = Deadline.forStep(deadline, mostMs);
    await withTimeLimit({ ms, reason: new Error("No time left for waiting") }, outer, async (signal) => {
      await this.#run(sync, sync.coverage.complete && !forSweep, signal);
      // Only the signal can reject this.
      await orAborted(this.#options.index.indexed(), signal).catch(() => undefined);
    });
    return this.searchCoverage;
  }

  /** Begins what is due, and waits for it, but not for a sweep of many contacts if `isShort`. */
  async #run(sync: Sync, isShort: boolean, signal: AbortSignal): Promise<void> {
    const { due, isQuick } = sync.schedule;
    if (isShort && due !== "look" && !isQuick) void sync.run({ urgent: false });
    else await sync.run({ urgent: true, signal });
  }

  /**
   * Brings the local copy up to date, and waits at most until the deadline. The work then continues in the background.
   *
   * @param isShort waits only for short work, not for a sweep of many contacts
   * @throws the signal's reason; the failure, if not a single contact could be read
   */
  async refresh({ deadline, signal: outer }: CallOptions & { readonly deadline: Deadline }, { isShort, onProgress }: RefreshOptions): Promise<void> {
    const sync = await this.start();
    await withTimeLimit({ ms: deadline.remainingMs, reason: new Error("No time left for waiting") }, outer, async (signal) => {
      if (isShort) await this.#run(sync, true, signal);
      else await this.#readAll(sync, signal, onProgress);
      // Only the signal can reject this.
      await orAborted(this.#options.index.settled(signal), signal).catch(() => undefined);
    });
    outer?.throwIfAborted();
  }

  /**
   * Looks at what has changed, unless it did so some seconds ago, or still reads all contacts. Returns whether it did. If
   * the last look failed, the next one is not waited for.
   */
  async lookAgain(call: CallOptions & { readonly deadline: Deadline }): Promise<boolean> {
    const sync = await this.start();
    const { coverage, schedule, failure } = sync;
    if (!coverage.complete || (schedule.due === undefined && !schedule.expire())) return false;
    if (failure !== undefined) {
      void sync.run({ urgent: false });
      return false;
    }
    await this.refresh(call, { isShort: true, onProgress: () => undefined });
    return true;
  }

  async #readAll(sync: Sync, signal: AbortSignal, onProgress: RefreshOptions["onProgress"]): Promise<void> {
    let told = 0;
    const stop = sync.schedule.progressed.add(() => {
      const { coverage } = sync;
      if (coverage.known <= told) return;
      told = coverage.known;
      onProgress(coverage);
    });
    try {
      await sync.run({ urgent: true, signal });
      // After a long sweep, its first pages are no longer fresh.
      if (sync.schedule.due === "look" && sync.failure === undefined) await sync.run({ urgent: true, signal });
    } finally {
      stop();
    }
    if (sync.failure && this.#options.replica.size === 0) throw sync.failure;
  }

  /** The moment, in ms, up to which edits by others are known, if there is one. */
  get editsKnownUntil(): number | undefined {
    return this.#sync?.schedule.asOf;
  }

  /** Whether new and deleted contacts are noticed, also where edits are not. */
  get seesWholeList(): boolean {
    return this.#sync?.schedule.seesWholeList ?? true;
  }

  /** Whether an answer with that coverage may lack edits by others. */
  mayLackEdits({ complete, asOf }: Coverage): boolean {
    const at = this.editsKnownUntil;
    return complete && asOf === undefined && at !== undefined && (this.#options.now ?? Date.now)() - at > CURRENT_MS;
  }

  /** Whether a search finds all contacts as they are now, edits by others included. */
  get findsAll(): boolean {
    const { searchCoverage } = this;
    return isCurrent(searchCoverage) && !this.mayLackEdits(searchCoverage);
  }

  async #start(): Promise<void> {
    const { guard, live, replica, cache, now, log } = this.#options;
    const throwIfRefused = guard.watch();
    this.starting.tell();
    const sink = replica.observer();
    await cache.load();
    const known = await replica.idSet();
    throwIfRefused();
    /** A sync whose contacts were forgotten reads no more. */
    const unlessRefused =
      <A extends unknown[], R>(method: (...args: A) => Promise<R>) =>
      async (...args: A): Promise<R> => {
        throwIfRefused();
        return method(...args);
      };
    const api = { list: unlessRefused(guard.api.list), retrieve: unlessRefused(guard.api.retrieve) };
    const sync = new Sync({ api, sink, live, now, state: cache.state, known, log });
    sync.saved.add((state) => {
      if (this.#sync === sync) cache.keep(state);
    });
    this.#sync = sync;
  }

  /** Forgets every contact, on disk too. */
  async #forget(): Promise<void> {
    this.#sync?.stop();
    this.#sync = undefined;
    this.#started = undefined;
    this.#options.replica.clear();
    await this.#options.cache.wipe();
  }
}

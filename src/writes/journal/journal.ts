import { prove } from "../../schema/proof.ts";
import type { ContactRecord } from "../../schema/record.ts";
import { LockedError, WriteLimitError } from "../refusal.ts";
import { undoText, type WriteLimit } from "../sentences.ts";
import type { LoggedEntry } from "./audit-entry.ts";
import { type AuditLog, noAuditLog } from "./audit-log.ts";
import { AuditLogError } from "./audit-log-error.ts";
import { repeats, takenBack } from "./history.ts";
import { entryOf } from "./logged-record.ts";
import { type Dropped, mayHaveWritten, type NewWrite, newRecord, type WriteRecord } from "./write-record.ts";

/**
 * How long, in ms, the API may still be at work on a request whose answer was lost. This is an assumption, because the
 * API documents no limit: some minutes more than a gateway usually waits.
 */
const UNDER_WAY_MS = 5 * 60_000;

interface JournalOptions {
  readonly auditLog: AuditLog;
  /** How many writes the session may make. It may undo as many, which are counted separately. */
  readonly limit: WriteLimit;
  /** Clock in ms. */
  readonly now: () => number;
}

/** Whether a write counts as a write or as an undo. */
type Kind = Pick<WriteRecord, "undoes">;

/**
 * The writes of this session: in memory, and in the audit log if there is one. Both have a write before it is
 * sent. The journal also counts how many writes the session may still make.
 */
export class Journal {
  readonly #options: JournalOptions;
  /** Writes of earlier sessions by ID, in the order in which they were adopted. */
  readonly #earlier = new Map<string, WriteRecord>();
  /** Writes of this session by ID, in the order in which they began. */
  readonly #own = new Map<string, WriteRecord>();
  #records: readonly WriteRecord[] | undefined;
  /** Which later write stands for which earlier one, by the current records. */
  #repeatOf: ReturnType<typeof repeats> | undefined;
  /** For a write that was sent again, its earlier record with the unknown outcome. */
  readonly #earlierTries = new WeakMap<WriteRecord, WriteRecord>();
  /** Writes that somebody else undid. */
  readonly #undoneElsewhere = new Set<string>();
  readonly #counts = { writes: 0, undos: 0 };

  constructor(options: JournalOptions) {
    this.#options = options;
  }

  /** In ms. */
  now(): number {
    return this.#options.now();
  }

  /** Oldest first, even if the clock was set back: those of earlier sessions, then those of this one. */
  get records(): readonly WriteRecord[] {
    this.#records ??= [...this.#earlier.values(), ...this.#own.values()];
    return this.#records;
  }

  /** How many writes a session may make, and undo. */
  get limit(): WriteLimit {
    return this.#options.limit;
  }

  /** How many writes the session may still make, or undo. */
  left(kind: Kind): number {
    return Math.max(0, this.limit.most - this.#counts[countOf(kind)]);
  }

  /**
   * Call this before a write is sent. Resolves once the log has it, with the outcome `unknown`. A write that
   * is sent again after an unknown outcome keeps its ID.
   * @throws WriteLimitError at the session's limit; AuditLogError if the log cannot be written
   */
  async begin(write: NewWrite): Promise<WriteRecord> {
    this.#checkLimit(write);
    const earlier = this.records.findLast((record) => record.outcome === "unknown" && isSameWrite(record, write));
    const record = { ...newRecord(write, this.now()), ...(earlier ? { id: earlier.id } : {}) };
    if (earlier) this.#earlierTries.set(record, earlier);
    this.#counts[countOf(write)] += 1;
    this.#put(record);
    try {
      await this.#options.auditLog.announce(entryOf(record), earlier && entryOf(earlier));
    } catch (error) {
      this.#takeOut(record, earlier);
      throw error;
    }
    return record;
  }

  /** Checks that a write could begin now, so that the user is not asked about one that cannot. @throws as `begin` */
  async check(kind: Kind): Promise<void> {
    this.#checkLimit(kind);
    await this.#options.auditLog.ready();
  }

  #checkLimit(kind: Kind): void {
    if (this.left(kind) === 0) throw new WriteLimitError(this.limit, countOf(kind));
  }

  /** Call this if a write that has begun was certainly not made. */
  async drop(record: WriteRecord, outcome: Dropped): Promise<void> {
    // A request that was not sent says nothing about an earlier one.
    const earlier = outcome === "not-sent" ? this.#earlierTries.get(record) : undefined;
    this.#takeOut(record, earlier);
    await this.#noted(earlier ? entryOf(earlier) : { ...entryOf(record), outcome });
  }

  /** Removes a write that has begun. An earlier record of it gets its place back. */
  #takeOut(record: WriteRecord, earlier: WriteRecord | undefined): void {
    this.giveBack(record);
    if (earlier) {
      this.#put(earlier);
      return;
    }
    this.#own.delete(record.id);
    this.#earlier.delete(record.id);
    this.#recordsChanged();
  }

  /** Does not count a write towards the limit, because nothing was written. Its record stays. */
  giveBack(kind: Kind): void {
    this.#counts[countOf(kind)] -= 1;
  }

  /** Call this with the outcome of a write, or with one found to be made. Resolves once logged. @throws AuditLogError */
  async end(record: WriteRecord): Promise<void> {
    this.#put(record);
    await this.#options.auditLog.append(entryOf(record));
  }

  /** Call this when the API refuses the key. Open writes stay, so that none is made twice; all stay counted. */
  forget(): void {
    const isOpen = ({ id, outcome }: WriteRecord) => outcome === "unknown" && !this.isRepeated(id);
    const closed = this.records.filter((record) => !isOpen(record));
    for (const { id } of closed) for (const known of [this.#earlier, this.#own]) known.delete(id);
    this.#undoneElsewhere.clear();
    this.#recordsChanged();
  }

  /** Adds a write of an earlier session, which is in the log of that session. */
  adopt(record: WriteRecord): void {
    if (this.find(record.id)) return;
    this.#earlier.set(record.id, record);
    this.#recordsChanged();
  }

  /** A record keeps its place. */
  #put(record: WriteRecord): void {
    (this.#earlier.has(record.id) ? this.#earlier : this.#own).set(record.id, record);
    this.#recordsChanged();
  }

  #recordsChanged(): void {
    this.#records = undefined;
    this.#repeatOf = undefined;
  }

  find(id: string): WriteRecord | undefined {
    return this.#own.get(id) ?? this.#earlier.get(id);
  }

  /** Call this if a contact is already as before a write to undo. @throws LockedError if it may come; AuditLogError */
  async foundUndone(id: string): Promise<void> {
    const ours = this.records.findLast(({ undoes, outcome }) => undoes === id && outcome === "unknown");
    if (ours) return this.#becameWritten(ours);
    if (await this.#mayBeUnderWay(id)) throw new LockedError(undoText.mayStillBeMade(id));
    this.#undoneElsewhere.add(id);
  }

  /** @param id of a write of this session or another */
  async #mayBeUnderWay(id: string): Promise<boolean> {
    const since = this.now() - UNDER_WAY_MS;
    const own = this.find(id);
    const entries = own ? [entryOf(own)] : (await this.logged(since)).entries;
    return entries.some(({ write_id, outcome, time }) => write_id === id && outcome === "unknown" && Date.parse(time) > since);
  }

  /** Call this with a contact as it is now: open updates whose values it all holds count as written from now on. */
  async foundWritten(contact: ContactRecord): Promise<void> {
    const held = this.records.filter(
      (record) => record.action === "update" && this.#isOpen(record, contact.id) && prove(record.change, contact).stored === "all",
    );
    for (const record of held) await this.#becameWritten(record);
  }

  /** Notes that a write with an unknown outcome was made. The log gets another line, because its lines never change. */
  async #becameWritten(record: WriteRecord): Promise<void> {
    const written: WriteRecord = { ...record, outcome: "written" };
    this.#put(written);
    await this.#noted({ ...entryOf(written), settled: new Date(this.now()).toISOString() });
  }

  /** A log that cannot be written keeps the line, and no write is sent before it is stored. */
  async #noted(entry: LoggedEntry): Promise<void> {
    try {
      await this.#options.auditLog.append(entry);
    } catch (error) {
      if (!(error instanceof AuditLogError)) throw error;
    }
  }

  /**
   * For the ID of a write, whether it was undone.
   *
   * @param logged writes of earlier sessions, which may undo writes of this one and be undone by them
   */
  undone(logged: readonly WriteRecord[] = []): (id: string) => boolean {
    const isTakenBack = takenBack([...logged, ...this.records]);
    return (id) => this.#undoneElsewhere.has(id) || isTakenBack(id);
  }

  /** Whether a later write of the same key stands for a write with an unknown outcome. */
  isRepeated(id: string): boolean {
    this.#repeatOf ??= repeats(this.records);
    return this.#repeatOf(id) !== undefined;
  }

  /**
   * For a create that does not know its contact, a write with the same key that does; otherwise the create itself.
   *
   * @param logged writes of earlier sessions
   */
  madeAs(record: WriteRecord, logged: readonly WriteRecord[]): WriteRecord {
    if (record.outcome !== "unknown" || record.contact !== undefined) return record;
    const isIt = (other: WriteRecord) => other.contact !== undefined && mayHaveWritten(other) && hasKeyOf(record, other);
    return [...logged, ...this.records].findLast(isIt) ?? record;
  }

  /** Writes to the contact whose outcome is not known. */
  inDoubt(contact: string): WriteRecord[] {
    return this.records.filter((record) => this.#isOpen(record, contact));
  }

  #isOpen({ id, contact, outcome }: WriteRecord, of: string): boolean {
    return contact === of && outcome === "unknown" && !this.isRepeated(id);
  }

  /** Creates since a time, in ms, whose outcome is still not known. */
  openCreates(since: number): WriteRecord[] {
    return this.records.filter(
      ({ id, at, action, outcome, contact }) =>
        action === "create" && outcome === "unknown" && contact === undefined && at > since && !this.isRepeated(id),
    );
  }

  /** Whether writes of other sessions are known too. */
  get isLogged(): boolean {
    return this.#options.auditLog !== noAuditLog;
  }

  /** The entries of the log since a time, in ms, of other sessions too. @param about as in {@link AuditLog.read} */
  logged(since: number, about?: string): ReturnType<AuditLog["read"]> {
    return this.#options.auditLog.read(since, about);
  }
}

type Keyed = Pick<WriteRecord, "idempotencyKeys">;

const hasKeyOf = (record: Keyed, other: Keyed) => other.idempotencyKeys.some((key) => record.idempotencyKeys.includes(key));

/** Deletes have no key: a second one changes nothing. */
const isSameWrite = (record: NewWrite, other: NewWrite) =>
  hasKeyOf(record, other) || (other.action === "delete" && record.action === "delete" && record.contact === other.contact);

const countOf = ({ undoes }: Kind) => (undoes === undefined ? "writes" : "undos");

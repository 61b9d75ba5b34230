import { prove } from "../../schema/proof.ts";
import type { ContactRecord } from "../../schema/record.ts";
import { WriteLimitError } from "../refusal.ts";
import { type AuditEntry, type AuditLog, AuditLogError, type LoggedEntry } from "./audit-log.ts";
import { repeats, takenBack } from "./history.ts";
import type { Dropped } from "./outcome.ts";
import { type NewWrite, newRecord, type WriteRecord } from "./write-record.ts";

export interface JournalOptions {
  readonly auditLog: AuditLog;
  /** Writes that the session may make. It may take back as many, which is counted apart. */
  readonly maxWrites: number;
  /** Clock in ms. */
  readonly now: () => number;
}

/** What a write is counted as. */
type Kind = Pick<WriteRecord, "undoes">;

/**
 * What this session has written: in memory, and in the audit log where one is kept. Both have a write from before it is sent. Says also whether the session
 * may write more.
 */
export class Journal {
  readonly #options: JournalOptions;
  /** Writes of earlier sessions, by their IDs, in the order in which they were learned of. */
  readonly #earlier = new Map<string, WriteRecord>();
  /** Writes of this session, by their IDs, in the order in which they began. */
  readonly #own = new Map<string, WriteRecord>();
  #records: readonly WriteRecord[] | undefined;
  /** What writes that have begun were before, where they were sent before and their outcome stayed unknown. */
  readonly #earlierTries = new WeakMap<WriteRecord, WriteRecord>();
  /** Writes that were taken back by somebody else. */
  readonly #undoneElsewhere = new Set<string>();
  readonly #counts = { writes: 0, undos: 0 };

  constructor(options: JournalOptions) {
    this.#options = options;
  }

  /** In ms. */
  now(): number {
    return this.#options.now();
  }

  /** The oldest first, whatever the clock said: those of earlier sessions, then this session's. */
  get records(): readonly WriteRecord[] {
    this.#records ??= [...this.#earlier.values(), ...this.#own.values()];
    return this.#records;
  }

  /** How many writes the session may still make; or take back, where the kind is one that undoes. */
  left(kind: Kind): number {
    return Math.max(0, this.#options.maxWrites - this.#counts[countOf(kind)]);
  }

  /**
   * To be called before a write is sent. Resolves once the log has it, with the outcome `unknown`. One that is sent again, since its outcome stayed unknown,
   * keeps its ID.
   * @throws WriteLimitError where the session has written enough, AuditLogError where the log cannot be written
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
      this.#takeOut(record, this.#earlierTries.get(record));
      throw error;
    }
    return record;
  }

  /**
   * Whether a write could begin now: nobody is asked about what cannot be written.
   * @throws as `begin`
   */
  async check(kind: Kind): Promise<void> {
    this.#checkLimit(kind);
    await this.#options.auditLog.ready();
  }

  #checkLimit(kind: Kind): void {
    if (this.left(kind) === 0) throw new WriteLimitError(this.#options.maxWrites, countOf(kind));
  }

  /** To be called where a write that has begun certainly came to nothing. */
  async drop(record: WriteRecord, outcome: Dropped): Promise<void> {
    // A try that was not sent says nothing of an earlier one.
    const earlier = outcome === "not-sent" ? this.#earlierTries.get(record) : undefined;
    this.#takeOut(record, earlier);
    await this.#noted(earlier ? entryOf(earlier) : { ...entryOf(record), outcome });
  }

  /** Takes a write out that has begun. An earlier try gets its place back, so that the order of the writes stays as it was. */
  #takeOut(record: WriteRecord, earlier: WriteRecord | undefined): void {
    this.giveBack(record);
    if (earlier) {
      this.#put(earlier);
      return;
    }
    this.#own.delete(record.id);
    this.#earlier.delete(record.id);
    this.#records = undefined;
  }

  /** To be called where nothing was written, though the write stays on record: it does not count. */
  giveBack(kind: Kind): void {
    this.#counts[countOf(kind)] -= 1;
  }

  /** To be called with what became of a write, or with one that was found to be made. Resolves once the log has it. @throws AuditLogError */
  async end(record: WriteRecord): Promise<void> {
    this.#put(record);
    await this.#options.auditLog.append(entryOf(record));
  }

  /** Takes note of a write of an earlier session, which the log of that session has. */
  adopt(record: WriteRecord): void {
    if (this.find(record.id)) return;
    this.#earlier.set(record.id, record);
    this.#records = undefined;
  }

  /** A record keeps the place that it has. */
  #put(record: WriteRecord): void {
    (this.#earlier.has(record.id) ? this.#earlier : this.#own).set(record.id, record);
    this.#records = undefined;
  }

  find(id: string): WriteRecord | undefined {
    return this.#own.get(id) ?? this.#earlier.get(id);
  }

  /** To be called where a write was to be taken back, and the contact is as it was before it. */
  async foundUndone(id: string): Promise<void> {
    const ours = this.records.findLast(({ undoes, outcome }) => undoes === id && outcome === "unknown");
    if (ours) await this.#settle(ours);
    else this.#undoneElsewhere.add(id);
  }

  /** To be called with a contact as it is: updates of it that are not known to be made, and whose all it holds, are known to be from now on. */
  async foundWritten(contact: ContactRecord): Promise<void> {
    const held = this.records.filter(
      (record) => record.action === "update" && this.#isOpen(record, contact.id) && prove(record.change, contact).stored === "all",
    );
    for (const record of held) await this.#settle(record);
  }

  /** A write of which that was not known was made. The log gets a further line, since none is ever changed there. */
  async #settle(record: WriteRecord): Promise<void> {
    const written: WriteRecord = { ...record, outcome: "written" };
    this.#put(written);
    await this.#noted({ ...entryOf(written), settled: new Date(this.now()).toISOString() });
  }

  /** Where the log cannot be written it keeps the line, and nothing else is written before that. */
  async #noted(entry: LoggedEntry): Promise<void> {
    try {
      await this.#options.auditLog.append(entry);
    } catch (error) {
      if (!(error instanceof AuditLogError)) throw error;
    }
  }

  /**
   * Tells, of writes by their IDs, whether they were taken back.
   *
   * @param logged writes of earlier sessions, which may have been taken back by one of this, or the other way round
   */
  undone(logged: readonly WriteRecord[] = []): (id: string) => boolean {
    const isTakenBack = takenBack([...logged, ...this.records]);
    return (id) => this.#undoneElsewhere.has(id) || isTakenBack(id);
  }

  /** Whether a later write of the same key stands for it, after its own outcome was not known. */
  isRepeated(id: string): boolean {
    return repeats(this.records)(id) !== undefined;
  }

  /**
   * The write that has made what a create was to make which does not know its contact: another of the same key, which does. The create itself where there is none.
   *
   * @param logged writes of earlier sessions
   */
  madeAs(record: WriteRecord, logged: readonly WriteRecord[]): WriteRecord {
    if (record.outcome !== "unknown" || record.contact !== undefined) return record;
    const isIt = (other: WriteRecord) =>
      other.contact !== undefined && !["not-written", "existing"].includes(other.outcome) && hasKeyOf(record, other);
    return [...logged, ...this.records].findLast(isIt) ?? record;
  }

  /** Whether it is not known of a write what it has made of the contact. */
  isInDoubt(contact: string): boolean {
    return this.records.some((record) => this.#isOpen(record, contact));
  }

  #isOpen({ id, contact, outcome }: WriteRecord, of: string): boolean {
    return contact === of && outcome === "unknown" && !this.isRepeated(id);
  }

  /** Creates since a time, in ms, of which it is still not known whether they were made. */
  openCreates(since: number): WriteRecord[] {
    return this.records.filter(
      ({ id, at, action, outcome, contact }) =>
        action === "create" && outcome === "unknown" && contact === undefined && at > since && !this.isRepeated(id),
    );
  }

  /** What the log has since, of other sessions too. */
  logged(since: number): ReturnType<AuditLog["read"]> {
    return this.#options.auditLog.read(since);
  }
}

type Keyed = Pick<WriteRecord, "idempotencyKeys">;

const hasKeyOf = (record: Keyed, other: Keyed) => other.idempotencyKeys.some((key) => record.idempotencyKeys.includes(key));

/** Deletes bear no key: what is deleted twice is deleted. */
const isSameWrite = (record: NewWrite, other: NewWrite) =>
  hasKeyOf(record, other) || (other.action === "delete" && record.action === "delete" && record.contact === other.contact);

const countOf = ({ undoes }: Kind) => (undoes === undefined ? "writes" : "undos");

function entryOf({ id, at, tool, action, contact, name, link, change, outcome, idempotencyKeys, batch, undoes }: WriteRecord): AuditEntry {
  return {
    time: new Date(at).toISOString(),
    write_id: id,
    ...(batch === undefined ? {} : { batch_id: batch }),
    ...(undoes === undefined ? {} : { undoes }),
    tool,
    action,
    ...(contact === undefined ? {} : { contact }),
    name,
    ...(link === undefined ? {} : { link }),
    fields: new Map(change.fields.map(({ field, before, after }) => [field.apiKey, { old: before, new: after }])),
    relationships: new Map(change.links.map(({ relationship, before, after }) => [relationship.apiKey, { old: before, new: after }])),
    idempotency_keys: idempotencyKeys,
    outcome,
  };
}

import { randomInt } from "node:crypto";
import type { ContactId } from "../../api/index.ts";
import type { Change } from "../../schema/change.ts";
import { prove } from "../../schema/proof.ts";
import type { ContactRecord } from "../../schema/record.ts";
import { WriteLimitError } from "../refused.ts";
import { type AuditEntry, type AuditLog, AuditLogError } from "./audit-log.ts";
import { repeats } from "./repeats.ts";
import { takenBack } from "./taken-back.ts";

/** What is known of a write in the end. */
export type Outcome = "written" | "partly" | "not-written" | "unknown";

export type Action = "create" | "update" | "delete";

/** A write of this session. */
export interface WriteRecord {
  /** Short, and told apart from those of other sessions: "w7k2m9". */
  readonly id: string;
  /** In ms. */
  readonly at: number;
  readonly tool: string;
  readonly action: Action;
  /** Absent where a create's outcome is unknown. */
  readonly contact: ContactId | undefined;
  /** What people call the contact. */
  readonly name: string;
  readonly link?: string | undefined;
  /** What became different in fact. */
  readonly change: Change;
  readonly outcome: Outcome;
  readonly idempotencyKeys: readonly string[];
  /** The plan that it is part of. */
  readonly batch?: string | undefined;
  /** The write that it takes back. */
  readonly undoes?: string | undefined;
}

/** Neither vowels, which make words, nor what looks like something else. */
const LETTERS = "23456789bcdfghjkmnpqrstvwxz";

/** A short ID that people can read out: "w7k2m9". */
export const shortId = (prefix: string): string => prefix + Array.from({ length: 6 }, () => LETTERS[randomInt(LETTERS.length)]).join("");

export interface JournalOptions {
  readonly auditLog: AuditLog;
  /** Writes that the session may make. */
  readonly maxWrites: number;
  /** Clock in ms. */
  readonly now: () => number;
}

/** What this session has written: in memory, and in the audit log where one is kept. Says also whether it may write more. */
export class Journal {
  readonly #options: JournalOptions;
  readonly #records: WriteRecord[] = [];
  /** Writes that were taken back by somebody else. */
  readonly #undoneElsewhere = new Set<string>();
  readonly #byId = new Map<string, WriteRecord>();
  #begun = 0;

  constructor(options: JournalOptions) {
    this.#options = options;
  }

  /** In ms. */
  now(): number {
    return this.#options.now();
  }

  /** In the order in which they were made here, or taken note of. */
  get records(): readonly WriteRecord[] {
    return this.#records;
  }

  /** How many writes the session may still make. */
  get left(): number {
    return Math.max(0, this.#options.maxWrites - this.#begun);
  }

  /**
   * To be called before a write is sent. Taking a write back is always allowed, and not counted.
   * @throws WriteLimitError where the session has written enough, AuditLogError where the log cannot be written
   */
  async begin(write: Pick<WriteRecord, "undoes">): Promise<void> {
    this.#checkLimit(write);
    this.#begun += countOf(write);
    try {
      await this.#options.auditLog.ready();
    } catch (error) {
      this.gaveUp(write);
      throw error;
    }
  }

  /**
   * Whether a write could begin now: nobody is asked about what cannot be written.
   * @throws as `begin`
   */
  async check(write: Pick<WriteRecord, "undoes">): Promise<void> {
    this.#checkLimit(write);
    await this.#options.auditLog.ready();
  }

  #checkLimit(write: Pick<WriteRecord, "undoes">): void {
    if (countOf(write) > this.left) throw new WriteLimitError(this.#options.maxWrites);
  }

  /** To be called where nothing was written after all. */
  gaveUp(write: Pick<WriteRecord, "undoes">): void {
    this.#begun -= countOf(write);
  }

  /** Resolves once the log has it. @throws AuditLogError */
  async add(record: WriteRecord): Promise<void> {
    this.adopt(record);
    await this.#options.auditLog.append(entryOf(record));
  }

  /** Takes note of a write of an earlier session, which the log of that session has. */
  adopt(record: WriteRecord): void {
    if (this.#byId.has(record.id)) return;
    this.#records.push(record);
    this.#byId.set(record.id, record);
  }

  find(id: string): WriteRecord | undefined {
    return this.#byId.get(id);
  }

  /** To be called where a write was to be taken back, and the contact is as it was before it. */
  async foundUndone(id: string): Promise<void> {
    const ours = this.#records.findLast(({ undoes, outcome }) => undoes === id && outcome === "unknown");
    if (ours) await this.#settle(ours);
    else this.#undoneElsewhere.add(id);
  }

  /** To be called with a contact as it is: updates of it that are not known to be made, and whose all it holds, are known to be from now on. */
  async foundWritten(contact: ContactRecord): Promise<void> {
    const held = this.#records.filter(
      (record) => record.action === "update" && this.#isOpen(record, contact.id) && prove(record.change, contact).stored === "all",
    );
    for (const record of held) await this.#settle(record);
  }

  /** A write of which that was not known was made. The log gets a further line, since none is ever changed there. */
  async #settle(record: WriteRecord): Promise<void> {
    const written: WriteRecord = { ...record, outcome: "written" };
    this.#records[this.#records.indexOf(record)] = written;
    this.#byId.set(record.id, written);
    try {
      await this.#options.auditLog.append({ ...entryOf(written), settled: new Date(this.now()).toISOString() });
    } catch (error) {
      // The log has kept the line, and nothing else is written before it.
      if (!(error instanceof AuditLogError)) throw error;
    }
  }

  /**
   * Tells, of writes by their IDs, whether they were taken back.
   *
   * @param logged writes of earlier sessions, which may have been taken back by one of this, or the other way round
   */
  undone(logged: readonly WriteRecord[] = []): (id: string) => boolean {
    const isTakenBack = takenBack([...logged, ...this.#records]);
    return (id) => this.#undoneElsewhere.has(id) || isTakenBack(id);
  }

  /** Whether a later write of the same key stands for it, after its own outcome was not known. */
  isRepeated(id: string): boolean {
    return repeats(this.#records)(id) !== undefined;
  }

  /**
   * The write that has made what a create was to make which does not know its contact: another of the same key, which does. The create itself where there is none.
   *
   * @param logged writes of earlier sessions
   */
  madeAs(record: WriteRecord, logged: readonly WriteRecord[]): WriteRecord {
    if (record.outcome !== "unknown" || record.contact !== undefined) return record;
    const isIt = (other: WriteRecord) => other.contact !== undefined && other.outcome !== "not-written" && hasKeyOf(record, other);
    return [...logged, ...this.#records].findLast(isIt) ?? record;
  }

  /** Whether it is not known of a write what it has made of the contact. */
  isInDoubt(contact: string): boolean {
    return this.#records.some((record) => this.#isOpen(record, contact));
  }

  #isOpen({ id, contact, outcome }: WriteRecord, of: string): boolean {
    return contact === of && outcome === "unknown" && !this.isRepeated(id);
  }

  /** Creates since a time, in ms, of which it is still not known whether they were made. */
  openCreates(since: number): WriteRecord[] {
    return this.#records.filter(
      ({ id, at, action, outcome, contact }) =>
        action === "create" && outcome === "unknown" && contact === undefined && at > since && !this.isRepeated(id),
    );
  }

  /** What the log has since, of other sessions too. */
  logged(since: number): ReturnType<AuditLog["read"]> {
    return this.#options.auditLog.read(since);
  }
}

const hasKeyOf = (record: WriteRecord, other: WriteRecord) => other.idempotencyKeys.some((key) => record.idempotencyKeys.includes(key));

/** What a write counts against the session's limit. */
const countOf = ({ undoes }: Pick<WriteRecord, "undoes">) => (undoes === undefined ? 1 : 0);

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

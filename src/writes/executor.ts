import { type Api, ApiError, CallError, type CallOptions, type ContactId, Deadline, type WireContact, type WriteOutcome } from "../api/index.ts";
import type { Locale } from "../fields/index.ts";
import { oneLine } from "../fields/plain-text.ts";
import type { LiveWorkspace } from "../lookup/live-workspace.ts";
import type { NameDirectory } from "../lookup/names/name-directory.ts";
import { type ContactRecord, contactName, decodeContact } from "../schema/record.ts";
import { type Change, touched } from "./change.ts";
import { findCreated } from "./created-finder.ts";
import type { Intent } from "./idempotency.ts";
import { type Journal, type Outcome, shortId, type WriteRecord } from "./journal.ts";
import type { People } from "./people.ts";
import { type Proof, persisted, prove } from "./proof.ts";
import { WriteRefused } from "./refused.ts";
import { createRequests, updateRequests } from "./requests.ts";
import type { ShownValues } from "./shown.ts";

/** How long, in ms, it may take to find out what became of a write whose answer was lost: on top of the call's own time, which that write has used up. */
const LOOK_MS = 8000;

/** A write that is decided on. */
export interface DecidedWrite {
  /** As it was read just before; absent where one is made. */
  readonly contact: ContactRecord | undefined;
  readonly change: Change;
  readonly intent: Intent;
  /** What people call the contact. */
  readonly name: string;
}

/** What a write is made for. */
export interface WriteOrigin {
  readonly tool: string;
  /** The plan that it is part of. */
  readonly batch?: string | undefined;
  /** The write that it takes back. */
  readonly undoes?: string | undefined;
}

/** How a write ended. */
export interface WriteResult {
  readonly outcome: Outcome;
  readonly record: WriteRecord;
  /** As an answer showed it after the write; absent where none did. */
  readonly contact: ContactRecord | undefined;
  /** Absent as the contact is. */
  readonly proof: Proof | undefined;
  /** What went wrong on the way, though it may have been written. */
  readonly failure: CallError | undefined;
  /** Why the audit log does not have it, a sentence. */
  readonly unlogged: string | undefined;
}

export interface ExecutorOptions {
  readonly api: Pick<Api, "create" | "update" | "delete" | "retrieve">;
  readonly live: LiveWorkspace;
  readonly locale: Locale;
  readonly journal: Journal;
  readonly shown: ShownValues;
  readonly people: People;
  readonly names: Pick<NameDirectory, "expire">;
  /** Clock in ms. */
  readonly now: () => number;
}

/** What came of the requests. */
interface Sent {
  /** Known from the start, or from the answer to a create. */
  readonly id: ContactId | undefined;
  /** As the last answer had it; absent where something was sent since whose answer is lost. */
  readonly contact: WireContact | undefined;
  readonly failure: CallError | undefined;
  /** "accepted" also where only the first of several requests was. */
  readonly outcome: WriteOutcome;
}

/** Carries writes out, one contact at a time: the only place that creates and updates. What it says of a write is what a contact showed. */
export class Executor {
  readonly #options: ExecutorOptions;

  constructor(options: ExecutorOptions) {
    this.#options = options;
  }

  /**
   * Sends a write and finds out what became of it.
   *
   * @throws CallError where nothing was written and that is certain; WriteRefused and AuditLogError before anything is sent
   */
  async carryOut(write: DecidedWrite, origin: WriteOrigin, call: CallOptions): Promise<WriteResult> {
    const { journal, now } = this.#options;
    await journal.begin();
    const begunAt = now();
    const sent = await this.#send(write, call);
    if (sent.failure && (sent.outcome === "refused" || sent.outcome === "not-sent")) {
      write.intent.settle(sent.outcome);
      journal.gaveUp();
      throw sent.failure;
    }
    const contact = this.#decoded(sent.contact) ?? (await this.#look(write, sent, begunAt));
    return this.#concluded(write, origin, contact, sent);
  }

  /**
   * Moves a contact to the trash.
   *
   * @param change what of it was written, for the record
   * @throws as `carryOut`; WriteRefused where the key or the deployment does not allow it
   */
  async remove(contact: ContactRecord, change: Change, origin: WriteOrigin, call: CallOptions): Promise<WriteResult> {
    const { api, journal, now, locale } = this.#options;
    await journal.begin();
    let failure: CallError | undefined;
    try {
      await api.delete(contact.id, call);
    } catch (error) {
      journal.gaveUp();
      if (!(error instanceof CallError)) throw error;
      failure = error;
      if (!(await this.#isGone(contact.id))) throw error instanceof ApiError && NOT_OFFERED.has(error.status) ? cannotDelete(contact, locale) : error;
    }
    const record: WriteRecord = {
      ...origin,
      id: shortId("w"),
      at: now(),
      action: "delete",
      contact: contact.id,
      name: contactName(contact, locale),
      link: contact.link,
      change,
      outcome: "written",
      idempotencyKeys: [],
    };
    return { outcome: "written", record, contact: undefined, proof: undefined, failure, unlogged: await this.#logged(record) };
  }

  async #isGone(id: ContactId): Promise<boolean> {
    try {
      await this.#options.api.retrieve(id, { deadline: Deadline.after(LOOK_MS) });
      return false;
    } catch (error) {
      return error instanceof ApiError && error.status === 404;
    }
  }

  /** Why the log does not have it, if so. */
  async #logged(record: WriteRecord): Promise<string | undefined> {
    try {
      await this.#options.journal.add(record);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  async #concluded(write: DecidedWrite, origin: WriteOrigin, contact: ContactRecord | undefined, sent: Sent): Promise<WriteResult> {
    const { journal, now, locale, shown } = this.#options;
    const { change, intent } = write;
    const proof = contact && prove(change, contact);
    // A contact that was made without anything of what was sent is there all the same.
    const stored = proof?.stored === "nothing" && write.contact === undefined ? "some" : proof?.stored;
    const outcome: Outcome = stored === undefined ? "unknown" : ({ all: "written", some: "partly", nothing: "not-written" } as const)[stored];
    intent.settle(sent.outcome === "unknown" && stored !== undefined && stored !== "nothing" ? "accepted" : sent.outcome);
    if (outcome === "not-written") journal.gaveUp();
    if (contact) shown.note(contact, touched(change));
    const record: WriteRecord = {
      ...origin,
      id: shortId("w"),
      at: now(),
      action: write.contact ? "update" : "create",
      contact: contact?.id ?? sent.id,
      name: contact ? contactName(contact, locale) : write.name,
      link: contact?.link ?? write.contact?.link,
      change: proof ? persisted(proof) : change,
      outcome,
      idempotencyKeys: [intent.key],
    };
    return { outcome, record, contact, proof, failure: sent.failure, unlogged: await this.#logged(record) };
  }

  /** The requests one after the other, up to the first that fails. */
  async #send({ contact, change, intent }: DecidedWrite, call: CallOptions): Promise<Sent> {
    const { api } = this.#options;
    const { create, updates } = contact ? { create: undefined, updates: updateRequests(change) } : createRequests(change);
    let [id, latest, at]: [ContactId | undefined, WireContact | undefined, number] = [contact?.id, undefined, 0];
    const options = () => ({
      deadline: call.deadline,
      // What has begun is finished.
      signal: at === 0 ? call.signal : undefined,
      idempotencyKey: at === 0 ? intent.key : `${intent.key}-${at}`,
      sentBefore: intent.sentBefore,
    });
    try {
      if (create) {
        latest = await api.create(create, options());
        id = latest.id;
        at += 1;
      }
      for (const body of updates) {
        if (id === undefined) break;
        latest = await api.update(id, body, options());
        at += 1;
      }
      return { id, contact: latest, failure: undefined, outcome: "accepted" };
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      // A refused link may come from a name whose record is gone: the next call looks it up anew.
      if (error instanceof ApiError && error.param?.startsWith("relationships.")) this.#options.names.expire();
      const outcome = error.writeOutcome ?? "unknown";
      const isLost = outcome === "unknown" || outcome === "accepted";
      return { id, contact: isLost ? undefined : latest, failure: error, outcome: latest && !isLost ? "accepted" : outcome };
    }
  }

  /** The contact as it is after a write whose answer was lost; undefined where that cannot be had. */
  async #look({ change }: DecidedWrite, { id }: Sent, since: number): Promise<ContactRecord | undefined> {
    const { api, people, journal } = this.#options;
    const call = { deadline: Deadline.after(LOOK_MS) };
    const isTaken = (other: string) => journal.records.some(({ contact }) => contact === other);
    try {
      return id === undefined ? await findCreated(change, { since, isTaken, people, call }) : this.#decoded(await api.retrieve(id, call));
    } catch (error) {
      if (error instanceof CallError) return undefined;
      throw error;
    }
  }

  #decoded(contact: WireContact | undefined): ContactRecord | undefined {
    const workspace = this.#options.live.current;
    return contact && workspace && decodeContact(contact, workspace);
  }
}

/** How a key without the scope and a deployment without the operation answer. */
const NOT_OFFERED: ReadonlySet<number> = new Set([403, 404, 405]);

const cannotDelete = (contact: ContactRecord, locale: Locale) =>
  new WriteRefused(
    `Not deleted: this key or this deployment cannot delete contacts (the scope is contacts:delete). ${oneLine(contactName(contact, locale))} can be deleted in the Lightfield app${contact.link ? `: ${oneLine(contact.link)}` : ""}.`,
  );

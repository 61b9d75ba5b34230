import { type Api, ApiError, type CallOptions } from "../api/index.ts";
import type { KeyedLock } from "../async/keyed-lock.ts";
import type { LiveSchema } from "../definitions/live-schema.ts";
import { type Change, heldBeside, inverse, isEmpty, joined, rebased } from "../schema/change.ts";
import { type ContactRecord, decodeContact } from "../schema/record.ts";
import type { CreateLock } from "./duplicates/create-lock.ts";
import type { DuplicateFinder } from "./duplicates/duplicates.ts";
import type { Duplicate } from "./duplicates/identity.ts";
import { checkFits } from "./fits.ts";
import type { Journal } from "./journal/journal.ts";
import { mayBeFrom } from "./sending/created-finder.ts";
import type { Executor } from "./sending/executor.ts";
import type { Intent } from "./sending/idempotency.ts";
import type { Trash } from "./sending/trash.ts";
import type { WriteOrigin, WriteResult } from "./sending/write-result.ts";

/** A write that was decided on earlier, for the contact as it was then. */
export interface EarlierWrite {
  /** ID of the contact; absent where one is to be made. */
  readonly contact: string | undefined;
  readonly deletes: boolean;
  readonly change: Change;
  /** What else the contact must still hold, as a change of nothing. */
  readonly holds?: Change | undefined;
  readonly name: string;
  /** Who is to be made is made also where the person is there already. */
  readonly allowDuplicate?: boolean | undefined;
  /** How often the API is asked, at most, whether the person who is to be made is there already, where it was not sent before; absent: by all that is given. */
  readonly mostSearches?: number | undefined;
  /** Called with what of the change is still to be made, just before that is sent: a key is never used for anything else. */
  intent(change: Change): Intent;
}

/** What came of it. */
export type Applied =
  /** `beside`: what a contact that went to the trash held beside what the change speaks of. */
  | { readonly kind: "sent"; readonly result: WriteResult; readonly beside?: Change }
  /** The contact holds it already. */
  | { readonly kind: "unchanged"; readonly contact: ContactRecord }
  /** Somebody else has changed what it would overwrite. */
  | { readonly kind: "conflict"; readonly contact: ContactRecord; readonly conflicts: Change }
  /** Somebody has made the contact in the meantime. */
  | { readonly kind: "duplicate"; readonly duplicate: Duplicate }
  /** It is not known yet whether the session has made somebody who may be the same person. */
  | { readonly kind: "waiting" }
  | { readonly kind: "gone" };

/** What can be said of an earlier write before it is sent. */
export type Compared =
  | Extract<Applied, { readonly kind: "unchanged" | "conflict" | "gone" }>
  | { readonly kind: "open"; readonly contact: ContactRecord; readonly remaining: Change };

export interface RowWriterOptions {
  readonly api: Pick<Api, "retrieve">;
  readonly live: LiveSchema;
  readonly executor: Executor;
  readonly trash: Trash;
  readonly duplicates: DuplicateFinder;
  readonly locks: KeyedLock;
  readonly creates: CreateLock;
  readonly journal: Pick<Journal, "foundUndone" | "records">;
}

/** Makes writes that were decided on earlier, each only if the contact still is what it was decided for. */
export class RowWriter {
  readonly #options: RowWriterOptions;

  constructor(options: RowWriterOptions) {
    this.#options = options;
  }

  /** @throws as {@link Executor.carryOut} */
  async write(row: EarlierWrite, origin: WriteOrigin, call: CallOptions): Promise<Applied> {
    const { locks, creates, journal } = this.#options;
    const { contact, change, deletes } = row;
    if (contact === undefined) return creates.run(change, () => this.#create(row, origin, call), call);
    const applied = await locks.run([`contact ${contact}`], () => this.#change(contact, row, origin, call), call);
    const isSoAlready = applied.kind === "unchanged" || (deletes && applied.kind === "gone");
    if (origin.undoes !== undefined && isSoAlready) await journal.foundUndone(origin.undoes);
    return applied;
  }

  /** Holds an earlier write against its contact as it is now: whether anything of it is still to be sent. */
  async compared(id: string, { deletes, change, holds }: Pick<EarlierWrite, "deletes" | "change" | "holds">, call: CallOptions): Promise<Compared> {
    const { api, live } = this.#options;
    const schema = await live.get(call);
    let contact: ContactRecord;
    try {
      contact = decodeContact(await api.retrieve(id, call), schema);
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return { kind: "gone" };
      throw error;
    }
    const { remaining, conflicts } = rebased(joined(change, holds), contact);
    if (!isEmpty(conflicts)) return { kind: "conflict", contact, conflicts };
    if (!deletes) checkFits(remaining, contact);
    return isEmpty(remaining) && !deletes ? { kind: "unchanged", contact } : { kind: "open", contact, remaining };
  }

  async #create({ change, name, ...row }: EarlierWrite, origin: WriteOrigin, call: CallOptions): Promise<Applied> {
    const { executor, duplicates } = this.#options;
    const intent = row.intent(change);
    if (!intent.sentBefore) checkFits(change, undefined);
    const write = { contact: undefined, change, name, intent };
    if (row.allowDuplicate)
      return { kind: "sent", result: await executor.carryOut({ ...write, twins: await duplicates.alike(change, call) }, origin, call) };
    const mostSearches = intent.sentBefore ? undefined : row.mostSearches;
    const { same, alike } = await duplicates.find(change, call, { mostSearches, isSafe: intent.sentBefore });
    const [duplicate] = same;
    if (!intent.sentBefore) {
      if (duplicate) return { kind: "duplicate", duplicate };
      if (duplicates.open(change)) return { kind: "waiting" };
    } else if (duplicate) {
      // It may have been made by an earlier call, whose answer was lost.
      const candidates = same.map(({ contact }) => contact);
      const result = await executor.found(write, candidates, origin);
      if (result) return { kind: "sent", result };
      // Whom the create cannot have made is a duplicate. One that was made and changed since is no other: the API answers its key from memory.
      if (!candidates.some((contact) => this.#canBeMadeBy(intent, contact))) return { kind: "duplicate", duplicate };
    }
    return { kind: "sent", result: await executor.carryOut({ ...write, twins: alike }, origin, call) };
  }

  /** Whether a contact may come from a create that was sent before, and changed since. */
  #canBeMadeBy({ key, since }: Intent, contact: ContactRecord): boolean {
    const { records } = this.#options.journal;
    const isOther = (id: string) => records.some((one) => one.contact === id && !one.idempotencyKeys.includes(key));
    return mayBeFrom(contact, { since, isOther });
  }

  async #change(id: string, row: EarlierWrite, origin: WriteOrigin, call: CallOptions): Promise<Applied> {
    const { executor, trash } = this.#options;
    const { deletes, change, name } = row;
    const found = await this.compared(id, row, call);
    if (found.kind !== "open") return found;
    const { contact, remaining } = found;
    if (deletes) return { kind: "sent", result: await trash.remove(contact, inverse(change), origin, call), beside: heldBeside(change, contact) };
    return { kind: "sent", result: await executor.carryOut({ contact, change: remaining, name, intent: row.intent(remaining) }, origin, call) };
  }
}

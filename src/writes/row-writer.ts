import { type Api, ApiError, type CallOptions } from "../api/index.ts";
import type { LiveWorkspace } from "../lookup/live-workspace.ts";
import { type Change, inverse, isEmpty, rebased } from "../schema/change.ts";
import { type ContactRecord, decodeContact } from "../schema/record.ts";
import type { Duplicate, DuplicateFinder } from "./duplicates/duplicates.ts";
import { identifiers, identityAfter } from "./duplicates/identity.ts";
import type { Journal } from "./journal/journal.ts";
import type { KeyedLock } from "./keyed-lock.ts";
import type { Executor, WriteOrigin, WriteResult } from "./sending/executor.ts";
import type { Intent } from "./sending/idempotency.ts";

/** A write that was decided on earlier, for the contact as it was then. */
export interface EarlierWrite {
  /** ID of the contact; absent where one is to be made. */
  readonly contact: string | undefined;
  readonly deletes: boolean;
  readonly change: Change;
  readonly name: string;
  /** Called with what of the change is still to be made, just before that is sent: a key is never used for anything else. */
  intent(change: Change): Intent;
}

/** What came of it. */
export type Applied =
  | { readonly kind: "sent"; readonly result: WriteResult }
  /** The contact holds it already. */
  | { readonly kind: "unchanged"; readonly contact: ContactRecord }
  /** Somebody else has changed what it would overwrite. */
  | { readonly kind: "conflict"; readonly contact: ContactRecord; readonly conflicts: Change }
  /** Somebody has made the contact in the meantime. */
  | { readonly kind: "duplicate"; readonly duplicate: Duplicate }
  /** It is not known yet whether the session has made somebody who may be the same person. */
  | { readonly kind: "waiting" }
  | { readonly kind: "gone" };

export interface RowWriterOptions {
  readonly api: Pick<Api, "retrieve">;
  readonly live: LiveWorkspace;
  readonly executor: Executor;
  readonly duplicates: DuplicateFinder;
  readonly locks: KeyedLock;
  readonly journal: Pick<Journal, "foundUndone">;
}

/** Makes writes that were decided on earlier, each only if the contact still is what it was decided for. */
export class RowWriter {
  readonly #options: RowWriterOptions;

  constructor(options: RowWriterOptions) {
    this.#options = options;
  }

  /** @throws as {@link Executor.carryOut} */
  async write(row: EarlierWrite, origin: WriteOrigin, call: CallOptions): Promise<Applied> {
    const { locks, journal } = this.#options;
    const { contact, change, deletes } = row;
    if (contact === undefined) return locks.run(identifiers(identityAfter(change)), () => this.#create(row, origin, call));
    const applied = await locks.run([`contact ${contact}`], () => this.#change(contact, row, origin, call));
    const isSoAlready = applied.kind === "unchanged" || (deletes && applied.kind === "gone");
    if (origin.undoes !== undefined && isSoAlready) journal.foundUndone(origin.undoes);
    return applied;
  }

  async #create({ change, name, ...row }: EarlierWrite, origin: WriteOrigin, call: CallOptions): Promise<Applied> {
    const { executor, duplicates } = this.#options;
    const intent = row.intent(change);
    // One that was sent before may be the duplicate itself: its key keeps it from being made twice.
    const duplicate = intent.sentBefore ? undefined : duplicates.known(change);
    if (duplicate) return { kind: "duplicate", duplicate };
    if (!intent.sentBefore && duplicates.open(change)) return { kind: "waiting" };
    return { kind: "sent", result: await executor.carryOut({ contact: undefined, change, name, intent }, origin, call) };
  }

  async #change(id: string, { deletes, change, name, ...row }: EarlierWrite, origin: WriteOrigin, call: CallOptions): Promise<Applied> {
    const { api, live, executor } = this.#options;
    const workspace = await live.get(call);
    let contact: ContactRecord;
    try {
      contact = decodeContact(await api.retrieve(id, call), workspace);
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return { kind: "gone" };
      throw error;
    }
    const { remaining, conflicts } = rebased(change, contact);
    if (!isEmpty(conflicts)) return { kind: "conflict", contact, conflicts };
    if (deletes) return { kind: "sent", result: await executor.remove(contact, inverse(change), origin, call) };
    if (isEmpty(remaining)) return { kind: "unchanged", contact };
    return { kind: "sent", result: await executor.carryOut({ contact, change: remaining, name, intent: row.intent(remaining) }, origin, call) };
  }
}

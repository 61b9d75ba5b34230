import { type Api, ApiError, CallError, type CallOptions, type ContactId } from "../../api/index.ts";
import type { Locale } from "../../fields/index.ts";
import type { Change } from "../../schema/change.ts";
import { type ContactRecord, contactName } from "../../schema/record.ts";
import type { Journal } from "../journal/journal.ts";
import { WriteRefused } from "../refusal.ts";
import { isCertain, lookAfter, noted, type WriteOrigin, type WriteResult } from "./write-result.ts";

export interface TrashOptions {
  readonly api: Pick<Api, "delete" | "retrieve">;
  readonly locale: Locale;
  readonly journal: Journal;
}

/** Deletes contacts, one at a time: the only place that does. In Lightfield they can be restored. */
export class Trash {
  readonly #options: TrashOptions;

  constructor(options: TrashOptions) {
    this.#options = options;
  }

  /**
   * Moves a contact to the trash.
   *
   * @param change what of it was written, for the record
   * @throws CallError where it was not deleted and that is certain, AuditLogError before anything is sent, WriteRefused where the key or the deployment does not allow it
   */
  async remove(contact: ContactRecord, change: Change, origin: WriteOrigin, call: CallOptions): Promise<WriteResult> {
    const { api, journal, locale } = this.#options;
    const about = { action: "delete", contact: contact.id, name: contactName(contact, locale), link: contact.link, change } as const;
    const record = await journal.begin({ ...origin, ...about, idempotencyKeys: [] });
    let failure: CallError | undefined;
    let isThere: boolean | undefined = false;
    try {
      await api.delete(contact.id, call);
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      failure = error;
      isThere = await this.#isThere(contact.id, lookAfter(call));
      if (isThere !== false && isCertain(error.writeOutcome)) {
        await journal.drop(record, error.writeOutcome);
        throw error instanceof ApiError && NOT_OFFERED.has(error.status) ? new CannotDeleteError(contact, locale) : error;
      }
    }
    // A request whose answer was lost may be carried out after the look.
    const outcome = isThere === false ? "written" : "unknown";
    return noted(
      { ...record, outcome },
      { contact: isThere ? contact : undefined, proof: undefined, failure, sentBefore: false, isKeyOnDisk: false },
      this.#options,
    );
  }

  /** Whether there is such a contact; undefined where that cannot be found out. */
  async #isThere(id: ContactId, call: CallOptions): Promise<boolean | undefined> {
    try {
      await this.#options.api.retrieve(id, call);
      return true;
    } catch (error) {
      return error instanceof ApiError && error.status === 404 ? false : undefined;
    }
  }
}

/** How a key without the scope and a deployment without the operation answer. */
const NOT_OFFERED: ReadonlySet<number> = new Set([403, 404, 405]);

/** The key or the deployment does not allow it. */
export class CannotDeleteError extends WriteRefused {
  constructor(contact: ContactRecord, locale: Locale) {
    super(
      `Not deleted: this key or this deployment cannot delete contacts (the scope is contacts:delete). ${contactName(contact, locale)} can be deleted in the Lightfield app${contact.link ? `: ${contact.link}` : ""}.`,
    );
  }
}

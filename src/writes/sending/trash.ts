import { type Api, ApiError, CallError, type CallOptions, type ContactId, isNotFound } from "../../api/index.ts";
import type { Locale } from "../../fields/index.ts";
import type { Change } from "../../schema/change.ts";
import { type ContactRecord, contactName } from "../../schema/record.ts";
import { WriteRefused } from "../refusal.ts";
import { refusedText } from "../sentences.ts";
import type { SessionWrites } from "../session-writes.ts";
import type { WriteOrigin } from "../write.ts";
import { isCertain, lookAfter, noted, type WriteResult } from "./write-result.ts";

/** A contact that goes to the trash. */
interface Removal {
  readonly contact: ContactRecord;
  /** From the values that the contact loses to nothing, for the journal. */
  readonly change: Change;
  readonly origin: WriteOrigin;
}

/**
 * Moves a contact to the trash, from which Lightfield can restore it. No other code does.
 *
 * @throws CallError if it was certainly not deleted; AuditLogError before anything is sent; CannotDeleteError
 */
export async function moveToTrash(
  { contact, change, origin }: Removal,
  { workspace, journal }: SessionWrites,
  call: CallOptions,
): Promise<WriteResult> {
  const { api, locale } = workspace;
  const about = { action: "delete", contact: contact.id, name: contactName(contact, locale), link: contact.link, change } as const;
  const record = await journal.begin({ ...origin, ...about, idempotencyKeys: [] });
  let failure: CallError | undefined;
  let isThere: boolean | undefined = false;
  try {
    await api.delete(contact.id, call);
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    failure = error;
    isThere = await exists(contact.id, api, lookAfter(call));
    if (isThere !== false && isCertain(error.writeOutcome)) {
      await journal.drop(record, error.writeOutcome);
      throw error instanceof ApiError && NOT_OFFERED.has(error.status) ? new CannotDeleteError(contact, origin, locale) : error;
    }
  }
  // A request whose answer was lost may still be carried out after the contact was read.
  const outcome = isThere === false ? "written" : "unknown";
  return noted(
    { ...record, outcome },
    { contact: isThere ? contact : undefined, proof: undefined, failure, sentBefore: false, isKeyOnDisk: false },
    journal,
  );
}

/** Whether the contact exists; undefined if that cannot be found out. */
async function exists(id: ContactId, api: Api, call: CallOptions): Promise<boolean | undefined> {
  try {
    await api.retrieve(id, call);
    return true;
  } catch (error) {
    return isNotFound(error) ? false : undefined;
  }
}

/** The answers if the key lacks the scope, or the deployment lacks the operation. */
const NOT_OFFERED: ReadonlySet<number> = new Set([403, 404, 405]);

/** The key or the deployment cannot delete contacts. */
export class CannotDeleteError extends WriteRefused {
  constructor(contact: ContactRecord, { undoes }: WriteOrigin, locale: Locale) {
    super(refusedText.cannotDelete(contactName(contact, locale), undoes === undefined ? "deleted" : "undone", contact.link));
  }
}

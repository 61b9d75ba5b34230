import { type Api, ApiError, CallError, Deadline, type WireContact } from "../../api/index.ts";
import { InvalidInput } from "../../fields/rejection.ts";
import { changeLines, type ShowOptions } from "../../render/change.ts";
import { type Change, changeOf, isEmpty, touched } from "../../schema/change.ts";
import type { Edits } from "../../schema/encode.ts";
import { type ContactRecord, decodeContact } from "../../schema/record.ts";
import type { Workspace } from "../../schema/workspace.ts";
import type { WriteCall } from "../consent.ts";
import type { ShownValues } from "../shown.ts";
import { inTurns } from "./in-turns.ts";

/** What is to become of one contact in a batch, before anything is written. */
export type DraftRow = {
  /** The row of an import, from 1. */
  readonly number?: number | undefined;
  /** What people call the contact, or what the row calls it. */
  readonly name: string;
} & (
  | { readonly kind: "create"; readonly change: Change }
  /** `by`: what an import's row has in common with the contact. */
  | { readonly kind: "update"; readonly contact: ContactRecord; readonly change: Change; readonly by?: string }
  | { readonly kind: "unchanged"; readonly contact: ContactRecord }
  /** It may mean several contacts. */
  | { readonly kind: "ambiguous"; readonly reason: string }
  | { readonly kind: "invalid"; readonly reason: string }
);

/** A batch before anything is written. */
export interface Draft {
  readonly rows: readonly DraftRow[];
  /** What was assumed on the way, a sentence each. */
  readonly notes: readonly string[];
}

const LANES = 30;

/**
 * How long, in ms, contacts are read one by one, where it is known from before what they hold: the first of a plan are what is shown of it, and all are
 * read again before they are written.
 */
const READING_MS = 10_000;

/**
 * Contacts as they are now, by their IDs. Who is gone is not in it; and who could not be read in time is as `known` has it, since a plan is held against the
 * contact once more before it is carried out.
 */
export async function presentContacts(
  ids: readonly string[],
  {
    api,
    workspace,
    known,
    call,
    onRead = () => {},
    onProgress,
  }: {
    readonly api: Pick<Api, "retrieve">;
    readonly workspace: Workspace;
    readonly known: (id: string) => ContactRecord | undefined;
    readonly call: WriteCall;
    /** Called with every contact that was read. */
    readonly onRead?: ((contact: WireContact) => void) | undefined;
    readonly onProgress: (read: number) => void;
  },
): Promise<Map<string, ContactRecord>> {
  const found = new Map<string, ContactRecord>();
  const reading = Deadline.after(READING_MS);
  const queue = ids.values();
  const read = async (id: string) => {
    try {
      const contact = await api.retrieve(id, call);
      onRead(contact);
      found.set(id, decodeContact(contact, workspace));
      onProgress(found.size);
    } catch (error) {
      if (!(error instanceof CallError) || (error instanceof ApiError && [401, 403].includes(error.status))) throw error;
      call.signal?.throwIfAborted();
      if (error instanceof ApiError && error.status === 404) return;
      const before = known(id);
      if (!before) throw error;
      found.set(id, before);
    }
  };
  const late: string[] = [];
  const lane = async () => {
    for (const id of queue) {
      if (reading.remainingMs > 0) await read(id);
      else late.push(id);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  const unknown = await inTurns(late, (id) => {
    const before = known(id);
    if (before) found.set(id, before);
    return before ? [] : [id];
  });
  await Promise.all(unknown.flat().map(read));
  return found;
}

/** What edits come to for a contact, or for nobody; or why they do not: a lone value does not say what becomes of the others that the contact holds. */
export function changeOrProblem(edits: Edits, contact: ContactRecord | undefined): Change | string {
  try {
    return changeOf(edits, contact).change;
  } catch (error) {
    if (error instanceof InvalidInput) return error.problems.join(" ");
    throw error;
  }
}

/**
 * Why a row is left out that would overwrite what somebody else has set since it was shown here; undefined where it overwrites nothing of that kind. The
 * reason shows it, so that the same row passes the next time.
 */
export function unseen(shown: ShownValues, contact: ContactRecord, change: Change, show: ShowOptions): string | undefined {
  const changed = shown.changedSince(contact.id, change);
  if (isEmpty(changed)) return undefined;
  shown.note(contact, touched(changed));
  return `changed by somebody else since it was shown here: ${changeLines(changed, { ...show, brief: true }).join("; ")}. The same call again overwrites it`;
}

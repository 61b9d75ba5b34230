import { type Api, ApiError, CallError } from "../api/index.ts";
import { type ContactRecord, decodeContact } from "../schema/record.ts";
import type { Workspace } from "../schema/workspace.ts";
import type { Change } from "./change.ts";
import type { WriteCall } from "./consent.ts";

/** What is to become of one contact in a batch, before anything is written. */
export type DraftRow = {
  /** The row of an import, from 1. */
  readonly number?: number | undefined;
  /** What people call the contact, or what the row calls it. */
  readonly name: string;
} & (
  | { readonly kind: "create"; readonly change: Change }
  | { readonly kind: "update"; readonly contact: ContactRecord; readonly change: Change }
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

/** How much of a call's time contacts may be read for. The rest is for whoever is asked to look at the plan. */
const READING_PART = 0.6;

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
    onProgress,
  }: {
    readonly api: Pick<Api, "retrieve">;
    readonly workspace: Workspace;
    readonly known: (id: string) => ContactRecord | undefined;
    readonly call: WriteCall;
    readonly onProgress: (read: number) => void;
  },
): Promise<Map<string, ContactRecord>> {
  const found = new Map<string, ContactRecord>();
  const gone = new Set<string>();
  const enough = (call.deadline?.totalMs ?? 0) * (1 - READING_PART);
  const hasTime = () => call.deadline?.fits(enough) ?? true;
  const queue = ids.values();
  const lane = async () => {
    for (const id of queue) {
      if (!hasTime() && known(id)) continue;
      try {
        found.set(id, decodeContact(await api.retrieve(id, call), workspace));
      } catch (error) {
        if (!(error instanceof CallError) || (error instanceof ApiError && [401, 403].includes(error.status))) throw error;
        call.signal?.throwIfAborted();
        if (error instanceof ApiError && error.status === 404) gone.add(id);
        else if (!known(id)) throw error;
      }
      onProgress(found.size);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return new Map(
    ids.flatMap((id) => {
      const contact = gone.has(id) ? undefined : (found.get(id) ?? known(id));
      return contact ? [[id, contact] as const] : [];
    }),
  );
}

import type { CallOptions } from "../api/index.ts";
import { sleep } from "../api/waiting.ts";
import type { ContactRecord } from "../schema/record.ts";
import type { Change } from "./change.ts";
import type { People } from "./people.ts";
import { prove } from "./proof.ts";

/** How long, in ms, to wait before each look: lists lag behind writes. */
const WAITS_MS = [0, 1000, 2000, 3000];

/** How far, in ms, the API's clock may be from ours. */
const CLOCKS_DIFFER_MS = 5 * 60_000;

/**
 * Looks for the contact of a create whose answer was lost: one that was made since then and holds all that was sent.
 *
 * @param since when the create was first sent, in ms
 * @param isOther whether a contact is known to come from elsewhere
 */
export async function findCreated(
  change: Change,
  {
    since,
    isOther,
    people,
    call,
  }: { readonly since: number; readonly isOther: (id: string) => boolean; readonly people: People; readonly call: CallOptions },
): Promise<ContactRecord | undefined> {
  for (const wait of WAITS_MS) {
    if (wait > 0 && !call.deadline?.fits(wait)) return undefined;
    await sleep(wait, call.signal);
    const isIt = (contact: ContactRecord) =>
      Date.parse(contact.createdAt) > since - CLOCKS_DIFFER_MS && !isOther(contact.id) && prove(change, contact).stored === "all";
    const found = (await people.like(change, call)).find(isIt);
    if (found) return found;
  }
  return undefined;
}

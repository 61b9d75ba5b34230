import type { CallOptions } from "../../api/index.ts";
import { sleep } from "../../api/waiting.ts";
import type { Change } from "../../schema/change.ts";
import { prove } from "../../schema/proof.ts";
import type { ContactRecord } from "../../schema/record.ts";
import type { People } from "../duplicates/people.ts";

/** How long, in ms, to wait before each look: lists lag behind writes. */
const WAITS_MS = [0, 1000, 2000, 3000];

/** How far, in ms, the API's clock may be from ours. */
const CLOCKS_DIFFER_MS = 5 * 60_000;

/** What tells the contact of a create from others that are like it. */
export interface Origins {
  /** When the create was first sent, in ms. */
  readonly since: number;
  /** Whether a contact is known to come from elsewhere. */
  isOther(id: string): boolean;
}

/** Whether a contact is the one that a create has made: it was made since then and holds all that was sent. */
export const isMadeBy = (change: Change, contact: ContactRecord, { since, isOther }: Origins): boolean =>
  Date.parse(contact.createdAt) > since - CLOCKS_DIFFER_MS && !isOther(contact.id) && prove(change, contact).stored === "all";

/** Looks for the contact of a create whose answer was lost. */
export async function findCreated(change: Change, origins: Origins, people: People, call: CallOptions): Promise<ContactRecord | undefined> {
  for (const wait of WAITS_MS) {
    if (wait > 0 && !call.deadline?.fits(wait)) return undefined;
    await sleep(wait, call.signal);
    const found = (await people.like(change, call)).find((contact) => isMadeBy(change, contact, origins));
    if (found) return found;
  }
  return undefined;
}

import type { CallOptions } from "../../api/index.ts";
import { sleep } from "../../async/waiting.ts";
import { type Change, idsOf, isEmpty, otherValues, sameIds } from "../../schema/change.ts";
import { prove } from "../../schema/proof.ts";
import type { ContactRecord } from "../../schema/record.ts";
import { findCandidates } from "../duplicates/candidates.ts";
import type { SessionWrites } from "../session-writes.ts";

/** How long, in ms, to wait before each search: lists lag behind writes. */
const WAITS_MS = [0, 1000, 2000, 3000];

/** How far, in ms, the API's clock may be behind the time that its last answer showed, or behind ours if none has. */
const CLOCKS_DIFFER_MS = 10_000;

/** The same, while no answer of the API has shown its time. */
const UNKNOWN_CLOCK_MS = 300_000;

/** The time now, in ms: of this computer, and of the API where it is known. */
interface Clocks {
  readonly own: number;
  readonly api: number | undefined;
}

/** A time of this computer's clock on the API's, from which the times of creation come. */
export const onApiClock = (time: number, { own, api = own }: Clocks): number => time + api - own;

/** What distinguishes the contact of a create from similar ones. */
export interface Origins {
  /** When the create was first sent, in ms on the API's clock. */
  readonly since: number;
  /** Whether a contact is known to come from elsewhere. */
  isOther(id: string): boolean;
  /** Whether another open create of the same person exists, from which the contact might come. */
  readonly isContested: boolean;
}

/**
 * The contact that a create has made: it is newer than the first sending of the create, and has all values that were
 * sent and no others. Undefined if there is none, or more than one: if a colleague's contact were mistaken for ours, an
 * undo would delete it.
 */
export function madeBy(change: Change, among: readonly ContactRecord[], { since, isOther, isContested }: Origins): ContactRecord | undefined {
  const [found, ...more] = among.filter((contact) => mayBeFrom(contact, { since, isOther }) && holdsJust(change, contact));
  return isContested || more.length > 0 ? undefined : found;
}

/** Whether a contact existed before a create, although the API answers with it. @param since first sent, in ms */
export const wasThereBefore = ({ createdAt }: Pick<ContactRecord, "createdAt">, since: number, clocks: Clocks): boolean =>
  Date.parse(createdAt) < onApiClock(since, clocks) - (clocks.api === undefined ? UNKNOWN_CLOCK_MS : CLOCKS_DIFFER_MS);

/** Whether a create may have made a contact, however it has changed since. */
export const mayBeFrom = ({ id, createdAt }: ContactRecord, { since, isOther }: Pick<Origins, "since" | "isOther">): boolean =>
  Date.parse(createdAt) > since - CLOCKS_DIFFER_MS && !isOther(id);

const holdsJust = (change: Change, contact: ContactRecord): boolean =>
  prove(change, contact).stored === "all" &&
  isEmpty(otherValues(change, contact)) &&
  change.links.every(({ relationship, after }) => sameIds(idsOf(contact, relationship), after));

/** Looks for the contact of a create whose answer was lost. */
export async function findCreated(change: Change, origins: Origins, writes: SessionWrites, call: CallOptions): Promise<ContactRecord | undefined> {
  if (origins.isContested) return undefined;
  for (const wait of WAITS_MS) {
    if (wait > 0 && !call.deadline?.fits(wait)) return undefined;
    await sleep(wait, call.signal);
    const found = madeBy(change, (await findCandidates(change, writes, call)).contacts, origins);
    if (found) return found;
  }
  return undefined;
}

import type { CallOptions } from "../../api/index.ts";
import { sleep } from "../../async/waiting.ts";
import { type Change, idsOf, isEmpty, otherValues, sameIds } from "../../schema/change.ts";
import { prove } from "../../schema/proof.ts";
import type { ContactRecord } from "../../schema/record.ts";
import type { CandidateFinder } from "../duplicates/candidates.ts";

/** How long, in ms, to wait before each search: lists lag behind writes. */
const WAITS_MS = [0, 1000, 2000, 3000];

/**
 * How far, in ms, the API's clock may be behind ours. If it is further, the outcome stays unknown until the
 * create is sent again with its key.
 */
const CLOCKS_DIFFER_MS = 10_000;

/** The same, while no answer of the API has shown its time. */
const UNKNOWN_CLOCK_MS = 300_000;

/** What distinguishes the contact of a create from similar ones. */
export interface Origins {
  /** When the create was first sent, in ms. */
  readonly since: number;
  /** Whether a contact is known to come from elsewhere. */
  isOther(id: string): boolean;
  /**
   * Whether the outcome of another create of the same person is open, so that the contact might come from that create.
   */
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

/**
 * Whether a contact existed before a create was first sent, although the API answers the create with it.
 *
 * @param since when the create was first sent, in ms
 * @param clocks the time now: of this computer, and of the API where it is known
 */
export function wasThereBefore(
  { createdAt }: Pick<ContactRecord, "createdAt">,
  since: number,
  clocks: { readonly own: number; readonly api: number | undefined },
): boolean {
  const tolerance = clocks.api === undefined ? UNKNOWN_CLOCK_MS : CLOCKS_DIFFER_MS;
  const sentAt = (clocks.api ?? clocks.own) - (clocks.own - since);
  return Date.parse(createdAt) < sentAt - tolerance;
}

/** Whether a create may have made a contact, however it has changed since. */
export const mayBeFrom = ({ id, createdAt }: ContactRecord, { since, isOther }: Pick<Origins, "since" | "isOther">): boolean =>
  Date.parse(createdAt) > since - CLOCKS_DIFFER_MS && !isOther(id);

const holdsJust = (change: Change, contact: ContactRecord): boolean =>
  prove(change, contact).stored === "all" &&
  isEmpty(otherValues(change, contact)) &&
  change.links.every(({ relationship, after }) => sameIds(idsOf(contact, relationship), after));

/** Looks for the contact of a create whose answer was lost. */
export async function findCreated(
  change: Change,
  origins: Origins,
  candidates: CandidateFinder,
  call: CallOptions,
): Promise<ContactRecord | undefined> {
  if (origins.isContested) return undefined;
  for (const wait of WAITS_MS) {
    if (wait > 0 && !call.deadline?.fits(wait)) return undefined;
    await sleep(wait, call.signal);
    const found = madeBy(change, (await candidates.find(change, call)).contacts, origins);
    if (found) return found;
  }
  return undefined;
}

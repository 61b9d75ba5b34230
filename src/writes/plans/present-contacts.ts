import { ApiError, CallError, Deadline, isNotFound, type WireContact } from "../../api/index.ts";
import { mapConcurrently } from "../../async/pool.ts";
import { mapInSlices } from "../../async/time-slices.ts";
import { whileNeeded } from "../../async/waiting.ts";
import type { WorkspaceParts } from "../../find/workspace-parts.ts";
import type { ContactSchema } from "../../schema/contact-schema.ts";
import { type ContactRecord, decodeContact } from "../../schema/record.ts";
import type { WriteCall } from "../consent.ts";
import { WriteRefused } from "../refusal.ts";
import { planText } from "../sentences.ts";

/** Contacts under way at once: enough to use up the API's limit of reads, 25 a second. */
const AT_ONCE = 30;

/**
 * How long, in ms, contacts that the replica has are read one by one (less in a short call). The answer shows only the
 * first ones of a plan, and all are read again before they are written.
 */
const READING_MS = 10_000;
const READING_PART = 0.5;

/** Of more contacts than this, not all can be read in that time. */
export const FEW = 250;

/** How much of the call's time, in ms, is kept for making the plan (less in a short call). */
const PLANNING_MS = 2_500;
const PLANNING_PART = 0.2;

export interface Reading {
  /** Its replica has the contacts as they were seen last, and everything that is read here. */
  readonly workspace: Pick<WorkspaceParts, "api" | "replica">;
  readonly schema: ContactSchema;
  readonly call: WriteCall;
  /** How long, in ms, contacts that the replica has are read, if less than usual. */
  readonly mostMs?: number | undefined;
  readonly onProgress: (read: number) => void;
}

export interface PresentContact {
  readonly contact: ContactRecord;
  /** The same, as the API answered just now; absent if there was no time to read it. */
  readonly read: WireContact | undefined;
}

/**
 * Contacts as they are now, by ID. Contacts that are gone are left out. Those that could not be read in time
 * are as the replica has them, because each is compared again before it is written.
 *
 * @throws WriteRefused if some could not be read in time and are not in the replica: a repeated call continues
 *   with them; CallError if the API fails
 */
export async function presentContacts(ids: readonly string[], reading: Reading): Promise<Map<string, PresentContact>> {
  const known = (id: string) => reading.workspace.replica.get(id);
  const isKnown = new Map(await mapInSlices(ids, (id) => [id, known(id) !== undefined] as const));
  const found = new Map<string, PresentContact>();
  // Contacts that the index does not have come first, in case there is no time for all.
  const inOrder = ids.toSorted((one, other) => Number(isKnown.get(one)) - Number(isKnown.get(other)));
  const readingMs = beforePlanning(reading.call.deadline);
  const unread = await whileNeeded(reading.call.signal, (signal) => read(inOrder, found, { ...reading, readingMs, signal }), {
    ms: readingMs,
    reason: LATE,
  });
  if (unread > 0) throw new WriteRefused(planText.notAllRead(ids.length - unread, ids.length));
  return found;
}

/** The signal's reason when the time for reading is over. */
const LATE = new Error("The time for reading is over.");

interface TimedReading extends Reading {
  /** Aborted with {@link LATE} after `readingMs`. */
  readonly signal: AbortSignal;
  readonly readingMs: number;
}

/** Puts the contacts into `found`. Returns how many could not be read in time and are not in the replica. */
async function read(ids: readonly string[], found: Map<string, PresentContact>, reading: TimedReading): Promise<number> {
  const { workspace, schema, mostMs = READING_MS, onProgress, signal, readingMs } = reading;
  const { api, replica } = workspace;
  const call = { ...reading.call, signal };
  const refresh = Deadline.after(Math.min(mostMs, readingMs * READING_PART));
  let unread = 0;
  const take = (id: string, contact: ContactRecord, read?: WireContact) => {
    found.set(id, { contact, read });
    onProgress(found.size);
  };
  const one = async (id: string) => {
    try {
      const contact = await api.retrieve(id, call);
      take(id, decodeContact(contact, schema), contact);
    } catch (error) {
      const isLate = signal.reason === LATE;
      if (!isLate) signal.throwIfAborted();
      if (!(error instanceof CallError) || (error instanceof ApiError && [401, 403].includes(error.status))) throw error;
      if (isNotFound(error)) return;
      const before = replica.get(id);
      if (before) take(id, before);
      else if (isLate) unread += 1;
      else throw error;
    }
  };
  await mapConcurrently(ids, AT_ONCE, async (id) => {
    const before = refresh.remainingMs > 0 ? undefined : replica.get(id);
    if (before) take(id, before);
    else if (signal.reason === LATE) unread += 1;
    else await one(id);
  });
  return unread;
}

/** The time for reading, in ms. */
function beforePlanning({ remainingMs } = Deadline.after(60_000)): number {
  return remainingMs - Math.min(PLANNING_MS, remainingMs * PLANNING_PART);
}

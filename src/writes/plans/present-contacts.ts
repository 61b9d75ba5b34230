import { type Api, ApiError, CallError, Deadline, type WireContact } from "../../api/index.ts";
import { mapConcurrently } from "../../async/pool.ts";
import { mapInSlices } from "../../async/time-slices.ts";
import { whileNeeded } from "../../async/waiting.ts";
import type { ContactSchema } from "../../schema/contact-schema.ts";
import { type ContactRecord, decodeContact } from "../../schema/record.ts";
import type { WriteCall } from "../consent.ts";
import { WriteRefused } from "../refusal.ts";

/** Contacts under way at once: enough to use up the API's limit of reads, 25 a second. */
const AT_ONCE = 30;

/**
 * How long, in ms, contacts are read one by one although it is known from before what they hold, or a part of the time where that is little: the first
 * of a plan are what is shown of it, and all are read again before they are written.
 */
const READING_MS = 10_000;
const READING_PART = 0.5;

/** What is kept of the call's time, in ms, for making the plan, or a part of it where that is little. */
const PLANNING_MS = 2_500;
const PLANNING_PART = 0.2;

export interface Reading {
  readonly api: Pick<Api, "retrieve">;
  readonly schema: ContactSchema;
  /** A contact as it was seen last. What is read here is known by that from then on. */
  readonly known: (id: string) => ContactRecord | undefined;
  readonly call: WriteCall;
  /** Called with every contact that was read. */
  readonly onRead?: (contact: WireContact) => void;
  readonly onProgress: (read: number) => void;
}

/**
 * Contacts as they are now, by their IDs. Who is gone is not in it. Contacts that could not be read in time are as `known` has them, since a plan is held
 * against each contact once more before it is carried out.
 *
 * @throws WriteRefused where some could not be read in time and are not known: the same call again goes on with them; CallError where the API fails
 */
export async function presentContacts(ids: readonly string[], reading: Reading): Promise<Map<string, ContactRecord>> {
  const { known } = reading;
  const isKnown = new Map(await mapInSlices(ids, (id) => [id, known(id) !== undefined] as const));
  const found = new Map<string, ContactRecord>();
  // Where there is no time for all, it goes to those of whom nothing else can tell.
  const inOrder = ids.toSorted((one, other) => Number(isKnown.get(one)) - Number(isKnown.get(other)));
  const readingMs = beforePlanning(reading.call.deadline);
  const unread = await whileNeeded(reading.call.signal, (signal) => read(inOrder, found, { ...reading, readingMs, signal }), {
    ms: readingMs,
    reason: LATE,
  });
  if (unread > 0) throw new WriteRefused(notAllRead(ids.length - unread, ids.length));
  return found;
}

/** The signal's reason where the time for reading is over. */
const LATE = new Error("The time for reading is over.");

interface TimedReading extends Reading {
  /** Aborted with {@link LATE} after `readingMs`. */
  readonly signal: AbortSignal;
  readonly readingMs: number;
}

/** Puts into `found` what it reads or knows. Returns how many could be neither read in time nor known. */
async function read(ids: readonly string[], found: Map<string, ContactRecord>, reading: TimedReading): Promise<number> {
  const { api, schema, known, onRead, onProgress, signal, readingMs } = reading;
  const call = { ...reading.call, signal };
  const refresh = Deadline.after(Math.min(READING_MS, readingMs * READING_PART));
  let unread = 0;
  const take = (id: string, contact: ContactRecord) => {
    found.set(id, contact);
    onProgress(found.size);
  };
  const one = async (id: string) => {
    try {
      const contact = await api.retrieve(id, call);
      onRead?.(contact);
      take(id, decodeContact(contact, schema));
    } catch (error) {
      const isLate = signal.reason === LATE;
      if (!isLate) signal.throwIfAborted();
      if (!(error instanceof CallError) || (error instanceof ApiError && [401, 403].includes(error.status))) throw error;
      if (error instanceof ApiError && error.status === 404) return;
      const before = known(id);
      if (before) take(id, before);
      else if (isLate) unread += 1;
      else throw error;
    }
  };
  await mapConcurrently(ids, AT_ONCE, async (id) => {
    const before = refresh.remainingMs > 0 ? undefined : known(id);
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

const notAllRead = (readSoFar: number, total: number): string =>
  `Not planned yet: ${count(readSoFar)} of ${count(total)} contacts are read. The rate limit allows no more in one call. Repeat the call to continue.`;

const count = (contacts: number) => contacts.toLocaleString("en-US");

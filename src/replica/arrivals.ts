import type { WireContact } from "../api/index.ts";
import { TimeSlices } from "../async/time-slices.ts";

/** How long, in ms, arrivals wait for more calls: an agent that reads pages asks for the next one at once. */
const PAUSE_MS = 25;

/** With more arrivals than these (about 8 MB), they are taken without waiting for a pause. */
const MANY = 1000;

/** With more arrivals than these, they are taken before the caller gets its answer: memory must not grow without end. */
const MOST = 2000;

/** Short, because calls are answered in between. */
const SLICE_MS = 4;

interface Arrival {
  readonly contact: WireContact;
  /** The time, in ms, since which our own writes are newer. */
  readonly seenAt: number;
}

/**
 * Contacts of answers that are still to be taken into the local copy. Taking them costs more than answering, and the
 * answer does not need it, so it happens when the calls pause, or before somebody reads the local copy.
 */
export class Arrivals {
  readonly #take: (contact: WireContact, seenAt: number) => void;
  readonly #isLatest: (id: string, seenAt: number) => boolean;
  /** By ID. */
  readonly #waiting = new Map<string, Arrival>();
  #cameAt = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  #working: Promise<void> | undefined;

  /**
   * @param take takes a contact into the local copy, if it is current
   * @param isLatest whether a contact that was seen at a moment is current in any case
   */
  constructor(take: (contact: WireContact, seenAt: number) => void, isLatest: (id: string, seenAt: number) => boolean) {
    this.#take = take;
    this.#isLatest = isLatest;
  }

  /** Adds a contact. Of two answers in the order of their requests, only the second is taken, unless it may be older. */
  add(contact: WireContact, seenAt: number): void {
    const earlier = this.#waiting.get(contact.id);
    if (earlier && (earlier.seenAt > seenAt || !this.#isLatest(contact.id, seenAt))) this.settle(contact.id);
    this.#waiting.set(contact.id, { contact, seenAt });
    this.#cameAt = performance.now();
    if (this.#waiting.size > MOST) this.settleAll();
    else if (this.#waiting.size > MANY) void this.settled();
    else this.#settleLater();
  }

  /** Takes the seen state of a contact, and everything that arrived before it, so that contacts keep their order. */
  settle(id: string): void {
    if (!this.#waiting.has(id)) return;
    for (const first of this.#waiting.keys()) {
      this.#settleOne(first);
      if (first === id) return;
    }
  }

  /** Takes all at once. */
  settleAll(): void {
    for (const id of this.#waiting.keys()) this.#settleOne(id);
  }

  /** Takes all in time slices, with those that come meanwhile. */
  async settled(): Promise<void> {
    while (this.#waiting.size > 0) {
      this.#working ??= this.#work()
        // A contact that cannot be taken is not found; the others are.
        .catch(() => undefined)
        .finally(() => {
          this.#working = undefined;
        });
      await this.#working;
    }
  }

  /** Forgets what was seen of a contact. */
  drop(id: string): void {
    this.#waiting.delete(id);
  }

  clear(): void {
    this.#waiting.clear();
  }

  #settleOne(id: string): void {
    const arrival = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (arrival) this.#take(arrival.contact, arrival.seenAt);
  }

  async #work(): Promise<void> {
    const slices = new TimeSlices({ ms: SLICE_MS });
    await slices.next();
    for (const id of this.#waiting.keys()) {
      this.#settleOne(id);
      if (slices.isOver) await slices.next();
    }
  }

  #settleLater(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (performance.now() - this.#cameAt < PAUSE_MS) this.#settleLater();
      else void this.settled();
    }, PAUSE_MS).unref();
  }
}

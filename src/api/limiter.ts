import { type Deadline, OutOfTime } from "../async/deadline.ts";
import { withTimeLimit } from "../async/waiting.ts";
import { Priority } from "./priority.ts";
import type { RateShare } from "./rate-share.ts";

/** What the API allows at most per second and bucket, if it does not say less. */
export const MAX_PER_WINDOW = 25;

/** A little over the API's one second, for timers that fire early and for a server that counts both ends of it. */
export const WINDOW_MS = 1_020;

/** A pause told by the API is believed up to this, so that one absurd header does not end the session. */
const LONGEST_PAUSE_MS = 3_600_000;

/** So many requests of persons in a row go before one of a job that waits: a person waits for a few of them, a job for thousands. */
const MOST_IN_A_ROW = 4;

/** Room for one request. Exactly one of the two is to be called, once. */
export interface Slot {
  /** The request is over, whether with an answer or without. */
  done(): void;
  /** The request was never sent. */
  unused(): void;
}

/** What the `X-RateLimit-*` headers of one answer say. */
export interface RateLimitReading {
  readonly limit?: number | undefined;
  readonly window?: { readonly remaining: number /** Unix seconds. */; readonly reset: number; readonly resetInMs: number } | undefined;
}

interface Waiter {
  readonly deadline: Deadline;
  readonly priority: Priority;
  resolve(slot: Slot): void;
  reject(reason: Error): void;
}

/**
 * Keeps one bucket of the API under its limit. Who comes without a `RateShare` goes before those with one, and of those the one with the largest part; among
 * equals it is first come, first served. Persons leave jobs a fifth of the slots, so that no job waits forever.
 *
 * A slot is taken when a request is sent and is free again one window after its *answer*: the request reached the server some time before
 * that, and the next user of the slot reaches it some time after, so no second at the server ever sees more than the capacity, however the
 * network delays things.
 */
export class RateLimiter {
  readonly #name: string;
  #capacity = MAX_PER_WINDOW;
  #inFlight = 0;
  /** When each slot of a finished request is free again; ascending, as windows are equally long. */
  #cooling: number[] = [];
  #pausedUntil = Number.NEGATIVE_INFINITY;
  /** What may still be sent before `until`, by the API's own count, which includes the organization's other integrations. */
  #allowance: { left: number; until: number; readonly reset: number } | undefined;
  #queue: Waiter[] = [];
  /** Those with a share. They have a turn when the queue is empty, or had many, and their share has room. */
  #yielding: Waiter[] = [];
  /** Slots that the queue was given in a row while somebody else waited. */
  #inARow = 0;
  /** As `#inFlight` and `#cooling`, which count these too. */
  readonly #shared = new WeakMap<RateShare, { inFlight: number; cooling: number[] }>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `name` is how the rejection of a wait calls the limit: "the rate limit of the Read bucket". */
  constructor(name: string) {
    this.#name = name;
  }

  /**
   * Waits for a slot. Rejects with the signal's reason when that is aborted, and with `OutOfTime` as soon as it can be told that the wait is
   * longer than the deadline allows; with a share, that can be told late.
   */
  async take(deadline: Deadline, signal?: AbortSignal, priority = new Priority()): Promise<Slot> {
    let waiter: Waiter | undefined;
    const stopListening = priority.onRaise(() => this.#raise(waiter));
    try {
      return await withTimeLimit({ ms: deadline.remainingMs, reason: new OutOfTime(this.#name) }, signal, (ended) => {
        return new Promise((resolve, reject) => {
          if (ended.aborted) {
            reject(ended.reason);
            return;
          }
          const own: Waiter = { deadline, priority, resolve, reject };
          waiter = own;
          ended.addEventListener("abort", () => {
            this.#leave(own);
            reject(ended.reason);
            this.#pump();
          });
          this.#queueUp(own);
        });
      });
    } finally {
      stopListening();
    }
  }

  /** Takes note of an answer's headers. To be called after the `done` of that answer's slot. */
  observe({ limit, window }: RateLimitReading): void {
    if (limit !== undefined) {
      this.#capacity = Math.min(Math.max(1, limit), MAX_PER_WINDOW);
    }
    if (window !== undefined) {
      // Those in flight may or may not be counted in `remaining` yet.
      const left = Math.max(0, window.remaining - this.#inFlight);
      const until = performance.now() + window.resetInMs;
      const known = this.#allowance;
      if (known === undefined || known.until <= performance.now() || window.reset > known.reset) {
        this.#allowance = { left, until, reset: window.reset };
      } else if (window.reset === known.reset) {
        // Answers may overtake each other: the lowest count is the latest, and every estimate of the reset errs upward.
        this.#allowance = { left: Math.min(left, known.left), until: Math.min(until, known.until), reset: window.reset };
      }
    }
    this.#pump();
  }

  /** Sends nothing for `ms`. Waiters who cannot wait that long are told at once. */
  pause(ms: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, performance.now() + Math.min(ms, LONGEST_PAUSE_MS));
    this.#pump();
  }

  /** Gives slots to those whose turn it is, turns away those who would wait too long, and wakes up for the next. */
  #pump(): void {
    const now = performance.now();
    this.#cooling = this.#cooling.filter((freeAt) => freeAt > now);
    if (this.#allowance !== undefined && this.#allowance.until <= now) {
      this.#allowance = undefined;
    }
    let turnOf = this.#turns(now);
    for (let next = this.#next(now); next !== undefined && turnOf(0) <= now; next = this.#next(now)) {
      this.#leave(next);
      const { share } = next.priority;
      this.#inARow = share === undefined && this.#yielding.length > 0 ? this.#inARow + 1 : 0;
      next.resolve(this.#open(share));
      turnOf = this.#turns(now);
    }
    const staying: Waiter[] = [];
    for (const waiter of this.#queue) {
      if (turnOf(staying.length) >= waiter.deadline.at) {
        waiter.reject(new OutOfTime(this.#whyWaiting(now)));
      } else {
        staying.push(waiter);
      }
    }
    this.#queue = staying;
    this.#yielding = this.#yielding.filter(({ deadline, reject }) => {
      const mayHaveTurn = turnOf(0) < deadline.at;
      if (!mayHaveTurn) reject(new OutOfTime(this.#whyWaiting(now)));
      return mayHaveTurn;
    });
    clearTimeout(this.#timer);
    const wanted = staying.length > 0 ? now : Math.min(...this.#yielding.map(({ priority }) => this.#shareFreeAt(priority.share, now)));
    const wakeAt = Math.max(wanted, turnOf(0));
    if (Number.isFinite(wakeAt)) {
      this.#timer = setTimeout(() => this.#pump(), Math.ceil(wakeAt - now));
    }
  }

  #queueUp(waiter: Waiter): void {
    const { share } = waiter.priority;
    this.#know(share);
    (share === undefined ? this.#queue : this.#yielding).push(waiter);
    this.#pump();
  }

  #leave(waiter: Waiter): void {
    this.#queue = this.#queue.filter((other) => other !== waiter);
    this.#yielding = this.#yielding.filter((other) => other !== waiter);
  }

  /** Queues up anew one that waits, where others go before it no longer. */
  #raise(waiter: Waiter | undefined): void {
    if (waiter === undefined || !this.#yielding.includes(waiter)) return;
    this.#leave(waiter);
    this.#queueUp(waiter);
  }

  /** Who gets the next slot. */
  #next(now: number): Waiter | undefined {
    const [person] = this.#queue;
    if (person !== undefined && this.#inARow < MOST_IN_A_ROW) return person;
    const ready = this.#yielding.filter(({ priority }) => this.#shareFreeAt(priority.share, now) <= now);
    const [job = person] = ready.toSorted((one, other) => partOf(other) - partOf(one));
    return job;
  }

  #know(share: RateShare | undefined): void {
    if (share !== undefined && !this.#shared.has(share)) {
      this.#shared.set(share, { inFlight: 0, cooling: [] });
      share.onChange(() => this.#pump());
    }
  }

  /** When the share has room for another request; infinite where an answer must come first. */
  #shareFreeAt(share: RateShare | undefined, now: number): number {
    const used = share && this.#shared.get(share);
    if (share === undefined || used === undefined) {
      return now;
    }
    used.cooling = used.cooling.filter((freeAt) => freeAt > now);
    const most = Math.max(1, Math.floor(this.#capacity * share.part));
    const excess = used.inFlight + used.cooling.length - most;
    return excess < 0 ? now : (used.cooling[excess] ?? Number.POSITIVE_INFINITY);
  }

  #open(share?: RateShare): Slot {
    const shared = share && this.#shared.get(share);
    this.#inFlight += 1;
    if (shared) shared.inFlight += 1;
    if (this.#allowance !== undefined) {
      this.#allowance.left -= 1;
    }
    let open = true;
    const close = (cooling: boolean): void => {
      if (!open) {
        return;
      }
      open = false;
      this.#inFlight -= 1;
      if (shared) shared.inFlight -= 1;
      if (cooling) {
        const freeAt = performance.now() + WINDOW_MS;
        this.#cooling.push(freeAt);
        shared?.cooling.push(freeAt);
      } else if (this.#allowance !== undefined) {
        this.#allowance.left += 1;
      }
      this.#pump();
    };
    return { done: () => close(true), unused: () => close(false) };
  }

  /** Says when the waiter at an index of the queue could have its turn at the earliest, were every answer to come at once. */
  #turns(now: number): (index: number) => number {
    const taken = [...this.#cooling, ...Array<number>(this.#inFlight).fill(now + WINDOW_MS)];
    // Where the capacity was lowered, the first to come free are not given out again.
    const inUse = taken.slice(Math.max(0, taken.length - this.#capacity));
    const slots = [...Array<number>(this.#capacity - inUse.length).fill(now), ...inUse];
    return (index) => {
      const byCapacity = (slots[index % slots.length] ?? now) + Math.floor(index / slots.length) * WINDOW_MS;
      const byAllowance = this.#allowance !== undefined && index >= this.#allowance.left ? this.#allowance.until : now;
      return Math.max(byCapacity, byAllowance, this.#pausedUntil);
    };
  }

  #whyWaiting(now: number): string {
    return this.#pausedUntil > now ? `${this.#name}, which the API paused for another ${Math.ceil((this.#pausedUntil - now) / 1000)} s` : this.#name;
  }
}

const partOf = ({ priority }: Waiter): number => priority.share?.part ?? 1;

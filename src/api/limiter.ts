import { type Deadline, OutOfTime } from "../async/deadline.ts";
import { withTimeLimit } from "../async/waiting.ts";
import { Priority } from "./priority.ts";
import type { RateShare } from "./rate-share.ts";

/** The most requests per second and bucket that the API allows, unless it says less. */
export const MAX_PER_WINDOW = 25;

/**
 * A little more than the API's one second, for timers that fire early and a server that counts both ends of the
 * second.
 */
export const WINDOW_MS = 1_020;

/** The longest pause that is believed, so that one absurd header does not end the session. */
const LONGEST_PAUSE_MS = 3_600_000;

/**
 * The most requests of persons in a row while a job's request waits: a person waits for a few requests, a job for
 * thousands.
 */
const MOST_IN_A_ROW = 4;

/** Room for one request. Call exactly one of the two, once. */
export interface Slot {
  /** The request is over, with or without an answer. */
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
 * Keeps one bucket of the API under its limit. Requests without a {@link RateShare} go first, then those with the
 * largest part; among equals it is first come, first served. Jobs keep a fifth of the slots, so that none waits
 * forever.
 *
 * A slot is taken when a request is sent, and is free again one window after its *answer*. The request reached the
 * server some time before that, and the next user of the slot reaches it some time later, so no second at the server
 * ever sees more requests than the capacity, however the network delays them.
 */
export class RateLimiter {
  readonly #name: string;
  #capacity = MAX_PER_WINDOW;
  #inFlight = 0;
  /** When each slot of a finished request is free again. Ascending, since all windows are equally long. */
  #cooling: number[] = [];
  #pausedUntil = Number.NEGATIVE_INFINITY;
  /**
   * The requests that may still be sent before `until`, by the API's own count, which includes the organization's
   * other integrations.
   */
  #allowance: { left: number; until: number; readonly reset: number } | undefined;
  #queue: Waiter[] = [];
  /**
   * Waiters with a rate share. They have a turn when the queue is empty, or has had many turns, and their share has
   * room.
   */
  #yielding: Waiter[] = [];
  /** Slots given to the queue in a row while a job waited. */
  #inARow = 0;
  /** Like `#inFlight` and `#cooling`, which include these. */
  readonly #shared = new WeakMap<RateShare, { inFlight: number; cooling: number[] }>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param name of the limit in the error of a wait: "the rate limit of the Read bucket" */
  constructor(name: string) {
    this.#name = name;
  }

  /**
   * Waits for a slot. Rejects with the signal's reason when that is aborted, and with `OutOfTime` as soon as the wait
   * is known to be longer than the deadline allows. With a rate share, that may be known late.
   */
  async take(deadline: Deadline, signal?: AbortSignal, priority = new Priority()): Promise<Slot> {
    signal?.throwIfAborted();
    const slot = this.#atOnce(priority);
    if (slot) return slot;
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

  /** A slot for which nobody has to wait, as most of the time. */
  #atOnce({ share }: Priority): Slot | undefined {
    const now = performance.now();
    this.#tidy(now);
    const isFree = this.#inFlight + this.#cooling.length < this.#capacity && this.#pausedUntil <= now && (this.#allowance?.left ?? 1) > 0;
    if (!isFree || this.#isAwaited || this.#shareFreeAt(share, now) > now) return undefined;
    this.#know(share);
    this.#inARow = 0;
    return this.#open(share);
  }

  get #isAwaited(): boolean {
    return this.#queue.length + this.#yielding.length > 0;
  }

  /** Forgets what no longer counts. */
  #tidy(now: number): void {
    if ((this.#cooling[0] ?? now + 1) <= now) this.#cooling = this.#cooling.filter((freeAt) => freeAt > now);
    if (this.#allowance !== undefined && this.#allowance.until <= now) this.#allowance = undefined;
  }

  /** Reads an answer's headers. Call it after `done` of the answer's slot. */
  observe({ limit, window }: RateLimitReading): void {
    if (limit !== undefined) {
      this.#capacity = Math.min(Math.max(1, limit), MAX_PER_WINDOW);
    }
    if (window !== undefined) {
      // `remaining` may or may not count the requests in flight yet.
      const left = Math.max(0, window.remaining - this.#inFlight);
      const until = performance.now() + window.resetInMs;
      const known = this.#allowance;
      if (known === undefined || known.until <= performance.now() || window.reset > known.reset) {
        this.#allowance = { left, until, reset: window.reset };
      } else if (window.reset === known.reset) {
        // Answers may overtake each other: the lowest count is the latest, and every estimate of the reset errs
        // upward.
        this.#allowance = { left: Math.min(left, known.left), until: Math.min(until, known.until), reset: window.reset };
      }
    }
    this.#pump();
  }

  /** Sends nothing for `ms`. Waiters who cannot wait that long are rejected at once. */
  pause(ms: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, performance.now() + Math.min(ms, LONGEST_PAUSE_MS));
    this.#pump();
  }

  /** Gives slots to those whose turn it is, rejects those who would wait too long, and sets the timer for the next. */
  #pump(): void {
    const now = performance.now();
    this.#tidy(now);
    if (!this.#isAwaited) {
      clearTimeout(this.#timer);
      return;
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

  /** Queues a waiter again when its priority has risen. */
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

  /** When the share has room for another request; infinite if an answer must come first. */
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

  /**
   * Returns when the waiter at an index of the queue could have its turn at the earliest, if every answer came at
   * once.
   */
  #turns(now: number): (index: number) => number {
    const taken = [...this.#cooling, ...Array<number>(this.#inFlight).fill(now + WINDOW_MS)];
    // After the capacity was lowered, the first slots to become free are not given out again.
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

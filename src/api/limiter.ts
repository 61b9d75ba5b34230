import { type Deadline, OutOfTime } from "../async/deadline.ts";
import { withTimeLimit } from "../async/waiting.ts";
import { Priority } from "./priority.ts";
import { type RateLimitReading, RateWindow, type Slot } from "./rate-window.ts";

/** The most requests of persons in a row while a job waits: a person waits for a few requests, a job for thousands. */
const MOST_IN_A_ROW = 4;

interface Waiter {
  readonly deadline: Deadline;
  readonly priority: Priority;
  resolve(slot: Slot): void;
  reject(reason: Error): void;
}

/**
 * Keeps one bucket of the API under its limit. It decides whose request gets the next slot of a {@link RateWindow}.
 * Requests without a rate share go first, then those with the largest part; among equals it is first come, first
 * served. Jobs keep a fifth of the slots, so that none waits forever.
 */
export class RateLimiter {
  readonly #name: string;
  readonly #window = new RateWindow(() => this.#pump());
  #queue: Waiter[] = [];
  /** Waiters with a rate share. It is their turn when the queue is empty, or had many turns, and their share has room. */
  #yielding: Waiter[] = [];
  /** Slots given to the queue in a row while a job waited. */
  #inARow = 0;
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
    this.#window.tidy(now);
    if (this.#isAwaited || !this.#window.hasRoom(share, now)) return undefined;
    this.#window.know(share);
    this.#inARow = 0;
    return this.#window.open(share);
  }

  get #isAwaited(): boolean {
    return this.#queue.length + this.#yielding.length > 0;
  }

  /** Reads an answer's headers. Call it after `done` of the answer's slot. */
  observe(reading: RateLimitReading): void {
    this.#window.observe(reading);
    this.#pump();
  }

  /** Sends nothing for `ms`. Waiters who cannot wait that long are rejected at once. */
  pause(ms: number): void {
    this.#window.pause(ms);
    this.#pump();
  }

  /** Gives slots to those whose turn it is, rejects those who would wait too long, and sets the timer for the next. */
  #pump(): void {
    const now = performance.now();
    this.#window.tidy(now);
    if (!this.#isAwaited) {
      clearTimeout(this.#timer);
      return;
    }
    let turnOf = this.#window.turns(now);
    for (let next = this.#next(now); next !== undefined && turnOf(0) <= now; next = this.#next(now)) {
      this.#leave(next);
      const { share } = next.priority;
      this.#inARow = share === undefined && this.#yielding.length > 0 ? this.#inARow + 1 : 0;
      next.resolve(this.#window.open(share));
      turnOf = this.#window.turns(now);
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
    const wanted = staying.length > 0 ? now : Math.min(...this.#yielding.map(({ priority }) => this.#window.shareFreeAt(priority.share, now)));
    const wakeAt = Math.max(wanted, turnOf(0));
    if (Number.isFinite(wakeAt)) this.#timer = setTimeout(() => this.#pump(), Math.ceil(wakeAt - now));
  }

  #queueUp(waiter: Waiter): void {
    const { share } = waiter.priority;
    this.#window.know(share);
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
    const ready = this.#yielding.filter(({ priority }) => this.#window.shareFreeAt(priority.share, now) <= now);
    const [job = person] = ready.toSorted((one, other) => partOf(other) - partOf(one));
    return job;
  }

  #whyWaiting(now: number): string {
    const pause = this.#window.pauseLeft(now);
    return pause > 0 ? `${this.#name}, because the API asks for a pause of another ${Math.ceil(pause / 1000)} s` : this.#name;
  }
}

const partOf = ({ priority }: Waiter): number => priority.share?.part ?? 1;

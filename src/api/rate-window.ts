import type { RateShare } from "./rate-share.ts";

/** The most requests per second and bucket that the API allows, unless it says less. */
export const MAX_PER_WINDOW = 25;

/** A little more than the API's second, for timers that fire early and a server that counts both ends of it. */
export const WINDOW_MS = 1_020;

/** The longest pause that is believed, so that one absurd header does not end the session. */
const LONGEST_PAUSE_MS = 3_600_000;

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

/**
 * The slots of one bucket: how many requests may be sent now, and when the next one may.
 *
 * A slot is taken when a request is sent, and is free again one window after its *answer*. The request reached the
 * server some time before that, and the next user of the slot reaches it some time later, so no second at the server
 * ever sees more requests than the capacity, however the network delays them.
 */
export class RateWindow {
  #capacity = MAX_PER_WINDOW;
  #inFlight = 0;
  /** When each slot of a finished request is free again. Ascending, because all windows are equally long. */
  readonly #cooling: number[] = [];
  #pausedUntil = Number.NEGATIVE_INFINITY;
  /** The requests that may still be sent before `until`, by the API's count, which includes other integrations. */
  #allowance: { left: number; until: number; readonly reset: number } | undefined;
  /** Like `#inFlight` and `#cooling`, which include these. */
  readonly #shared = new WeakMap<RateShare, { inFlight: number; cooling: number[] }>();
  readonly #onChange: () => void;

  /** @param onChange is called when a slot was given back, or when a share has changed */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** Forgets what no longer counts. Call it before any question about `now`. */
  tidy(now: number): void {
    while ((this.#cooling[0] ?? Number.POSITIVE_INFINITY) <= now) this.#cooling.shift();
    if (this.#allowance !== undefined && this.#allowance.until <= now) this.#allowance = undefined;
  }

  /** Whether a request of this share may be sent at once. */
  hasRoom(share: RateShare | undefined, now: number): boolean {
    const isFree = this.#inFlight + this.#cooling.length < this.#capacity && this.#pausedUntil <= now && (this.#allowance?.left ?? 1) > 0;
    return isFree && this.shareFreeAt(share, now) <= now;
  }

  /** Reads an answer's headers. Call it after `done` of the answer's slot. */
  observe({ limit, window }: RateLimitReading): void {
    if (limit !== undefined) this.#capacity = Math.min(Math.max(1, limit), MAX_PER_WINDOW);
    if (window === undefined) return;
    // `remaining` may or may not count the requests in flight yet.
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

  /** No slot is free for `ms`. */
  pause(ms: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, performance.now() + Math.min(ms, LONGEST_PAUSE_MS));
  }

  /** How long the API's pause still lasts, in ms; 0 or less without one. */
  pauseLeft(now: number): number {
    return this.#pausedUntil - now;
  }

  /** Counts a share from now on. */
  know(share: RateShare | undefined): void {
    if (share !== undefined && !this.#shared.has(share)) {
      this.#shared.set(share, { inFlight: 0, cooling: [] });
      share.onChange(this.#onChange);
    }
  }

  /** When the share has room for another request; infinite if an answer must come first. */
  shareFreeAt(share: RateShare | undefined, now: number): number {
    const used = share && this.#shared.get(share);
    if (share === undefined || used === undefined) return now;
    used.cooling = used.cooling.filter((freeAt) => freeAt > now);
    const most = Math.max(1, Math.floor(this.#capacity * share.part));
    const excess = used.inFlight + used.cooling.length - most;
    return excess < 0 ? now : (used.cooling[excess] ?? Number.POSITIVE_INFINITY);
  }

  /** Takes a slot. */
  open(share?: RateShare): Slot {
    const shared = share && this.#shared.get(share);
    this.#inFlight += 1;
    if (shared) shared.inFlight += 1;
    if (this.#allowance !== undefined) this.#allowance.left -= 1;
    let open = true;
    const close = (cooling: boolean): void => {
      if (!open) return;
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
      this.#onChange();
    };
    return { done: () => close(true), unused: () => close(false) };
  }

  /** Returns when the waiter at an index of the queue could have its turn at the earliest, if answers came at once. */
  turns(now: number): (index: number) => number {
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
}

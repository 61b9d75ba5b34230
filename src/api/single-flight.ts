import { type Deadline, OutOfTime } from "../async/deadline.ts";
import { orAborted, withTimeLimit } from "../async/waiting.ts";
import { DeadlineError } from "./errors/deadline-error.ts";
import { Priority } from "./priority.ts";
import type { RateShare } from "./rate-share.ts";

/** One who waits for a flight. */
export interface Rider {
  readonly deadline: Deadline;
  readonly signal?: AbortSignal | undefined;
  readonly share?: RateShare | undefined;
}

interface Flight<T> {
  readonly result: Promise<T>;
  readonly controller: AbortController;
  /** That of the rider who can wait least. */
  readonly priority: Priority;
  /** Of the caller who began it; `start` keeps it. */
  readonly deadline: Deadline;
  /** Who still waits for the result; the last one to leave ends the flight. */
  callers: number;
  hasEnded: boolean;
}

/** Lets equal reads that are under way at the same time share one request. */
export class SingleFlight<T> {
  readonly #flights = new Map<string, Flight<T>>();

  /**
   * Joins the flight of that key, or starts it. Each rider has its own signal and deadline: leaving early disturbs nobody else, and the
   * request itself ends only when the last rider has left. A more urgent rider raises the request's priority. Rejects with the signal's
   * reason, with `OutOfTime`, or as `start` does, which has to keep the deadline of the rider who begins.
   */
  async join(key: string, rider: Rider, start: (signal: AbortSignal, priority: Priority) => Promise<T>): Promise<T> {
    const { deadline, signal, share } = rider;
    for (;;) {
      const known = this.#flights.get(key);
      known?.priority.raise(share);
      const flight = known ?? this.#begin(key, rider, start);
      try {
        return await this.#ride(key, flight, deadline, signal);
      } catch (error) {
        // The deadline was that of the caller who began it; ours may be later.
        if (known === undefined || !(error instanceof DeadlineError) || deadline.remainingMs === 0) {
          throw error;
        }
      }
    }
  }

  /** Lets nobody join what is under way now under a key that begins so: a write has changed what it may have read. */
  close(beginning: string): void {
    for (const key of [...this.#flights.keys()]) if (key.startsWith(beginning)) this.#flights.delete(key);
  }

  #begin(key: string, { deadline, share }: Rider, start: (signal: AbortSignal, priority: Priority) => Promise<T>): Flight<T> {
    const controller = new AbortController();
    const priority = new Priority(share);
    const result = start(controller.signal, priority).finally(() => {
      flight.hasEnded = true;
      this.#remove(key, flight);
    });
    const flight: Flight<T> = { controller, priority, deadline, callers: 0, hasEnded: false, result };
    this.#flights.set(key, flight);
    return flight;
  }

  async #ride(key: string, flight: Flight<T>, deadline: Deadline, signal: AbortSignal | undefined): Promise<T> {
    flight.callers += 1;
    try {
      if (deadline.at >= flight.deadline.at) {
        // The flight ends by itself before, and knows better why.
        return await orAborted(flight.result, signal);
      }
      const limit = { ms: deadline.remainingMs, reason: new OutOfTime("an answer of the API") };
      return await withTimeLimit(limit, signal, (ended) => orAborted(flight.result, ended));
    } finally {
      flight.callers -= 1;
      if (flight.callers === 0) {
        this.#remove(key, flight);
        // Aborting makes an error with a stack: not for nothing on every call.
        if (!flight.hasEnded) flight.controller.abort();
      }
    }
  }

  #remove(key: string, flight: Flight<T>): void {
    if (this.#flights.get(key) === flight) {
      this.#flights.delete(key);
    }
  }
}

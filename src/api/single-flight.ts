import { type Deadline, OutOfTime } from "./deadline.ts";
import { DeadlineError } from "./errors/deadline-error.ts";
import { orAborted, withTimeLimit } from "./waiting.ts";

interface Flight<T> {
  readonly result: Promise<T>;
  readonly controller: AbortController;
  /** Of the caller who began it; `start` keeps it. */
  readonly deadline: Deadline;
  /** Who still waits for the result; the last one to leave ends the flight. */
  callers: number;
}

/** Lets equal reads that are under way at the same time share one request. */
export class SingleFlight<T> {
  readonly #flights = new Map<string, Flight<T>>();

  /**
   * Joins the flight of that key, or starts it. Each caller has its own signal and deadline: leaving early disturbs nobody else, and the
   * request itself ends only when the last caller has left. Rejects with the signal's reason, with `OutOfTime`, or as `start` does, which has
   * to keep the deadline of the caller who begins.
   */
  async join(key: string, deadline: Deadline, signal: AbortSignal | undefined, start: (signal: AbortSignal) => Promise<T>): Promise<T> {
    for (;;) {
      const known = this.#flights.get(key);
      const flight = known ?? this.#begin(key, deadline, start);
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

  /** Lets nobody join what is under way now: a write has changed what it may have read. */
  close(): void {
    this.#flights.clear();
  }

  #begin(key: string, deadline: Deadline, start: (signal: AbortSignal) => Promise<T>): Flight<T> {
    const controller = new AbortController();
    const result = start(controller.signal).finally(() => this.#remove(key, flight));
    const flight: Flight<T> = { controller, deadline, callers: 0, result };
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
      const outOfTime = new OutOfTime("an answer of the API");
      return await withTimeLimit(deadline.remainingMs, outOfTime, signal, (ended) => orAborted(flight.result, ended));
    } finally {
      flight.callers -= 1;
      if (flight.callers === 0) {
        this.#remove(key, flight);
        flight.controller.abort();
      }
    }
  }

  #remove(key: string, flight: Flight<T>): void {
    if (this.#flights.get(key) === flight) {
      this.#flights.delete(key);
    }
  }
}

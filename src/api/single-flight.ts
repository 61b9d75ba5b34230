import { type Deadline, OutOfTime } from "../async/deadline.ts";
import { orAborted, withTimeLimit } from "../async/waiting.ts";
import { DeadlineError } from "./errors/deadline-error.ts";
import { Priority } from "./priority.ts";
import type { RateShare } from "./rate-share.ts";

/** A caller that waits for a flight. */
interface Rider {
  readonly deadline: Deadline;
  readonly signal?: AbortSignal | undefined;
  readonly share?: RateShare | undefined;
}

interface Flight<T> {
  readonly result: Promise<T>;
  readonly controller: AbortController;
  /** The priority of the most urgent rider. */
  readonly priority: Priority;
  /** The deadline of the caller who began it; `start` keeps it. */
  readonly deadline: Deadline;
  /** The number of callers that still wait for the result. When the last one leaves, the flight ends. */
  callers: number;
  hasEnded: boolean;
}

/** Lets equal reads at the same time share one request (a flight). */
export class SingleFlight<T> {
  readonly #flights = new Map<string, Flight<T>>();

  /**
   * Joins the flight of a key, or starts it. Each rider has its own signal and deadline: leaving early disturbs
   * nobody else, and the request ends only when the last rider has left. A more urgent rider raises the request's
   * priority.
   *
   * @param start has to keep the deadline of the rider who begins
   * @throws the signal's reason, `OutOfTime`, or what `start` throws
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
        if (known === undefined || !(error instanceof DeadlineError) || deadline.remainingMs === 0) throw error;
      }
    }
  }

  /** Lets nobody join the flights whose keys begin like this: a write may have changed what they have read. */
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
        // The flight ends earlier, and its error says more.
        return await orAborted(flight.result, signal);
      }
      const limit = { ms: deadline.remainingMs, reason: new OutOfTime("an answer from the API") };
      return await withTimeLimit(limit, signal, (ended) => orAborted(flight.result, ended));
    } finally {
      flight.callers -= 1;
      if (flight.callers === 0) {
        this.#remove(key, flight);
        // Aborting creates an error with a stack, so it is not done on every call.
        if (!flight.hasEnded) flight.controller.abort();
      }
    }
  }

  #remove(key: string, flight: Flight<T>): void {
    if (this.#flights.get(key) === flight) this.#flights.delete(key);
  }
}

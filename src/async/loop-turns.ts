import { setImmediate as nextImmediate } from "node:timers/promises";

/**
 * A queue of work for the event loop: of all that is ready at the same moment, one piece runs in each turn of the
 * loop, so that other work can run in between. Background work runs when nothing else is queued.
 *
 * @example
 * const turns = new LoopTurns();
 * const order = [];
 * const background = turns.next({ isBackground: true }).then(() => order.push("background"));
 * await Promise.all([background, turns.next().then(() => order.push("urgent"))]);
 * order; // => ["urgent", "background"]
 */
export class LoopTurns {
  readonly #schedule: (turn: () => void) => unknown;
  readonly #urgent: (() => void)[] = [];
  readonly #background: (() => void)[] = [];

  /** @param schedule calls back in the next turn of the event loop */
  constructor(schedule: (turn: () => void) => unknown = (turn) => setImmediate(turn)) {
    this.#schedule = schedule;
  }

  /** Resolves when it is the caller's turn. */
  next({ isBackground = false } = {}): Promise<void> {
    return new Promise((resolve) => {
      if (this.#waiting === 0) this.#schedule(this.#turn);
      (isBackground ? this.#background : this.#urgent).push(resolve);
    });
  }

  get #waiting(): number {
    return this.#urgent.length + this.#background.length;
  }

  readonly #turn = (): void => {
    const goOn = this.#urgent.shift() ?? this.#background.shift();
    if (this.#waiting > 0) this.#schedule(this.#turn);
    goOn?.();
  };
}

/** The clock of a test must not stop it. */
const shared = new LoopTurns((turn) => nextImmediate().then(turn));

/** Resolves in a later turn of the event loop, in which no other waiter runs: slices of many jobs would be one block. */
export const nextTurn = (): Promise<void> => shared.next();

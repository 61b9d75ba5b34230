/**
 * Lets many who are ready at the same moment go on one after the other, each in a turn of the event loop of its own, so that whatever else is to be
 * done comes in between. Background work goes on when nobody else waits.
 */
export class LoopTurns {
  readonly #urgent: (() => void)[] = [];
  readonly #background: (() => void)[] = [];

  /** Resolves when it is the caller's turn. */
  next({ isBackground = false } = {}): Promise<void> {
    return new Promise((resolve) => {
      if (this.#waiting === 0) setImmediate(this.#turn);
      (isBackground ? this.#background : this.#urgent).push(resolve);
    });
  }

  get #waiting(): number {
    return this.#urgent.length + this.#background.length;
  }

  readonly #turn = (): void => {
    const goOn = this.#urgent.shift() ?? this.#background.shift();
    if (this.#waiting > 0) setImmediate(this.#turn);
    goOn?.();
  };
}

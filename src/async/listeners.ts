/**
 * The listeners to one kind of event.
 *
 * @example
 * const renamed = new Listeners();
 * const names = [];
 * const stop = renamed.add((name) => names.push(name));
 * renamed.tell("Ada");
 * stop();
 * renamed.tell("Grace");
 * names; // => ["Ada"]
 */
export class Listeners<Event = void> {
  readonly #all = new Set<(event: Event) => void>();

  /** Calls the listener with every later event. Returns how to end that. */
  add(listener: (event: Event) => void): () => void {
    this.#all.add(listener);
    return () => {
      this.#all.delete(listener);
    };
  }

  /** Calls all listeners, in the order in which they were added. */
  tell(event: Event): void {
    for (const listener of this.#all) listener(event);
  }
}

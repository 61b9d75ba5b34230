/** Keeps the best of many without sorting all: a heap with the worst of the kept on top. */
export class Best<T> {
  readonly #kept: T[] = [];
  readonly #most: number;
  readonly #compare: (a: T, b: T) => number;

  /** @param compare negative where the first is better */
  constructor(most: number, compare: (a: T, b: T) => number) {
    this.#most = most;
    this.#compare = compare;
  }

  add(item: T): void {
    const worst = this.#kept[0];
    if (this.#kept.length < this.#most) {
      this.#kept.push(item);
      this.#rise(this.#kept.length - 1);
    } else if (worst !== undefined && this.#compare(item, worst) < 0) {
      this.#kept[0] = item;
      this.#sink();
    }
  }

  /** The item that the next better one displaces; `undefined` while there is room. */
  get worst(): T | undefined {
    return this.#kept.length < this.#most ? undefined : this.#kept[0];
  }

  /** The kept ones, best first. */
  sorted(): T[] {
    return this.#kept.toSorted(this.#compare);
  }

  #swapIfWorse(child: number, parent: number): boolean {
    const [a, b] = [this.#kept[child], this.#kept[parent]];
    if (a === undefined || b === undefined || this.#compare(a, b) <= 0) return false;
    this.#kept[child] = b;
    this.#kept[parent] = a;
    return true;
  }

  #rise(from: number): void {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!this.#swapIfWorse(at, parent)) return;
      at = parent;
    }
  }

  #sink(): void {
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const [l, r] = [this.#kept[left], this.#kept[right]];
      const child = l !== undefined && r !== undefined && this.#compare(r, l) > 0 ? right : left;
      if (!this.#swapIfWorse(child, at)) return;
      at = child;
    }
  }
}

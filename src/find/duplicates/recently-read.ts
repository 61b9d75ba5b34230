/** All that are kept would fill the heap. */
const MOST = 2000;

/** What was read last, by number; anything else is read again. */
export class RecentlyRead<T> {
  readonly #read: (number: number) => T | undefined;
  #recent = new Map<number, T>();
  /** What was read before, and is forgotten unless it is asked for soon. */
  #older = new Map<number, T>();

  constructor(read: (number: number) => T | undefined) {
    this.#read = read;
  }

  get(number: number): T | undefined {
    const recent = this.#recent.get(number);
    if (recent !== undefined) return recent;
    const item = this.#older.get(number) ?? this.#read(number);
    if (item === undefined) return undefined;
    if (this.#recent.size >= MOST) {
      this.#older = this.#recent;
      this.#recent = new Map();
    }
    this.#recent.set(number, item);
    return item;
  }

  /** Forgets everything. What lives shortly costs the garbage collector nothing. */
  clear(): void {
    this.#recent = new Map();
    this.#older = new Map();
  }
}

/** If all were kept, they would fill the heap. */
const MOST = 2000;

/** Keeps what was read last, by number. Everything else is read again. */
export class RecentlyRead<T> {
  readonly #read: (number: number) => T | undefined;
  #recent = new Map<number, T>();
  /** What was read before that. It is forgotten if it is not used soon. */
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

  /** Forgets everything. Short-lived objects cost the garbage collector almost nothing. */
  clear(): void {
    this.#recent = new Map();
    this.#older = new Map();
  }
}

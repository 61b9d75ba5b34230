/** How much a list grows. A long list grows less, because unused entries take real memory. */
const GROWTH = 1.5;
const GROWTH_OF_LONG = 1.2;
const LONG = 1_000_000;

/** A growing list of 32-bit numbers, which takes four bytes for each and is stored as it is. */
export class Uint32List {
  #array: Uint32Array;
  #length: number;

  constructor(start: Uint32Array = new Uint32Array(64)) {
    this.#array = start;
    this.#length = 0;
  }

  /** A list of exactly these numbers. The list takes over the array. */
  static of(numbers: Uint32Array): Uint32List {
    const list = new Uint32List(numbers);
    list.#length = numbers.length;
    return list;
  }

  get length(): number {
    return this.#length;
  }

  /** The numbers. Only valid until the list grows. */
  get numbers(): Uint32Array {
    return this.#array.subarray(0, this.#length);
  }

  /** The number at a place, 0 if there is none. */
  at(index: number): number {
    return this.#array[index] ?? 0;
  }

  set(index: number, value: number): void {
    this.#array[index] = value;
  }

  push(value: number): void {
    if (this.#length === this.#array.length) this.#grow(this.#length + 1);
    this.#array[this.#length++] = value;
  }

  /** Adds `count` zeros and returns the place of the first. */
  extend(count: number): number {
    const start = this.#length;
    if (start + count > this.#array.length) this.#grow(start + count);
    this.#length += count;
    return start;
  }

  #grow(needed: number): void {
    const growth = this.#array.length > LONG ? GROWTH_OF_LONG : GROWTH;
    const larger = new Uint32Array(Math.max(needed, Math.ceil(this.#array.length * growth), 64));
    larger.set(this.#array.subarray(0, this.#length));
    this.#array = larger;
  }
}

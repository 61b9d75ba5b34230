const PAGE_BITS = 18;

/** Numbers of a page, which takes a megabyte. */
export const PAGE_NUMBERS = 1 << PAGE_BITS;

/**
 * Very many 32-bit numbers, in runs that each stand in one page. One array for all of them would have to be replaced
 * whenever it is full. That takes up to 100 ms, in which nothing else can run, and twice the memory.
 */
export class NumberPool {
  /** All of the same size. What is unused is 0. */
  readonly #pages: Uint32Array[];
  #length: number;

  /** @param stored {@link pages} of an earlier pool. The pool takes them over */
  constructor(stored: readonly Uint32Array[] = []) {
    this.#length = stored.reduce((sum, { length }) => sum + length, 0);
    this.#pages = stored.map((page) => {
      if (page.length === PAGE_NUMBERS) return page;
      const whole = new Uint32Array(PAGE_NUMBERS);
      whole.set(page);
      return whole;
    });
  }

  /** How many numbers it has, including unused ones between runs. */
  get length(): number {
    return this.#length;
  }

  /** All numbers, for storing. Every page but the last is full. Only valid until the pool grows. */
  get pages(): readonly Uint32Array[] {
    return this.#pages.map((page, at) => page.subarray(0, this.#length - at * PAGE_NUMBERS));
  }

  /** Adds a run of `count` zeros, at most {@link PAGE_NUMBERS}, and returns its place. */
  extend(count: number): number {
    const left = -this.#length & (PAGE_NUMBERS - 1);
    const place = count > left ? this.#length + left : this.#length;
    this.#length = place + count;
    if (place >>> PAGE_BITS === this.#pages.length) this.#pages.push(new Uint32Array(PAGE_NUMBERS));
    return place;
  }

  /** The page with the run that has a place. */
  pageOf(place: number): Uint32Array {
    return this.#pages[place >>> PAGE_BITS] ?? NOTHING;
  }
}

/** Where the number of a place stands in its page. */
export const inPage = (place: number): number => place & (PAGE_NUMBERS - 1);

const NOTHING = new Uint32Array();

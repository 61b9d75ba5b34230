const FIRST = 1024;

/** Whole numbers of 32 bits by place, which grow without much garbage: an array of numbers is copied far more often. */
export class NumberList {
  #numbers = new Int32Array(FIRST);
  /** The place behind the last number. */
  length = 0;

  at(place: number): number {
    return this.#numbers[place] ?? 0;
  }

  set(place: number, number: number): void {
    if (place >= this.#numbers.length) {
      const longer = new Int32Array(place * 2);
      longer.set(this.#numbers);
      this.#numbers = longer;
    }
    this.#numbers[place] = number;
    this.length = Math.max(this.length, place + 1);
  }
}

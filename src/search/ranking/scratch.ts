/** Room for one search over so many contacts, used again by the next: a common word is in all of them. All but the lists is zero between searches. */
export class Scratch {
  /** By slot: what all words are worth, and what the word at hand is worth and where it stands. */
  readonly total: Float32Array;
  readonly best: Float32Array;
  readonly bestAt: Uint16Array;
  /** By slot: how many of the words that must match the contact has, how many of them where the query says, and whether the word at hand is one. */
  readonly words: Uint8Array;
  readonly asked: Uint8Array;
  readonly askedNow: Uint8Array;
  /** By slot: where the words that must match stand, all together. */
  readonly where: Uint16Array;
  /** Slots that have any word that must match, and those that have the word at hand. */
  readonly touched: Uint32Array;
  readonly having: Uint32Array;
  touchedCount = 0;

  constructor(slots: number) {
    this.total = new Float32Array(slots);
    this.best = new Float32Array(slots);
    this.bestAt = new Uint16Array(slots);
    this.words = new Uint8Array(slots);
    this.asked = new Uint8Array(slots);
    this.askedNow = new Uint8Array(slots);
    this.where = new Uint16Array(slots);
    this.touched = new Uint32Array(slots);
    this.having = new Uint32Array(slots);
  }

  /** Leaves it as it was before the search. */
  clear(): void {
    for (let at = 0; at < this.touchedCount; at++) {
      const slot = this.touched[at] ?? 0;
      this.total[slot] = 0;
      this.words[slot] = 0;
      this.asked[slot] = 0;
      this.where[slot] = 0;
    }
    this.touchedCount = 0;
  }
}

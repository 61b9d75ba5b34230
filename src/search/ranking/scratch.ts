/** Arrays for one search. A common word is in all contacts, so they have a place for each. */
export class Scratch {
  /** By slot: the worth of all words, and the worth and place of the present word. */
  readonly total: Float32Array;
  readonly best: Float32Array;
  readonly bestAt: Uint16Array;
  /** By slot: how many required words the contact has, how many where expected, and if the present one is one of them. */
  readonly words: Uint8Array;
  readonly asked: Uint8Array;
  readonly askedNow: Uint8Array;
  /** By slot: the kinds of text that have the required words. */
  readonly where: Uint16Array;
  /** Slots that have a required word, and slots that have the present word. */
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
}

import { Uint32List } from "./uint32-list.ts";

/** The place of the searched digits in a number. */
type DigitsAt = "whole" | "tail" | "head" | "inside";

export interface PhoneMatch {
  readonly slot: number;
  /** All digits of the phone number. */
  readonly digits: string;
  readonly at: DigitsAt;
}

const BETWEEN = 10;

/** The digits of all phone numbers in one text: fast enough to search, simpler than an index of number endings. */
export class PhoneBook {
  #text: Buffer;
  #length: number;
  /** By phone number: the place of its digits, and the contact. */
  readonly #starts: Uint32List;
  readonly #slots: Uint32List;

  constructor(stored?: { readonly text: Uint8Array; readonly columns: readonly Uint32List[] }) {
    this.#text = stored ? Buffer.from(stored.text.buffer, stored.text.byteOffset, stored.text.length) : Buffer.alloc(1024);
    this.#length = stored?.text.length ?? 0;
    const [starts, slots] = stored?.columns ?? [];
    this.#starts = starts ?? new Uint32List();
    this.#slots = slots ?? new Uint32List();
    // Every number has a line end before and after it.
    if (this.#length === 0) this.#length = this.#text.writeUInt8(BETWEEN, 0);
  }

  /** Everything, for storing. The constructor takes it again. */
  get stored(): { readonly text: Uint8Array; readonly columns: readonly Uint32List[] } {
    return { text: this.#text.subarray(0, this.#length), columns: [this.#starts, this.#slots] };
  }

  add(digits: string, slot: number): void {
    const needed = this.#length + digits.length + 1;
    if (needed > this.#text.length) {
      const larger = Buffer.alloc(Math.max(needed, Math.ceil(this.#text.length * 1.5)));
      this.#text.copy(larger, 0, 0, this.#length);
      this.#text = larger;
    }
    this.#starts.push(this.#length);
    this.#slots.push(slot);
    this.#length += this.#text.write(`${digits}\n`, this.#length, "latin1");
  }

  /** All numbers that contain the digits. */
  find(searched: string): PhoneMatch[] {
    const found: PhoneMatch[] = [];
    const text = this.#text.subarray(0, this.#length);
    for (let at = text.indexOf(searched, 0, "latin1"); at >= 0; ) {
      const number = this.#numberAt(at);
      const end = text.indexOf(BETWEEN, at);
      const digits = text.toString("latin1", this.#starts.at(number), end);
      found.push({ slot: this.#slots.at(number), digits, at: standing(searched, digits) });
      at = text.indexOf(searched, end, "latin1");
    }
    return found;
  }

  /** The number whose digits are at a place of the text. */
  #numberAt(place: number): number {
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.#starts.at(middle) <= place) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function standing(searched: string, digits: string): DigitsAt {
  if (searched === digits) return "whole";
  if (digits.endsWith(searched)) return "tail";
  return digits.startsWith(searched) ? "head" : "inside";
}

/** Reads bytes that come in pieces of any size. */
export class ByteReader {
  readonly #pieces: AsyncIterator<Uint8Array> | Iterator<Uint8Array>;
  #piece: Uint8Array = new Uint8Array();
  #read = 0;

  constructor(pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>) {
    this.#pieces = Symbol.asyncIterator in pieces ? pieces[Symbol.asyncIterator]() : pieces[Symbol.iterator]();
  }

  /** The next bytes, copied. @throws Error if there are fewer */
  async bytes(count: number): Promise<Uint8Array<ArrayBuffer>> {
    if (count > MOST) throw new Error("The stored index is damaged");
    const bytes = new Uint8Array(count);
    for (let filled = 0; filled < count; ) {
      if (this.#read === this.#piece.length) await this.#next();
      const part = this.#piece.subarray(this.#read, this.#read + count - filled);
      bytes.set(part, filled);
      filled += part.length;
      this.#read += part.length;
    }
    return bytes;
  }

  /** The next 32-bit numbers. */
  async numbers(count: number): Promise<Uint32Array<ArrayBuffer>> {
    return new Uint32Array((await this.bytes(count * Uint32Array.BYTES_PER_ELEMENT)).buffer);
  }

  async #next(): Promise<void> {
    const { value, done } = await this.#pieces.next();
    if (done) throw new Error("The stored index is not whole");
    this.#piece = value;
    this.#read = 0;
  }
}

/** More than any index has: a damaged length must not allocate all memory. */
const MOST = 2 ** 30;

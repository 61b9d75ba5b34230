import { isUtf8 } from "node:buffer";
import { counted } from "../text/plural.ts";

/** The beginning and the end of a line that cannot be read. */
export interface Unreadable {
  readonly problem: string;
  readonly head: string;
  readonly tail: string;
}

const KEPT = 1024;
const LINE_FEED = 0x0a;

/** Splits bytes into lines. The middle of a line over the limit is dropped as it arrives, and costs no memory. */
export class Lines {
  readonly #longest: number;
  /** The pieces of the unfinished line. Once `#skipping` is true: its first piece, and the end of the last one. */
  #pieces: Buffer[] = [];
  #length = 0;
  #skipping = false;

  /** @param longest bytes that a line may have, without its line feed */
  constructor(longest: number) {
    this.#longest = longest;
  }

  /** The lines that these bytes complete. */
  push(chunk: Buffer): (string | Unreadable)[] {
    const lines: (string | Unreadable)[] = [];
    let from = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, from)) {
      this.#add(chunk.subarray(from, end));
      lines.push(this.#take());
      from = end + 1;
    }
    this.#add(chunk.subarray(from));
    return lines;
  }

  /** The last line, if it has no line feed. */
  end(): string | Unreadable | undefined {
    return this.#length > 0 ? this.#take() : undefined;
  }

  #add(piece: Buffer): void {
    this.#length += piece.length;
    this.#pieces.push(piece);
    if (this.#length <= this.#longest) return;
    const [head, tail] = [this.#skipping ? this.#pieces.slice(0, 1) : this.#pieces, this.#skipping ? this.#pieces.slice(1) : this.#pieces];
    this.#pieces = [Buffer.concat(head).subarray(0, KEPT), Buffer.concat(tail).subarray(-KEPT)];
    this.#skipping = true;
  }

  #take(): string | Unreadable {
    const bytes = Buffer.concat(this.#pieces);
    const [head = bytes, tail = bytes] = this.#skipping ? this.#pieces : [];
    const problem = this.#skipping ? `The message has more than ${counted(this.#longest, "byte")}` : "The message is not UTF-8";
    // Bytes that are not UTF-8 would become replacement characters, and those would be written to a contact.
    const isReadable = !this.#skipping && isUtf8(bytes);
    const line = isReadable ? bytes.toString() : { problem, head: head.toString("utf8", 0, KEPT), tail: tail.toString("utf8", tail.length - KEPT) };
    this.#pieces = [];
    this.#length = 0;
    this.#skipping = false;
    return line;
  }
}

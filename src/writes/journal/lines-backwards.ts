import type { FileHandle } from "node:fs/promises";

const NEWLINE = 0x0a;
const BLOCK_BYTES = 64 * 1024;
/** Far more than any contact takes. A longer line is not ours, and is not kept in memory. */
const LONGEST_LINE_BYTES = 16 * 1024 * 1024;
const utf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * The lines of a file, last one first, read in blocks from its end, so that a loop that ends early has read at
 * most one block too much. A line that is too long or not UTF-8 is undefined. Lines that are appended meanwhile
 * are not seen.
 */
export async function* linesBackwards(file: FileHandle): AsyncGenerator<string | undefined> {
  /** The pieces and the length of the line that begins before `at`; no pieces if it is too long. */
  let pieces: Buffer[] = [];
  let length = 0;
  let { size: at } = await file.stat();
  while (at > 0) {
    const block = Buffer.alloc(Math.min(BLOCK_BYTES, at));
    at -= block.length;
    const { bytesRead } = await file.read(block, 0, block.length, at);
    // The file was emptied meanwhile.
    if (bytesRead < block.length) return;
    let end = block.length;
    for (let newline = lastNewline(block, end); newline >= 0; newline = lastNewline(block, end)) {
      length += end - newline - 1;
      yield length > LONGEST_LINE_BYTES ? undefined : decoded([block.subarray(newline + 1, end), ...pieces]);
      pieces = [];
      length = 0;
      end = newline;
    }
    length += end;
    if (length > LONGEST_LINE_BYTES) pieces = [];
    else pieces.unshift(block.subarray(0, end));
  }
  yield length > LONGEST_LINE_BYTES ? undefined : decoded(pieces);
}

/** -1 where there is none before `end`. */
const lastNewline = (block: Buffer, end: number) => block.subarray(0, end).lastIndexOf(NEWLINE);

function decoded(pieces: readonly Buffer[]): string | undefined {
  try {
    return utf8.decode(Buffer.concat(pieces));
  } catch {
    return undefined;
  }
}

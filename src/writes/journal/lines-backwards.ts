import type { FileHandle } from "node:fs/promises";

const NEWLINE = 0x0a;
const BLOCK_BYTES = 64 * 1024;
/** Far more than any contact: what is longer is no line of ours, and is not kept in memory. */
const LONGEST_LINE_BYTES = 16 * 1024 * 1024;
const utf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * The lines of a file, the last one first, read in blocks from its end: whoever stops early has read no more than a block too much.
 * Undefined stands for a line that is too long, or not UTF-8. What is appended meanwhile is not seen.
 */
export async function* linesBackwards(file: FileHandle): AsyncGenerator<string | undefined> {
  /** Of the line that begins before `at`: its pieces in order, none where it is too long, and its length so far. */
  let pieces: Buffer[] = [];
  let length = 0;
  let { size: at } = await file.stat();
  while (at > 0) {
    const block = Buffer.alloc(Math.min(BLOCK_BYTES, at));
    at -= block.length;
    const { bytesRead } = await file.read(block, 0, block.length, at);
    // Somebody has emptied the file meanwhile.
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

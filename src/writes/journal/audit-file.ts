import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { dirname } from "node:path";
import { UnfitFileError } from "../../storage/private-files.ts";

const NEWLINE = 0x0a;

/**
 * Writes lines at the end of a file that {@link openToAppend} opened, each with one write, so that those of
 * several processes do not mix. Calls back for each line that is in the file as a whole, though not yet on the
 * disk.
 *
 * @throws the error of the first line that could not be written; the lines after it are not tried
 */
export async function appendLines(file: FileHandle, lines: Iterable<string>, onWritten: () => void): Promise<void> {
  // A process was stopped in the middle of a line, which must not run into the next one.
  let before = (await endsWithNewline(file)) ? "" : "\n";
  for (const line of lines) {
    const bytes = Buffer.from(`${before}${line}\n`);
    const { bytesWritten } = await file.write(bytes);
    if (bytesWritten < bytes.length) throw new UnfitFileError("only a part of a line could be written (the disk may be full)");
    before = "";
    onWritten();
  }
}

async function endsWithNewline(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  await file.read(last, 0, 1, size - 1);
  return last[0] === NEWLINE;
}

/** Flushes the file to the disk. */
export async function syncFile(file: FileHandle, path: string, isNew: boolean): Promise<void> {
  await file.datasync();
  // The name of a new file is in its folder. A system that cannot sync folders needs no sync.
  if (isNew) await syncFolder(dirname(path)).catch(() => undefined);
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, constants.O_RDONLY);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

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

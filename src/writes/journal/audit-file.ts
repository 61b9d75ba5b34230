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

import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { dirname } from "node:path";
import { UnfitFileError } from "../../storage/private-files.ts";

const NEWLINE = 0x0a;
/**
 * Writes lines at the end of a file that {@link openToAppend} opened, each with one write, so that those of several processes do not mix.
 * Calls back for each that is whole in the file, though not yet on the disk.
 *
 * @throws the error of the first that could not be written; those after it are not tried
 */
export async function appendLines(file: FileHandle, lines: Iterable<string>, onWritten: () => void): Promise<void> {
  // Somebody was stopped in the middle of a line: its rest would swallow the next one.
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

/** Brings what was written to the disk. */
export async function syncFile(file: FileHandle, path: string, isNew: boolean): Promise<void> {
  await file.datasync();
  // A new file's name is in the folder. Where a system cannot sync folders, it does so by itself.
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

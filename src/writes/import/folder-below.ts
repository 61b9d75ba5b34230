import { existsSync } from "node:fs";
import { type FileHandle, lstat, open, realpath } from "node:fs/promises";
import { join, sep } from "node:path";
import { READ_FILE_WITHOUT_LINKS, READ_FOLDER_WITHOUT_LINKS } from "../../storage/private-files.ts";

const DESCRIPTORS = "/proc/self/fd";

/** What was opened is not what lies at the path: something was moved meanwhile. */
export class MovedError extends Error {
  override readonly name = "MovedError";
}

export interface BelowOptions {
  /** As of `node:fs/promises`. */
  readonly openFile?: typeof open;
  /** Whether folders can be gone into by descriptors. Only Linux can; elsewhere a path is looked at before and after. */
  readonly byDescriptors?: boolean;
}

/**
 * Calls `use` with a path that is the folder at the end of a way, as it is now. Nobody who moves folders or puts links in their place meanwhile gets
 * `use` into another one: each folder is opened in the one before it, which stays open.
 *
 * @param root absolute path, without links
 * @param way names of folders, without `..`; "" for the root itself
 * @throws MovedError where that can only be told afterwards; errors of the file system, such as for a link on the way
 */
export async function inFolderBelow<T>(root: string, way: string, use: (path: string) => Promise<T>, options: BelowOptions = {}): Promise<T> {
  const { openFile = open, byDescriptors = existsSync(DESCRIPTORS) } = options;
  if (!byDescriptors) {
    const path = join(root, way);
    const result = await use(path);
    if ((await realpath(path)) !== path) throw new MovedError();
    return result;
  }
  let folder = await openFile(root, READ_FOLDER_WITHOUT_LINKS);
  try {
    for (const name of way.split(sep).filter(Boolean)) {
      const next = await openFile(`${DESCRIPTORS}/${folder.fd}/${name}`, READ_FOLDER_WITHOUT_LINKS);
      await folder.close();
      folder = next;
    }
    return await use(`${DESCRIPTORS}/${folder.fd}`);
  } finally {
    await folder.close();
  }
}

/**
 * Calls `use` with a file of a folder, opened to be read. As {@link inFolderBelow}; a link is not followed.
 *
 * @param name of the file; "" for the folder itself
 */
export async function withFileBelow<T>(
  root: string,
  way: string,
  name: string,
  use: (file: FileHandle) => Promise<T>,
  options: BelowOptions = {},
): Promise<T> {
  const { openFile = open } = options;
  // Not by `join`, which would make `folder` of `folder/.`: a descriptor's own path is a link.
  const pathIn = (folder: string) => `${folder}/${name || "."}`;
  const opened: FileHandle[] = [];
  try {
    await inFolderBelow(root, way, async (folder) => opened.push(await openFile(pathIn(folder), READ_FILE_WITHOUT_LINKS)), options);
    const [file] = opened;
    if (!file) throw new MovedError();
    await inFolderBelow(root, way, (folder) => refuseUnlessAt(file, pathIn(folder)), options);
    return await use(file);
  } finally {
    for (const file of opened) await file.close();
  }
}

async function refuseUnlessAt(file: FileHandle, path: string): Promise<void> {
  const [opened, there] = await Promise.all([file.stat({ bigint: true }), lstat(path, { bigint: true })]);
  if (opened.dev !== there.dev || opened.ino !== there.ino) throw new MovedError();
}

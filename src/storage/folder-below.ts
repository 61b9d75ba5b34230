import { existsSync } from "node:fs";
import { type FileHandle, lstat, open, realpath } from "node:fs/promises";
import { join, sep } from "node:path";
import { READ_FILE_WITHOUT_LINKS, READ_FOLDER_WITHOUT_LINKS } from "./private-files.ts";

const DESCRIPTORS = "/proc/self/fd";

/** The opened file is not the one at the path: something was moved meanwhile. */
export class MovedError extends Error {
  override readonly name = "MovedError";
}

export interface BelowOptions {
  /** As of `node:fs/promises`. */
  readonly openFile?: typeof open;
  /**
   * Whether folders can be entered by descriptor. Only Linux can, and not under the permission model of Node.js, which
   * allows paths. Elsewhere a path is checked before and after.
   */
  readonly byDescriptors?: boolean;
}

interface FolderPlace {
  /** Absolute path, without links. */
  readonly root: string;
  /** Names of folders, without `..`; "" for the root itself. */
  readonly way: string;
}

/**
 * Calls `use` with a path to the folder at the end of a relative path. A process that moves folders or replaces
 * them by links meanwhile cannot lead `use` into another folder: each is opened in the one before it, which
 * stays open.
 *
 * @throws MovedError if that is only found out afterwards; errors of the file system, for example for a link on
 *   the way
 */
export async function inFolderBelow<T>({ root, way }: FolderPlace, use: (path: string) => Promise<T>, options: BelowOptions = {}): Promise<T> {
  const { openFile = open, byDescriptors = process.platform === "linux" && !process.permission && existsSync(DESCRIPTORS) } = options;
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

interface FilePlace extends FolderPlace {
  /** "" for the folder itself. */
  readonly name: string;
}

/** Calls `use` with a file of a folder, opened for reading. As {@link inFolderBelow}; links are not followed. */
export async function withFileBelow<T>({ name, ...place }: FilePlace, use: (file: FileHandle) => Promise<T>, options: BelowOptions = {}): Promise<T> {
  const { openFile = open } = options;
  // `join` would turn `folder/.` into `folder`, and a descriptor's own path is a link.
  const pathIn = (folder: string) => `${folder}/${name || "."}`;
  const opened: FileHandle[] = [];
  try {
    await inFolderBelow(place, async (folder) => opened.push(await openFile(pathIn(folder), READ_FILE_WITHOUT_LINKS)), options);
    const [file] = opened;
    if (!file) throw new MovedError();
    await inFolderBelow(place, (folder) => refuseUnlessAt(file, pathIn(folder)), options);
    return await use(file);
  } finally {
    for (const file of opened) await file.close();
  }
}

async function refuseUnlessAt(file: FileHandle, path: string): Promise<void> {
  const [opened, there] = await Promise.all([file.stat({ bigint: true }), lstat(path, { bigint: true })]);
  if (opened.dev !== there.dev || opened.ino !== there.ino) throw new MovedError();
}

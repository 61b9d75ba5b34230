import { constants } from "node:fs";
import { lstat, open, readdir, realpath } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { nearest } from "../../fields/nearest.ts";
import { showNumber } from "../../fields/number.ts";
import { InvalidInput, named, Rejection } from "../../fields/rejection.ts";
import { codeOf } from "../../lookup/cache/folder.ts";
import { quote } from "../../text/quote.ts";
import { textOfFile } from "./file-text.ts";

const MOST_BYTES = 5 * 1024 * 1024;
const MOST_LISTED = 5;

/** Neither follow a link nor wait for a pipe's other end. Windows has no such flags, nor such files. */
const READ_PLAIN_FILE = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** What a file holds that the user has put into the import directory. */
export interface ImportFile {
  readonly text: string;
  /** What was assumed on the way, a sentence each. */
  readonly notes: readonly string[];
}

const refusal = (problem: string, accepted: string, near?: readonly string[]) =>
  new InvalidInput([`file: ${new Rejection(problem, accepted, near).message}`]);

/** The way from a folder to a path that is the folder or lies in it; undefined where it leads out. */
function wayInto(folder: string, path: string): string | undefined {
  const way = relative(folder, path);
  return isAbsolute(way) || way.split(sep)[0] === ".." ? undefined : way;
}

const outside = (name: string, root: string) =>
  refusal(
    `${quote(name)} is not in the import folder`,
    `files in ${root} and the folders below it; put it there, or give its rows or its text as csv`,
  );

async function realRoot(directory: string | undefined): Promise<string> {
  if (directory === undefined) {
    throw refusal(
      "No folder to import from is set, so that no file can be read",
      "rows or csv; or, to import files, LIGHTFIELD_IMPORT_DIR set to the absolute path of a folder in the env block of this server's entry in the MCP settings of the client, which is then restarted",
    );
  }
  try {
    return await realpath(directory);
  } catch (error) {
    throw refusal(
      `The import folder ${directory} cannot be opened (${codeOf(error)})`,
      "rows or csv; or LIGHTFIELD_IMPORT_DIR set to a folder that exists",
    );
  }
}

/** Names of the files in a folder, as they are given. */
async function filesIn(root: string, way: string): Promise<string[]> {
  const entries = await readdir(join(root, way), { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => !entry.isDirectory() && !entry.name.startsWith(".")).map(({ name }) => join(way, name));
}

/** Says what there is instead: in the folder that was named, where that is one of ours, else in the import folder. */
async function missing(name: string, way: string, root: string): Promise<InvalidInput> {
  const folder = await realpath(join(root, dirname(way))).catch(() => root);
  const inside = wayInto(root, folder);
  if (inside === undefined) return outside(name, root);
  const files = await filesIn(root, inside);
  const csv = files.filter((file) => /\.(csv|tsv|txt)$/i.test(file)).sort();
  const listed = csv
    .slice(0, MOST_LISTED)
    .map((file) => quote(file))
    .join(" | ");
  const more = csv.length > MOST_LISTED ? ` | … (${csv.length - MOST_LISTED} more)` : "";
  return refusal(
    `There is no file ${quote(name)} in ${root}`,
    csv.length > 0 ? `${listed}${more}` : "a CSV file there; it has none yet",
    nearest(way, files),
  );
}

/**
 * Reads a file of the import directory, and of nowhere else: whatever a name, `..` or a link leads to, the file that was opened is read only where
 * it lies in the directory or below it, is a plain file and holds at most 5 MB.
 *
 * @param directory absolute path; undefined where the user has set none
 * @param name relative to the directory, or absolute and in it
 * @param openFile as of `node:fs/promises`
 * @throws InvalidInput
 */
export async function readImportFile(directory: string | undefined, name: string, openFile: typeof open = open): Promise<ImportFile> {
  const root = await realRoot(directory);
  const way = wayInto(resolve(directory ?? root), resolve(directory ?? root, name)) ?? wayInto(root, resolve(root, name));
  if (way === undefined) throw outside(name, root);
  const path = join(root, way);
  const realPath = async () => {
    const real = await realpath(path);
    if (wayInto(root, real) === undefined) throw outside(name, root);
    return real;
  };
  try {
    const file = await openFile(await realPath(), READ_PLAIN_FILE);
    try {
      const opened = await file.stat({ bigint: true });
      if (!opened.isFile()) throw refusal(`${quote(name)} is a folder or a device`, "a CSV file");
      // A folder on the way may have become a link after it was looked at, and what was opened may lie elsewhere.
      const there = await lstat(await realPath(), { bigint: true });
      if (there.dev !== opened.dev || there.ino !== opened.ino) throw outside(name, root);
      if (opened.size > MOST_BYTES) {
        throw refusal(
          `${quote(name)} holds ${showNumber(Number(opened.size))} bytes`,
          `up to 5 MB (${showNumber(MOST_BYTES)} bytes); split it into several files`,
        );
      }
      const bytes = await file.readFile();
      const { text, note } = named(`file ${quote(name)}`, () => textOfFile(bytes));
      return { text, notes: note === undefined ? [] : [note] };
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof InvalidInput) throw error;
    const code = codeOf(error);
    if (code === "ENOENT" || code === "ENOTDIR") throw await missing(name, way, root);
    throw refusal(`${quote(name)} cannot be read (${code ?? "for an unknown reason"})`, "a CSV file that this server may read");
  }
}

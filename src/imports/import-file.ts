import { type FileHandle, readdir, realpath } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { nearest } from "../fields/nearest.ts";
import { showNumber } from "../fields/number.ts";
import { InvalidInput, Rejection } from "../fields/rejection.ts";
import { FORMATS } from "../files/formats.ts";
import { type BelowOptions, inFolderBelow, MovedError, withFileBelow } from "../storage/folder-below.ts";
import { codeOf } from "../storage/private-files.ts";
import { choicesOf } from "../text/first-of.ts";
import { counted } from "../text/plural.ts";
import { quote, wholeJson } from "../text/quote.ts";

const MEGABYTE = 1024 * 1024;
/** vCards may hold photos, which are left out. */
const MOST_BYTES = 20 * MEGABYTE;
const MOST_LISTED = 5;

/** Files that are listed as choices. */
const READABLE = /\.(csv|tsv|txt|vcf|xlsx|json)$/i;

const refusal = (problem: string, accepted: string, near?: readonly string[]) =>
  new InvalidInput([`file: ${new Rejection(problem, accepted, near).message}`]);

/** The relative path from a folder to itself or something in it; undefined if it leads out of the folder. */
function wayInto(folder: string, path: string): string | undefined {
  const way = relative(folder, path);
  return isAbsolute(way) || way.split(sep)[0] === ".." ? undefined : way;
}

const outside = (name: string, root: string) =>
  refusal(`${quote(name)} is not in the import folder`, `files in ${root} and the folders below it. Put the file there, or pass its text`);

async function realRoot(directory: string | undefined): Promise<string> {
  if (directory === undefined) {
    throw refusal(
      "No import folder is set",
      "text. To import files, the user can set LIGHTFIELD_IMPORT_DIR to an absolute folder path in the client's MCP settings, and then restart the client",
    );
  }
  try {
    return await realpath(directory);
  } catch (error) {
    throw refusal(
      `The import folder ${directory} cannot be opened (${codeOf(error)})`,
      "text; or a folder that exists. The user sets it in the client's MCP settings",
    );
  }
}

/** Names of the files in a folder, as a call names them. */
async function filesIn(root: string, way: string, options: BelowOptions): Promise<string[]> {
  const entries = await inFolderBelow({ root, way }, (folder) => readdir(folder, { withFileTypes: true }), options).catch(() => []);
  return entries.filter((entry) => !entry.isDirectory() && !entry.name.startsWith(".")).map(({ name }) => join(way, name));
}

/**
 * Files that can be imported: those of the import folder, or of a folder below it that the beginning of a name leads
 * to. There are none if there is no such folder.
 */
export async function importableFiles(directory: string | undefined, beginning: string): Promise<string[]> {
  const root = directory === undefined ? undefined : await realpath(directory).catch(() => undefined);
  if (root === undefined) return [];
  const end = Math.max(beginning.lastIndexOf("/"), beginning.lastIndexOf(sep));
  const folder = await realpath(join(root, beginning.slice(0, end + 1))).catch(() => root);
  const way = wayInto(root, folder);
  return way === undefined ? [] : (await filesIn(root, way, {})).filter((file) => READABLE.test(file));
}

/** The files that exist instead: in the named folder if it is allowed, otherwise in the import folder. */
async function missing(name: string, way: string, root: string, options: BelowOptions): Promise<InvalidInput> {
  const folder = await realpath(join(root, dirname(way))).catch(() => root);
  const inside = wayInto(root, folder);
  if (inside === undefined) return outside(name, root);
  const files = await filesIn(root, inside, options);
  const readable = files.filter((file) => READABLE.test(file)).sort();
  return refusal(
    `There is no file ${quote(name)} in ${root}`,
    readable.length > 0
      ? choicesOf(readable.map(wholeJson), MOST_LISTED)
      : `a file (${FORMATS}); ${inside === "" ? "the folder" : `the folder ${quote(inside)}`} has none yet`,
    nearest(way, files),
  );
}

/** The bytes of a plain file with a single name. */
async function bytesOf(file: FileHandle, name: string): Promise<Buffer> {
  const about = await file.stat();
  if (!about.isFile()) throw refusal(`${quote(name)} is a folder or a device`, `a file (${FORMATS})`);
  // If the file has a second name, it may also be outside of the folder, where nobody meant it to be imported.
  if (about.nlink > 1) throw refusal(`${quote(name)} is a file with several names (a hard link)`, "a copy of the file");
  if (about.size > MOST_BYTES) {
    throw refusal(
      `${quote(name)} holds ${counted(about.size, "byte")}`,
      `up to ${MOST_BYTES / MEGABYTE} MB (${showNumber(MOST_BYTES)} bytes); split it into several files`,
    );
  }
  const pieces: Buffer[] = [];
  // It may grow while it is read.
  for await (const piece of file.createReadStream({ start: 0, end: MOST_BYTES - 1, autoClose: false })) pieces.push(piece);
  return Buffer.concat(pieces);
}

/**
 * Reads a file of the import directory. The file must be in the directory or below it, be a plain file without a second
 * name, and have at most 20 MB. No name, `..`, link or file that is moved meanwhile can lead to another file.
 *
 * @param directory absolute path; undefined if the user has set none
 * @param name relative to the directory, or absolute and in it
 * @throws InvalidInput
 */
export async function readImportFile(directory: string | undefined, name: string, options: BelowOptions = {}): Promise<Uint8Array> {
  const root = await realRoot(directory);
  const way = wayInto(resolve(directory ?? root), resolve(directory ?? root, name)) ?? wayInto(root, resolve(root, name));
  if (way === undefined) throw outside(name, root);
  try {
    // Links that stay inside are resolved here. No link is followed after this.
    const inside = wayInto(root, await realpath(join(root, way)));
    if (inside === undefined) throw outside(name, root);
    const place = { root, way: dirname(inside) === "." ? "" : dirname(inside), name: basename(inside) };
    return await withFileBelow(place, (file) => bytesOf(file, name), options);
  } catch (error) {
    if (error instanceof InvalidInput) throw error;
    if (error instanceof MovedError) throw outside(name, root);
    const code = codeOf(error);
    if (code === "ENOENT" || code === "ENOTDIR") throw await missing(name, way, root, options);
    throw refusal(`${quote(name)} cannot be read (${code ?? "for an unknown reason"})`, "a file that this server may read");
  }
}

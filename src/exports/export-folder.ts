import { realpath, unlink } from "node:fs/promises";
import { basename, join } from "node:path";
import { InvalidInput, Rejection } from "../fields/rejection.ts";
import { inFolderBelow } from "../storage/folder-below.ts";
import { codeOf, createFile } from "../storage/private-files.ts";
import { quote } from "../text/quote.ts";

const refusal = (problem: string, accepted: string) => new InvalidInput([`file: ${new Rejection(problem, accepted).message}`]);

/** Longer names are refused by file systems. */
const LONGEST_NAME = 200;

/** The export directory, without links. @param directory absolute path; undefined if none is set @throws InvalidInput */
export async function exportFolder(directory: string | undefined): Promise<string> {
  if (directory === undefined) {
    throw new InvalidInput([
      "No export folder is set. The user can set LIGHTFIELD_EXPORT_DIR to an absolute folder path in the client's MCP settings, and then restart the client.",
    ]);
  }
  try {
    return await realpath(directory);
  } catch (error) {
    const problem = `The export folder ${directory} cannot be opened (${codeOf(error)})`;
    throw new InvalidInput([new Rejection(problem, "a folder that exists. The user sets it in the client's MCP settings").message]);
  }
}

/** What programs take for another kind of file than it would be. */
const OTHER_KIND = /\.(?:(csv)|json|numbers|ods|pdf|tsv|txt|(vcf)|xls[bmx]?)$/i;

/** Names of devices on Windows, whatever follows a dot. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])\s*(?:\.|$)/i;

/** The name of a new file of the export directory. @param extension with its dot @throws InvalidInput for a hidden one */
export function fileName(given: string, extension: string): string {
  const name = given.toLowerCase().endsWith(extension) ? given : `${given}${extension}`;
  const isPlain = basename(name) === name && !/^\.|[\\/:*?"<>|\p{C}]|[. ]$/u.test(name) && name.length <= LONGEST_NAME;
  if (!isPlain || given.trim() === "")
    throw refusal(`${quote(given)} is not a plain file name`, `a name without folders, e.g. "contacts${extension}"`);
  const [other, csv, vcard] = OTHER_KIND.exec(given) ?? [];
  if (name !== given && other !== undefined) {
    const format = csv || vcard ? `; or format "${csv ? "csv" : "vcard"}"` : "";
    throw refusal(`A ${extension} file cannot be called ${quote(given)}`, `"${given.slice(0, -other.length)}${extension}"${format}`);
  }
  if (DEVICE.test(name)) throw refusal(`${quote(given)} is the name of a device on Windows`, `another name, e.g. "contacts${extension}"`);
  return name;
}

/**
 * Writes a new file (0600) of the export directory. A file that exists stays unchanged.
 *
 * @param root of {@link exportFolder}
 * @param names the first of them that is free is taken
 * @returns the name of the file
 * @throws InvalidInput
 */
export async function writeExport(root: string, [name = "", ...others]: readonly string[], text: string): Promise<string> {
  try {
    await inFolderBelow({ root, way: "" }, async (folder) => {
      const path = join(folder, name);
      await createFile(path, Buffer.from(text)).catch(async (error: unknown) => {
        // A part of a file could be mistaken for the whole file.
        if (codeOf(error) !== "EEXIST") await unlink(path).catch(() => undefined);
        throw error;
      });
    });
    return name;
  } catch (error) {
    if (codeOf(error) === "EEXIST" && others.length > 0) return writeExport(root, others, text);
    if (codeOf(error) === "EEXIST") throw refusal(`There is already a file ${quote(name)} in ${root}`, "the name of a new file");
    throw refusal(
      `${quote(name)} cannot be written in ${root} (${codeOf(error) ?? "for an unknown reason"})`,
      "a folder that this server may write to",
    );
  }
}

import { counted } from "../../text/plural.ts";
import { quote } from "../../text/quote.ts";
import { GridLines } from "../grid-lines.ts";
import { openArchive } from "./archive.ts";
import { takeSheet } from "./sheet.ts";
import { openWorkbook, sheetOf } from "./workbook.ts";

/** The lines of a sheet, and which of several sheets it is, as a sentence. */
export interface SheetLines {
  readonly lines: GridLines;
  readonly note?: string;
}

/**
 * The lines of a sheet of an Excel workbook (.xlsx).
 *
 * @param sheet its name; by default, the first that is not hidden
 * @throws Rejection
 */
export async function linesOfWorkbook(bytes: Uint8Array, sheet: string | undefined): Promise<SheetLines> {
  const archive = await openArchive(bytes);
  const workbook = await openWorkbook(archive);
  const { name, path } = sheetOf(workbook, sheet);
  const lines = new GridLines();
  await takeSheet(archive.read(path), workbook, lines);
  const others = workbook.sheets.filter((one) => one.path !== path && !one.isHidden);
  if (sheet !== undefined || others.length === 0) return { lines };
  const choice = quote(`….xlsx#${others[0]?.name}`);
  return {
    lines,
    note: `The workbook has ${counted(others.length + 1, "sheet")}; ${quote(name)} was read. To read another, add its name to the file: ${choice}.`,
  };
}

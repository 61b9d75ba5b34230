import { counted } from "../../text/plural.ts";
import { quote } from "../../text/quote.ts";
import { GridLines } from "../grid-lines.ts";
import { numbersNamed } from "../table.ts";
import { MOST_BYTES, openArchive } from "./archive.ts";
import { takeSheet } from "./sheet.ts";
import { openWorkbook, relationsOf, sheetOf } from "./workbook.ts";

/** The lines of a sheet, and what was assumed, a sentence each. */
interface SheetLines {
  readonly lines: GridLines;
  readonly notes: readonly string[];
}

/** The lines of a sheet of an .xlsx workbook. @param sheet its name; by default, the first not hidden @throws Rejection */
export async function linesOfWorkbook(bytes: Uint8Array, sheet?: string, signal?: AbortSignal): Promise<SheetLines> {
  const archive = await openArchive(bytes, signal);
  const workbook = await openWorkbook(archive);
  const { name, path } = sheetOf(workbook, sheet);
  const lines = new GridLines({ mayShift: false });
  const { hidden, uncalculated, merged, links } = await takeSheet(archive.read(path, MOST_BYTES), workbook, lines);
  const targets = new Map(links.length > 0 ? (await relationsOf(archive, path)).map(({ id, target }) => [id, target] as const) : []);
  lines.link(links.map(({ id, ...place }) => ({ ...place, address: targets.get(id) ?? "" })).filter(({ address }) => address !== ""));
  const others = workbook.sheets.filter((one) => one.path !== path && !one.isHidden);
  const notes = [
    ...(sheet === undefined && others.length > 0
      ? [
          `The workbook has ${counted(others.length + 1, "sheet")}; ${quote(name)} was read. To read another, add its name after the file's name: ${quote(`….xlsx#${others[0]?.name}`)}.`,
        ]
      : []),
    ...(hidden.length > 0 ? [`Hidden rows are imported too: ${numbersNamed(hidden, "sheet row")}.`] : []),
    ...(merged.length > 0 ? [`Merged cells count in each of their rows: ${numbersNamed(merged, "sheet row")}.`] : []),
    ...(uncalculated.length > 0
      ? [
          `Formulas without a stored value are read as blank: ${numbersNamed(uncalculated, "sheet row")}. To store the values, save the file in Excel.`,
        ]
      : []),
  ];
  return { lines, notes };
}

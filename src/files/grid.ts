import { mapInSlices } from "../async/time-slices.ts";
import { Problems, Rejection } from "../fields/rejection.ts";
import { counted } from "../text/plural.ts";
import { quote } from "../text/quote.ts";
import { footerOf } from "./footer.ts";
import { cellText, type GridLine, type GridLines } from "./grid-lines.ts";
import { headerIndex, isPlainlyData } from "./header.ts";
import { checkColumns, checkCount, rowOf, rowsNamed, type Table, uniqueNames } from "./table.ts";

const HEADER = "names of fields in the first line, then a line for each contact";

const FOOTER = "It is a line of the report below the table, not a contact.";

/** How many of the lines above a header are shown. */
const MOST_SHOWN = 3;

/** Delimiters alone are not a name: with another delimiter, such a line is a single cell. */
const isName = (text: string) => /[^\s,;|]/.test(text);

/**
 * The table in lines of cells: finds its header, below the notes that reports put above it, and its end. A line may
 * have fewer cells than the header, and blank ones beyond it.
 *
 * @param subject the name of the source in messages
 * @throws InvalidInput with every problem
 */
export async function tableOfGrid({ filled, count }: GridLines, subject: string): Promise<Table> {
  const at = headerIndex(filled);
  const above = filled.slice(0, at);
  const top = filled[at];
  const header = (top?.cells ?? []).map(cellText);
  const lines = filled.slice(at + 1).map(({ number, cells }) => ({ number: number - (top?.number ?? 0), cells }));
  const problems = new Problems();

  problems.collect(subject, () => {
    if (!header.some(isName)) throw new Rejection("It has no line with column names", HEADER);
    const data = header.find(isPlainlyData);
    if (data !== undefined) throw new Rejection(`${quote(data)} in the first line is not the name of a field`, HEADER);
    checkColumns(uniqueNames(header.filter((name) => name !== "")));
    checkCount(Math.max(0, count - at - 1));
  });
  // The checks below go through every cell.
  problems.throwIfAny();

  const columns = columnsOf(header, lines);
  problems.collect(subject, () => {
    const wide = lines.flatMap(({ number, cells }) => (cells.length > header.length ? [number] : []));
    if (wide.length > 0) {
      throw new Rejection(
        `The header has ${counted(header.length, "column")}, but there are more cells in ${rowsNamed(wide)}`,
        "at most as many cells as the header has. Put quotes around a cell that contains the delimiter",
      );
    }
  });
  problems.throwIfAny();
  const footer = new Set(footerOf(lines, header.length));
  const rows = await mapInSlices(lines, (line) => {
    const row = rowOf(
      line.number,
      columns.map((column) => [column.name, line.cells[column.at]] as const),
    );
    return footer.has(line) ? { ...row, problem: FOOTER } : row;
  });
  return { columns: columns.map(({ name }) => name), rows: rows.filter(({ cells }) => cells.size > 0), notes: notesOf(above, footer.size) };
}

/** The columns that have a name or a value. A column without a name gets its position as its name. */
function columnsOf(header: readonly string[], lines: readonly GridLine[]): { readonly name: string; readonly at: number }[] {
  const isUsed = (at: number) => header[at] !== "" || lines.some(({ cells }) => cellText(cells[at]) !== "");
  const used = header.flatMap((name, at) => (isUsed(at) ? [{ name: name || `Column ${at + 1}`, at }] : []));
  const names = uniqueNames(used.map(({ name }) => name));
  return used.map(({ name, at }, index) => ({ name: names[index] ?? name, at }));
}

function notesOf(above: readonly GridLine[], footer: number): string[] {
  const shown = above.slice(0, MOST_SHOWN).map(({ cells }) => quote(cells.map(cellText).filter(Boolean).join(" ")));
  const more = above.length > shown.length ? ` and ${counted(above.length - shown.length, "more line")}` : "";
  return [
    ...(above.length > 0 ? [`Lines above the header were left out: ${shown.join(", ")}${more}.`] : []),
    ...(footer > 0 ? [`${counted(footer, "line")} below the table ${footer === 1 ? "was" : "were"} read as the report's footer.`] : []),
  ];
}

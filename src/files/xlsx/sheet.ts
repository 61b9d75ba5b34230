import { Rejection } from "../../fields/rejection.ts";
import { linkedText } from "../../text/link-words.ts";
import type { Cell, GridLines, Place } from "../grid-lines.ts";
import { isoDate, isoTime } from "./cell-format.ts";
import { type Workbook, withoutEscapes } from "./workbook.ts";
import { readXml } from "./xml.ts";

/** More than any table of contacts has. */
const MOST_COLUMNS = 1000;

/** Excel keeps and shows 15 digits: 0.1 + 0.2 is 0.3. */
const DIGITS = 15;

/** The most lines of a sheet in Excel. */
const MOST_LINES = 1_048_576;

/** The most merged cells, and the most links, that are read. Excel takes 65,530 links in a sheet. */
const MOST_PLACES = 200_000;

/** The most characters of a cell (as of a row of CSV), and of all cells: a few shared texts may be in many cells. */
const LONGEST_CELL = 500_000;
const MOST_CHARACTERS = 50_000_000;

/** The index of the column in "AB12": 27. Undefined if it names none. */
function columnOf(reference = ""): number | undefined {
  const [letters] = /^[A-Z]{1,8}/i.exec(reference) ?? [];
  return letters === undefined ? undefined : [...letters.toUpperCase()].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** "C2" of "C2:C5" */
function placeOf(reference = ""): Place | undefined {
  const [, letters, line] = /^\$?([A-Z]{1,8})\$?(\d+)/i.exec(reference) ?? [];
  const column = columnOf(letters);
  return column === undefined ? undefined : { column, line: Number(line) };
}

/** The number of the row; if it has none, the number after the last row. */
function rowNumber(reference: string | undefined, last: number): number {
  const number = Number(reference);
  return Number.isInteger(number) && number > last && number <= MOST_LINES ? number : last + 1;
}

/** A cell as its XML writes it. */
interface WrittenCell {
  /** "s" for a shared text, "b" for a boolean, "n" for a number. */
  readonly type: string;
  readonly style: number;
  readonly text: string;
}

function cellValue({ type, style, text }: WrittenCell, { strings, formats, isFrom1904 }: Workbook): Cell {
  if (type === "s") return strings[Number(text)];
  if (type === "b") return text === "1";
  if (type === "d") return text.replace(/T00:00:00(?:\.0+)?Z?$/, "");
  const number = Number(text);
  if (type !== "n" || text === "" || Number.isNaN(number)) return withoutEscapes(text);
  const format = formats[style];
  const typed = Number(number.toPrecision(DIGITS));
  if (format?.kind === "time") return isoTime(number) ?? isoDate(number, isFrom1904) ?? typed;
  if (format?.kind === "date") return isoDate(number, isFrom1904) ?? typed;
  // A postal code of the format "00000" is shown with its zeros.
  return format && Number.isInteger(typed) && typed >= 0 && String(typed).length < format.digits ? String(typed).padStart(format.digits, "0") : typed;
}

const tooLong = () => new Rejection("Its texts are too long once they are unpacked", "a workbook that contains only the contacts");

/** Numbers of rows of a sheet, whose first row is 1. */
export interface SheetRows {
  readonly hidden: readonly number[];
  /** Rows with a formula whose value is not in the file. */
  readonly uncalculated: readonly number[];
  /** Rows that have a value of a cell that is merged with those below. */
  readonly merged: readonly number[];
  /** Cells with the number of their link. */
  readonly links: readonly (Place & { readonly id: string })[];
}

/** Hands on the lines of a sheet. Dates are ISO text; numbers and booleans keep their types. */
export async function takeSheet(pieces: AsyncIterable<string>, workbook: Workbook, lines: GridLines): Promise<SheetRows> {
  const hidden: number[] = [];
  const uncalculated = new Set<number>();
  const merges: (Place & { last: number })[] = [];
  const links: (Place & { id: string })[] = [];
  let isHidden = false;
  let formula: string | undefined;
  let cells: Cell[] = [];
  let row = 0;
  let characters = 0;
  let column = -1;
  let [type, style, text] = ["n", 0, ""];
  let isValue = false;
  let isInFormula = false;
  let isPhonetic = false;
  await readXml(pieces, {
    open(name, attributes) {
      if (name === "row") {
        const number = rowNumber(attributes.r, row);
        lines.skip(number - row - 1);
        row = number;
        isHidden = attributes.hidden === "1" || attributes.hidden === "true";
        cells = [];
        column = -1;
      } else if (name === "c") {
        column = columnOf(attributes.r) ?? column + 1;
        [type, style, text] = [attributes.t ?? "n", Number(attributes.s ?? 0), ""];
        formula = undefined;
      } else if (name === "f") [formula, isInFormula] = ["", true];
      else if (name === "mergeCell") {
        const [from, to] = (attributes.ref ?? "").split(":").map(placeOf);
        if (from && to && to.line > from.line && merges.length < MOST_PLACES) merges.push({ ...from, last: to.line });
      } else if (name === "hyperlink") {
        const place = placeOf(attributes.ref);
        const id = Object.entries(attributes).find(([key]) => key.endsWith(":id"))?.[1];
        if (place && id !== undefined && links.length < MOST_PLACES) links.push({ ...place, id });
      } else if (name === "rPh") isPhonetic = true;
      else if (name === "v" || name === "t") isValue = !isPhonetic;
    },
    text(piece) {
      if (isValue) text += piece;
      if (isInFormula) formula += piece;
    },
    close(name) {
      if (name === "v" || name === "t") isValue = false;
      else if (name === "f") isInFormula = false;
      else if (name === "rPh") isPhonetic = false;
      else if (name === "c" && text !== "") {
        if (column >= MOST_COLUMNS)
          throw new Rejection(`It has cells beyond its column ${MOST_COLUMNS}`, "a sheet that contains only the table of contacts");
        const written = cellValue({ type, style, text }, workbook);
        const [, address] = /^HYPERLINK\("([^"]+)"/i.exec(formula ?? "") ?? [];
        const value = address === undefined ? written : linkedText(String(written), address);
        const { length } = typeof value === "string" ? value : "";
        characters += length;
        if (length > LONGEST_CELL || characters > MOST_CHARACTERS) throw tooLong();
        cells[column] = value;
      } else if (name === "c" && formula !== undefined && type !== "str") uncalculated.add(row);
      else if (name === "row") {
        if (isHidden && cells.length > 0) hidden.push(row);
        // Cells that the row lacks are undefined.
        lines.take([Array.from(cells)]);
      }
    },
  });
  return { hidden, uncalculated: [...uncalculated], merged: lines.merge(merges), links };
}

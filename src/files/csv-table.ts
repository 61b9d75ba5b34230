import { mapInSlices } from "../async/time-slices.ts";
import { Problems, Rejection } from "../fields/rejection.ts";
import { counted } from "../text/plural.ts";
import { quote } from "../text/quote.ts";
import { checkColumns, checkCount, MOST_ROWS, rowOf, rowsNamed, type Table } from "./table.ts";

const HEADER = "names of fields in the first line, then a line for each contact";

/** Delimiters alone are no name: with another delimiter such a line is a single cell. */
const isName = (text: string) => /[^\s,;|]/.test(text);

/** Whether the name of a column is an address: "dana@fbi.gov". */
const isEmail = (name: string) => {
  const at = name.indexOf("@", 1);
  return at > 0 && name.slice(at + 2, -1).includes(".") && !/\s/.test(name);
};

const isFilled = (cell: string | undefined) => cell !== undefined && cell.trim() !== "";

interface Line {
  /** Below the header, from 1. */
  readonly number: number;
  readonly cells: readonly string[];
}

/** Collects the lines of a CSV text. The first line that is not blank is the header. */
export class CsvLines {
  /** Trimmed; blank cells at its end left out. */
  header: readonly string[] = [];
  /** Lines that are not blank, without blank cells at their end; as many as may be imported. */
  readonly filled: Line[] = [];
  /** How many lines are not blank. */
  count = 0;
  /** Lines below the header so far. */
  #lines = 0;

  readonly take = (lines: readonly (readonly string[])[]): void => {
    for (const line of lines) {
      if (this.header.length > 0) this.#lines += 1;
      const cells = line.slice(0, line.findLastIndex(isFilled) + 1);
      if (cells.length === 0) continue;
      if (this.header.length === 0) {
        this.header = cells.map((name) => name.trim());
        continue;
      }
      this.count += 1;
      if (this.count <= MOST_ROWS) this.filled.push({ number: this.#lines, cells });
    }
  };
}

/**
 * The table in the lines of a CSV text. A line may have fewer cells than the header, and blank ones beyond it.
 *
 * @param subject the name of the text in messages
 * @throws InvalidInput with every problem
 */
export async function tableOfLines({ header, filled, count }: CsvLines, subject: string): Promise<Table> {
  const numbersWhere = (has: (cells: readonly string[]) => boolean) => filled.flatMap(({ number, cells }) => (has(cells) ? [number] : []));
  const problems = new Problems();

  problems.collect(subject, () => {
    if (!header.some(isName)) throw new Rejection("It has no line with column names", HEADER);
    const data = header.find(isEmail);
    if (data !== undefined) throw new Rejection(`${quote(data)} in the first line is not the name of a field`, HEADER);
    checkColumns(header);
    checkCount(count);
  });
  // The checks below go through every cell.
  problems.throwIfAny();

  const columns = header.flatMap((name, at) => (name === "" ? [] : [{ name, at }]));
  problems.collect(subject, () => {
    const unnamed = numbersWhere((cells) => header.some((name, at) => name === "" && isFilled(cells[at])));
    if (unnamed.length > 0) throw new Rejection(`A column without a name holds values: ${rowsNamed(unnamed)}`, "a name for each column");
  });
  problems.collect(subject, () => {
    const wide = numbersWhere((cells) => cells.length > header.length);
    if (wide.length > 0) {
      throw new Rejection(
        `The header has ${counted(header.length, "column")}, and a row has more cells: ${rowsNamed(wide)}`,
        "as many cells as the header has, or fewer, with quotes around a cell that holds the delimiter",
      );
    }
  });
  problems.throwIfAny();
  const rows = await mapInSlices(filled, ({ number, cells }) =>
    rowOf(
      number,
      columns.map(({ name, at }) => [name, cells[at]] as const),
    ),
  );
  return { columns: columns.map(({ name }) => name), rows: rows.filter(({ cells }) => cells.size > 0), notes: [] };
}

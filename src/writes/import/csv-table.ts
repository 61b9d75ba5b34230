import { Problems, Rejection } from "../../fields/rejection.ts";
import { quote } from "../../text/quote.ts";
import { checkColumns, checkCount, rowOf, rowsNamed, type Table } from "./table.ts";

const HEADER = "names of fields in the first line, then a line for each contact";

const EMAIL = /^\S+@\S+\.\S+$/;

/** Delimiters alone are no name: such a line is one cell to another delimiter. */
const isName = (text: string) => /[^\s,;|]/.test(text);

const isFilled = (cell: string | undefined) => cell !== undefined && cell.trim() !== "";

/**
 * The table in the lines of a CSV text: the first line that is not blank is the header. A line may have fewer cells than it, and blank ones beyond.
 *
 * @param subject what the text is called in messages
 * @throws InvalidInput with all that is wrong
 */
export function tableOfLines(lines: readonly (readonly string[])[], subject: string): Table {
  const top = lines.findIndex((cells) => cells.some(isFilled));
  const written = (lines[top] ?? []).map((name) => name.trim());
  const header = written.slice(0, written.findLastIndex(isFilled) + 1);
  const filled = lines.slice(top + 1).flatMap((cells, index) => (cells.some(isFilled) ? [{ number: index + 1, cells }] : []));
  const numbersWhere = (has: (cells: readonly string[]) => boolean) => filled.flatMap(({ number, cells }) => (has(cells) ? [number] : []));
  const problems = new Problems();

  problems.collect(subject, () => {
    if (!header.some(isName)) throw new Rejection("It holds no names of columns", HEADER);
    const data = header.find((name) => EMAIL.test(name));
    if (data !== undefined) throw new Rejection(`The first line holds ${quote(data)}, which is no name of a field`, HEADER);
    checkColumns(header);
    checkCount(filled.length);
  });
  // What follows goes through every cell.
  problems.throwIfAny();

  const columns = header.flatMap((name, at) => (name === "" ? [] : [{ name, at }]));
  problems.collect(subject, () => {
    const unnamed = numbersWhere((cells) => header.some((name, at) => name === "" && isFilled(cells[at])));
    if (unnamed.length > 0) throw new Rejection(`Values below a column without a name are in ${rowsNamed(unnamed)}`, "a name for each column");
  });
  problems.collect(subject, () => {
    const wide = numbersWhere((cells) => cells.slice(header.length).some(isFilled));
    if (wide.length > 0) {
      throw new Rejection(
        `More cells than the header has names (${header.length}) are in ${rowsNamed(wide)}`,
        "as many cells as the header has, or fewer; one that holds the delimiter stands in quotes",
      );
    }
  });
  problems.throwIfAny();
  const rows = filled.map(({ number, cells }) =>
    rowOf(
      number,
      columns.map(({ name, at }) => [name, cells[at]] as const),
    ),
  );
  return { columns: columns.map(({ name }) => name), rows: rows.filter(({ cells }) => cells.size > 0) };
}

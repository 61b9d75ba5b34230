import { showNumber } from "../fields/number.ts";
import { Rejection } from "../fields/rejection.ts";
import { counted } from "../text/plural.ts";
import { quote } from "../text/quote.ts";
import { withoutBlanks } from "./blank.ts";

export const MOST_ROWS = 10_000;
export const MOST_COLUMNS = 500;
/** Characters of a table as text, and of the name of a column. */
export const MOST_CHARACTERS = 5 * 1024 * 1024;
const LONGEST_NAME = 500;
const MOST_NAMED = 10;

export interface TableRow {
  /** The row below the header, or the first object, is 1. Blank rows are left out, but counted. */
  readonly number: number;
  /** By column, at least one. Blank cells are left out. */
  readonly cells: ReadonlyMap<string, unknown>;
  /** Why the row is not a contact, as a sentence. */
  readonly problem?: string;
  /** Why the row is perhaps not a contact, as a clause. */
  readonly doubt?: string;
  /** Why the name is perhaps not that of the person, as a clause. Nothing writes it unasked. */
  readonly nameDoubt?: string;
  /** Why cells of the contact cannot be read, a sentence each. */
  readonly unread?: readonly string[];
  /** Whether an argument of the call decides how they are read. */
  readonly isUndecided?: boolean;
  /** The values that are left out, because they cannot be read. */
  readonly leftOut?: readonly LeftOutValue[];
}

export interface LeftOutValue {
  readonly column: string;
  readonly value: unknown;
  readonly why: Rejection;
}

/** A table of contacts, whatever its source. */
export interface Table {
  /** Trimmed and unique, in the given order. The second column that is called "Phone" is "Phone (2)". */
  readonly columns: readonly string[];
  /** From 1 to 10,000. */
  readonly rows: readonly TableRow[];
  /** What was assumed or left out as it was read, a sentence each. */
  readonly notes: readonly string[];
}

/** Numbers of rows in a message: "row 2", "rows 1, 4 and 7", "rows 1, 2, … and 31 more". */
export const rowsNamed = (numbers: readonly number[]): string => numbersNamed(numbers, "row");

/** As {@link rowsNamed}, for other numbered things: "lines 1 and 4". */
export function numbersNamed(numbers: readonly number[], what: string): string {
  const named = numbers.slice(0, MOST_NAMED).map((number) => showNumber(number));
  const rest = numbers.length - named.length;
  const last = rest > 0 ? `${showNumber(rest)} more` : named.pop();
  return named.length > 0 ? `${what}s ${named.join(", ")} and ${last}` : `${what} ${last}`;
}

/** Leaves blank names to the caller. @throws Rejection for two columns of one name, or for too many columns */
export function checkColumns(columns: readonly string[]): void {
  if (columns.length > MOST_COLUMNS) {
    throw new Rejection(`${counted(columns.length, "column")} are too many`, `up to ${MOST_COLUMNS}; leave out those that are not fields`);
  }
  const long = columns.find((column) => column.length > LONGEST_NAME);
  if (long !== undefined)
    throw new Rejection(`The column ${quote(long)} has a name of ${counted(long.length, "character")}`, `up to ${LONGEST_NAME}`);
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const column of columns) if (column !== "") (seen.has(column) ? repeated : seen).add(column);
  if (repeated.size > 0)
    throw new Rejection(
      `Several columns have the same name: ${[...repeated].slice(0, MOST_NAMED).map(quote).join(", ")}`,
      "a different name for each column",
    );
}

/**
 * A unique name for each column: a repeated name gets a number.
 *
 * @example uniqueNames(["Phone", "Email", "Phone"]); // => ["Phone", "Email", "Phone (2)"]
 */
export function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set(names);
  const counts = new Map<string, number>();
  return names.map((name) => {
    let count = (counts.get(name) ?? 0) + 1;
    let unique = name;
    if (count > 1) {
      while (taken.has(`${name} (${count})`)) count += 1;
      unique = `${name} (${count})`;
      taken.add(unique);
    }
    counts.set(name, count);
    return unique;
  });
}

/** @param where which rows are counted @throws Rejection without a row, or with too many for one call */
export function checkCount(rows: number, where = ""): void {
  if (rows === 0) throw new Rejection(`No row${where} holds a value`, `1 to ${showNumber(MOST_ROWS)} rows, one for each contact`);
  if (rows > MOST_ROWS) {
    const parts = Math.ceil(rows / MOST_ROWS);
    throw new Rejection(
      `${counted(rows, "row")} are too many`,
      `up to ${showNumber(MOST_ROWS)} a call; split them into ${counted(parts, "part")} and import one after the other`,
    );
  }
}

/** A row without its blank cells. */
export function rowOf(number: number, cells: readonly (readonly [string, unknown])[]): TableRow {
  const kept = cells.map(([column, cell]) => [column, withoutBlanks(cell)] as const).filter(([, value]) => value !== undefined);
  return { number, cells: new Map(kept) };
}

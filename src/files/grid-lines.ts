import { showNumber } from "../fields/number.ts";
import { Rejection } from "../fields/rejection.ts";
import { linkedText } from "../text/link-words.ts";
import { jsonText } from "../text/quote.ts";
import { visibleText } from "../text/visible.ts";
import { MOST_COLUMNS, MOST_ROWS } from "./table.ts";

/** The rows, and some lines above a header. */
const MOST_LINES = MOST_ROWS + 100;

/** The cells of a line, also of one that is no part of the table. */
const MOST_CELLS = 10 * MOST_COLUMNS;

/** A cell as text, or typed by its source: a number, a boolean; null or undefined for a blank one. */
export type Cell = unknown;

export interface GridLine {
  /** From 1, blank lines counted. */
  readonly number: number;
  /** The cells, at least one of them not blank. */
  readonly cells: readonly Cell[];
  /** How many cells the line has, with blank ones at its end. */
  readonly width: number;
}

/** Names and notes are not longer than this. */
const LONGEST_SEEN = 1000;

/** The trimmed text of a cell as people see it; "" for a blank one. */
export function cellText(cell: Cell): string {
  if (typeof cell === "string") return cell.length > LONGEST_SEEN ? cell.trim() : visibleText(cell).trim();
  return cell === undefined || cell === null ? "" : jsonText(cell);
}

const isFilled = (cell: Cell) => (typeof cell === "string" && cell.length > LONGEST_SEEN) || cellText(cell) !== "";

/** A cell of a sheet. */
export interface Place {
  readonly column: number;
  /** The number of its line. */
  readonly line: number;
}

/** Cells that are merged are counted up to this number. */
const MOST_MERGED = 200_000;

/** Collects the lines of a table that are not blank. */
export class GridLines {
  /** Whether an unquoted delimiter may have moved the cells of a line to the right. */
  readonly mayShift: boolean;
  /** Without blank cells at their end; as many as may be imported. */
  readonly filled: GridLine[] = [];
  /** How many lines are not blank. */
  count = 0;
  readonly #signal: AbortSignal | undefined;
  #lines = 0;

  /** @param signal of the call that reads the table: once it is over, no line is taken */
  constructor({ mayShift = true, signal }: { readonly mayShift?: boolean; readonly signal?: AbortSignal | undefined } = {}) {
    this.mayShift = mayShift;
    this.#signal = signal;
  }

  /** Counts blank lines. */
  skip(lines: number): void {
    this.#lines += Math.max(0, lines);
  }

  /** @throws Rejection if a line has far too many cells */
  readonly take = (lines: readonly (readonly Cell[])[]): void => {
    this.#signal?.throwIfAborted();
    for (const line of lines) {
      this.#lines += 1;
      if (line.length > MOST_CELLS) throw new Rejection(`Line ${this.#lines} has ${showNumber(line.length)} cells`, `up to ${MOST_COLUMNS} columns`);
      const cells = line.slice(0, line.findLastIndex(isFilled) + 1);
      if (cells.length === 0) continue;
      this.count += 1;
      if (this.count <= MOST_LINES) this.filled.push({ number: this.#lines, cells, width: line.length });
    }
  };

  /** Gives the values of cells that are merged with those below to these. @returns the numbers of their lines */
  merge(cells: readonly (Place & { readonly last: number })[]): number[] {
    const places = new Map(this.filled.map(({ number }, at) => [number, at]));
    const merged = new Set<number>();
    let left = MOST_MERGED;
    for (const { column, line, last } of cells) {
      const value = this.filled[places.get(line) ?? -1]?.cells[column];
      const end = isFilled(value) ? Math.min(last, this.#lines) : line;
      for (let number = line + 1; number <= end && left > 0; number += 1) {
        left -= 1;
        if (this.#put({ column, line: number }, places, (own) => (isFilled(own) ? own : value))) merged.add(number);
      }
    }
    return [...merged].sort((one, other) => one - other);
  }

  /** Reads the texts of cells with their links. */
  link(cells: readonly (Place & { readonly address: string })[]): void {
    const places = new Map(this.filled.map(({ number }, at) => [number, at]));
    for (const { address, ...place } of cells) this.#put(place, places, (own) => (typeof own === "string" ? linkedText(own, address) : own));
  }

  #put({ column, line }: Place, places: ReadonlyMap<number, number>, read: (own: Cell) => Cell): boolean {
    const at = places.get(line);
    const own = at === undefined ? undefined : this.filled[at];
    if (at === undefined || !own || own.cells[column] === read(own.cells[column])) return false;
    const cells = Array.from({ length: Math.max(own.cells.length, column + 1) }, (_, index) => own.cells[index]);
    cells[column] = read(own.cells[column]);
    this.filled[at] = { ...own, cells, width: Math.max(own.width, cells.length) };
    return true;
  }
}

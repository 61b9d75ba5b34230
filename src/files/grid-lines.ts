import { jsonText } from "../text/quote.ts";
import { visibleText } from "../text/visible.ts";
import { MOST_ROWS } from "./table.ts";

/** The rows, and some lines above a header. */
const MOST_LINES = MOST_ROWS + 100;

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

const isFilled = (cell: Cell) => cellText(cell) !== "";

/** Collects the lines of a table that are not blank. */
export class GridLines {
  /** Whether an unquoted delimiter may have moved the cells of a line to the right. */
  readonly mayShift: boolean;
  /** Without blank cells at their end; as many as may be imported. */
  readonly filled: GridLine[] = [];
  /** How many lines are not blank. */
  count = 0;
  #lines = 0;

  constructor(mayShift = true) {
    this.mayShift = mayShift;
  }

  /** Counts blank lines. */
  skip(lines: number): void {
    this.#lines += Math.max(0, lines);
  }

  readonly take = (lines: readonly (readonly Cell[])[]): void => {
    for (const line of lines) {
      this.#lines += 1;
      const cells = line.slice(0, line.findLastIndex(isFilled) + 1);
      if (cells.length === 0) continue;
      this.count += 1;
      if (this.count <= MOST_LINES) this.filled.push({ number: this.#lines, cells, width: line.length });
    }
  };
}

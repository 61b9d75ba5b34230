import { mapInSlices } from "../async/time-slices.ts";
import type { Locale } from "../fields/index.ts";
import { named, Problems, Rejection } from "../fields/rejection.ts";
import type { TableRow } from "../files/table.ts";
import { counted } from "../text/plural.ts";
import { quote, wholeJson } from "../text/quote.ts";
import { visibleText } from "../text/visible.ts";
import { asLabel } from "../text/words.ts";
import type { ColumnKeys, Columns } from "./columns/column-matcher.ts";
import type { MatchedColumn } from "./columns/matched-column.ts";
import { separated } from "./readings.ts";

interface Replacement {
  readonly column: string;
  readonly value: string;
  /** "" leaves the value out. */
  readonly by: string;
  count: number;
}

const folded = (value: unknown) => visibleText(String(value)).replace(/\s+/g, " ").trim().toLowerCase();
const keyOf = (column: string, value: unknown) => `${column}\n${folded(value)}`;

/** Values that the call replaces: `{"column": "Stage=Kunde", "field": "Customer"}`. "*" stands for all others of a column. */
export class ReplacedValues {
  /** The meanings that the call gives to whole columns. */
  readonly columnKeys: ColumnKeys;
  readonly #replacements = new Map<string, Replacement>();

  /** @throws InvalidInput if one value is to be read in two ways */
  constructor(given: ColumnKeys, columns: readonly string[]) {
    const problems = new Problems();
    const entries = Object.entries(given).map(([name, by]) => [visibleText(name).trim(), by.trim()] as const);
    this.columnKeys = Object.fromEntries(entries.filter(([name, by]) => problems.collect("columns", () => this.#add(name, by, columns)) === false));
    problems.throwIfAny();
  }

  #add(name: string, by: string, columns: readonly string[]): boolean {
    if (columns.includes(name)) return false;
    for (let at = name.indexOf("="); at > 0; at = name.indexOf("=", at + 1)) {
      const [column, value] = [name.slice(0, at).trim(), name.slice(at + 1).trim()];
      if (value === "" || !columns.includes(column)) continue;
      const other = this.#replacements.get(keyOf(column, value));
      if (other && other.by !== by)
        throw new Rejection(
          `${quote(`${column}=${other.value}`)} is to be read as ${quote(other.by)}, and ${quote(`${column}=${value}`)} as ${quote(by)}`,
          "one replacement for each value; upper and lower case do not matter",
        );
      this.#replacements.set(keyOf(column, value), { column, value, by, count: 0 });
      return true;
    }
    return false;
  }

  /** @throws InvalidInput if a column of such values is not used, or has the IDs */
  check({ matched, id }: Columns): void {
    const unused = [...this.#replacements.values()].find(({ column }) => !matched.some((one) => one.column === column));
    if (!unused) return;
    const column = quote(unused.column);
    named("columns", () => {
      if (unused.column === id) throw new Rejection(`${column} has the IDs of contacts, which cannot be replaced`, "values of other columns");
      throw new Rejection(`The column ${column} is not used`, `a key for the whole column too, as {"column": ${column}, "field": "…"}`);
    });
  }

  /** The rows with the values replaced. */
  async in(rows: readonly TableRow[], matched: readonly MatchedColumn[], locale: Locale): Promise<readonly TableRow[]> {
    if (this.#replacements.size === 0) return rows;
    return mapInSlices(rows, (row): TableRow => {
      if (row.problem !== undefined) return row;
      const cells = new Map(row.cells);
      for (const one of matched.filter(({ column }) => cells.has(column))) {
        const cell = this.#replaced(cells.get(one.column), one, locale);
        if (cell === undefined) cells.delete(one.column);
        else cells.set(one.column, cell);
      }
      return { ...row, cells };
    });
  }

  /** The whole cell, or else the values in it. Undefined if it is left out. */
  #replaced(cell: unknown, { column, ...target }: MatchedColumn, locale: Locale): unknown {
    const found = (value: unknown) => this.#replacements.get(keyOf(column, value));
    const all = found("*");
    const read = (value: unknown) => {
      const replacement = found(value) ?? all;
      if (!replacement) return value;
      replacement.count += 1;
      return replacement.by || undefined;
    };
    if (found(cell)) return read(cell);
    const parts = separated(cell, target, locale);
    return Array.isArray(parts) && parts.some(found) ? parts.map(read) : read(cell);
  }

  /** The `columns` argument that corrects values, to be filled in. It names a value as the cells have it. */
  toFillIn(values: readonly { readonly column: string; readonly value: string; readonly by?: string | undefined }[]): string {
    const written = (column: string, value: string) => {
      const sources = [...this.#replacements.values()].filter((one) => one.column === column && one.count > 0 && folded(one.by) === folded(value));
      return sources.length > 0 ? sources.map((one) => one.value) : [value];
    };
    return wholeJson(
      values.flatMap(({ column, value, by = "" }) => written(column, value).map((cell) => ({ column: `${column}=${cell}`, field: by }))),
    );
  }

  notes(): string[] {
    return [...this.#replacements.values()].map(({ column, value, by, count }) => {
      if (count === 0) return `No cell of ${asLabel(column)} holds ${quote(value)}.`;
      const what = by === "" ? `is left out (${counted(count, "row")})` : `is read as ${quote(by)} (${counted(count, "row")})`;
      return `${asLabel(column)}: ${quote(value)} ${what}.`;
    });
  }
}

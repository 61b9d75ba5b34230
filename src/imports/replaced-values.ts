import { InvalidInput, Rejection } from "../fields/rejection.ts";
import { quote, wholeJson } from "../text/quote.ts";
import { asLabel } from "../text/words.ts";
import type { MatchedColumn } from "./columns/matched-column.ts";
import type { ColumnKeys } from "./columns.ts";

interface Replacement {
  readonly column: string;
  readonly value: string;
  /** "" leaves the value out. */
  readonly by: string;
  count: number;
}

const folded = (value: unknown) => String(value).replace(/\s+/g, " ").trim().toLowerCase();
const keyOf = (column: string, value: unknown) => `${column}\n${folded(value)}`;

/** Values that the call replaces: `{"column": "Stage=Kunde", "field": "Customer"}`. */
export class ReplacedValues {
  /** The meanings that the call gives to whole columns. */
  readonly columnKeys: ColumnKeys;
  readonly #replacements = new Map<string, Replacement>();

  constructor(given: ColumnKeys, columns: readonly string[]) {
    const entries = Object.entries(given);
    this.columnKeys = Object.fromEntries(entries.filter(([name, by]) => !this.#add(name, by, columns)));
  }

  #add(name: string, by: string, columns: readonly string[]): boolean {
    if (columns.includes(name.trim())) return false;
    for (let at = name.indexOf("="); at > 0; at = name.indexOf("=", at + 1)) {
      const [column, value] = [name.slice(0, at).trim(), name.slice(at + 1).trim()];
      if (value === "" || !columns.includes(column)) continue;
      this.#replacements.set(keyOf(column, value), { column, value, by: by.trim(), count: 0 });
      return true;
    }
    return false;
  }

  /** @throws InvalidInput if a column of such values is not used */
  check(matched: readonly MatchedColumn[]): void {
    const unused = [...this.#replacements.values()].find(({ column }) => !matched.some((one) => one.column === column));
    if (!unused) return;
    const accepted = `a key for the whole column too, as {"column": ${quote(unused.column)}, "field": "…"}`;
    throw new InvalidInput([`columns: ${new Rejection(`The column ${quote(unused.column)} is not used`, accepted).message}`]);
  }

  /** The value of a cell, or what replaces it; undefined if it is left out. */
  of(column: string, cell: unknown): unknown {
    if (this.#replacements.size === 0) return cell;
    if (Array.isArray(cell)) return cell.map((item) => this.of(column, item));
    const found = this.#replacements.get(keyOf(column, cell));
    if (!found) return cell;
    found.count += 1;
    return found.by === "" ? undefined : found.by;
  }

  notes(): string[] {
    return [...this.#replacements.values()].map(({ column, value, by, count }) => {
      const what = count === 0 ? "is in no cell" : by === "" ? `is left out (${count})` : `is read as ${quote(by)} (${count})`;
      return `${asLabel(column)}: ${quote(value)} ${what}.`;
    });
  }
}

/** The argument that replaces values, to be filled in. */
export const columnsToFillIn = (values: readonly { readonly column: string; readonly value: string; readonly by?: string | undefined }[]): string =>
  wholeJson(values.map(({ column, value, by = "" }) => ({ column: `${column}=${value}`, field: by })));

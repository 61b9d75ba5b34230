import { mapInSlices } from "../../async/time-slices.ts";
import type { TableRow } from "../../files/table.ts";
import { getOrInsert } from "../../maps.ts";
import { type Attribute, holdsMany } from "../../schema/contact-schema.ts";
import { foldLetters } from "../../text/fold.ts";
import { isPlaceholder } from "../placeholders.ts";
import type { MatchedColumn } from "./matched-column.ts";

/** A table in which second choices have values only where they count. */
export interface ChosenRows {
  readonly rows: readonly TableRow[];
  /** Columns that only repeat what the columns for the parts say. */
  readonly repeating: ReadonlySet<string>;
  /** Columns that had a value left out, with the numbers of the rows. */
  readonly leftOut: ReadonlyMap<SecondChoice, readonly number[]>;
}

const isList = (attribute: Attribute) => attribute.kind === "field" && holdsMany(attribute);

/** A column that counts only in rows where the `firsts` are blank. */
interface SecondChoice extends MatchedColumn {
  readonly firsts: readonly MatchedColumn[];
}

/** Whether a column is for a whole value beside columns for its parts, which it usually repeats. */
const isWhole = ({ part, firsts }: SecondChoice) => part === undefined && firsts.some((first) => first.part !== undefined);

/** Leaves out the values of second choices in rows where the first has one. */
export async function chooseValues(rows: readonly TableRow[], matched: readonly MatchedColumn[]): Promise<ChosenRows> {
  const second = matched
    .filter(({ attribute, choice }) => choice > 0 && !isList(attribute))
    .map((one): SecondChoice => ({ ...one, firsts: matched.filter((other) => other.attribute === one.attribute && other.choice < one.choice) }));
  const repeating = new Set(second.filter(isWhole).map(({ column }) => column));
  if (second.length === 0) return { rows, repeating, leftOut: new Map() };
  const leftOut = new Map<SecondChoice, number[]>();
  const chosen = await mapInSlices(rows, (row): TableRow => {
    const out = second.filter(({ column, firsts }) => row.cells.has(column) && firsts.some((first) => isFilled(row, first)));
    for (const one of second) if (row.cells.has(one.column) && !out.includes(one)) repeating.delete(one.column);
    if (out.length === 0) return row;
    const cells = new Map(row.cells);
    for (const one of out) {
      cells.delete(one.column);
      if (isSaid(row, one)) continue;
      repeating.delete(one.column);
      getOrInsert(leftOut, one, () => []).push(row.number);
    }
    return { ...row, cells };
  });
  return { rows: chosen, repeating, leftOut };
}

/** Whether the first choices say what the second says. Of a whole value, a part may be written in another form ("DE"). */
function isSaid(row: TableRow, second: SecondChoice): boolean {
  const textIn = ({ column }: MatchedColumn) => foldLetters(String(row.cells.get(column)));
  const text = textIn(second);
  const firsts = second.firsts.filter((first) => isFilled(row, first)).map(textIn);
  const most = firsts.filter((first) => text.includes(first)).length * 2 > firsts.length;
  return isWhole(second) ? most : firsts.includes(text);
}

export function isFilled({ cells }: TableRow, { column, attribute, part }: MatchedColumn): boolean {
  const cell = cells.get(column);
  return cell !== undefined && !(typeof cell === "string" && isPlaceholder(cell, attribute, part));
}

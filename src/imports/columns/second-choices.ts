import { mapInSlices } from "../../async/time-slices.ts";
import { decodeJsonString, isRecord } from "../../fields/json.ts";
import { generationOf } from "../../fields/name-suffixes.ts";
import { type FullName, splitName } from "../../fields/split-name.ts";
import type { TableRow } from "../../files/table.ts";
import { getOrInsert } from "../../maps.ts";
import { fold, foldLetters } from "../../text/fold.ts";
import { isPlaceholder } from "../placeholders.ts";
import { targetOf } from "../row-input.ts";
import { isOfList, isOfName, type MatchedColumn } from "./matched-column.ts";

/** A table in which second choices have values only where they count. */
export interface ChosenRows {
  readonly rows: readonly TableRow[];
  /** Columns that only repeat what other columns say, with the reason. */
  readonly repeating: ReadonlyMap<string, string>;
  /** Columns that had a value left out, with the numbers of the rows. */
  readonly leftOut: ReadonlyMap<SecondChoice, readonly number[]>;
}

/** A column that counts only in rows where the `firsts` are blank. */
interface SecondChoice extends MatchedColumn {
  readonly firsts: readonly MatchedColumn[];
}

/** Whether a column is for a whole value beside columns for its parts, which it usually repeats. */
const isWhole = ({ part, firsts }: SecondChoice) => part === undefined && firsts.some((first) => first.part !== undefined);

/** Leaves out the values of second choices in rows where the first has one. */
export async function chooseValues(rows: readonly TableRow[], matched: readonly MatchedColumn[]): Promise<ChosenRows> {
  const second = matched
    .filter((one) => one.choice > 0 && !isOfList(one))
    .map((one): SecondChoice => ({ ...one, firsts: matched.filter((other) => other.attribute === one.attribute && other.choice < one.choice) }));
  const wholeNames = second.filter((one) => isWhole(one) && isOfName(one));
  const repeating = new Map([
    ...wholeNames.flatMap(({ firsts }) => firsts.map(({ column }) => [column, "the whole name is used"] as const)),
    ...second.filter(isWhole).map(({ column }) => [column, "its parts are used"] as const),
  ]);
  if (second.length === 0) return { rows, repeating, leftOut: new Map() };
  const leftOut = new Map<SecondChoice, number[]>();
  const chosen = await mapInSlices(rows, (written): TableRow => {
    const row = withFullerName(written, wholeNames);
    for (const { column } of wholeNames.flatMap(({ firsts }) => firsts)) if (row.cells.has(column)) repeating.delete(column);
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

/** Leaves out the parts of a name in a row whose whole name says more. */
function withFullerName(row: TableRow, wholes: readonly SecondChoice[]): TableRow {
  const whole = wholes.find(({ column }) => row.cells.has(column));
  const parts = whole?.firsts.filter((first) => isFilled(row, first)) ?? [];
  if (!whole || parts.length === 0) return row;
  const own = (name: string) => parts.flatMap(({ column, part }) => (part === name ? [String(row.cells.get(column))] : [])).join(" ");
  const [firstName, lastName] = [own("firstName"), own("lastName")];
  // Programs have columns for middle names and suffixes, which have their own rules.
  if (whole.group === "program" && firstName !== "" && lastName !== "") return row;
  const name = fullerName(row.cells.get(whole.column), { firstName, lastName });
  if (name === undefined) return row;
  const cells = new Map(row.cells);
  for (const { column } of whole.firsts) cells.delete(column);
  return { ...row, cells: cells.set(whole.column, name) };
}

/** Whether the first choices say what the second says. Of a whole value, a part may be written in another form ("DE"). */
function isSaid(row: TableRow, second: SecondChoice): boolean {
  const textIn = ({ column }: MatchedColumn) => foldLetters(String(row.cells.get(column)));
  const text = textIn(second);
  const firsts = second.firsts.filter((first) => isFilled(row, first)).map(textIn);
  if (!isWhole(second)) return firsts.includes(text);
  const wordsIn = ({ column }: MatchedColumn) =>
    String(row.cells.get(column))
      .split(/[\s,]+/)
      .map(foldLetters);
  const words = new Set(second.firsts.filter((first) => isFilled(row, first)).flatMap(wordsIn));
  return firsts.filter((first) => text.includes(first)).length * 2 > firsts.length || wordsIn(second).every((word) => words.has(word));
}

export function isFilled(row: TableRow, matched: MatchedColumn): boolean {
  const { column, attribute, part } = matched;
  const cell = row.cells.get(column);
  return cell !== undefined && targetOf(cell, row, matched) !== undefined && !(typeof cell === "string" && isPlaceholder(cell, attribute, part));
}

const wordsOf = (text: unknown): string[] => (typeof text === "string" ? text.split(/[\s,]+/).filter((word) => word !== "") : []);

/** The words at a place, if they are the other words. */
const areAt = (at: number, words: readonly string[], others: readonly string[]) =>
  others.every((other, index) => fold(words[at + index] ?? "") === fold(other));

/** The words of a text besides some that it holds side by side; undefined if it does not. */
function besides(words: readonly string[], own: readonly string[]): string[] | undefined {
  const at = words.findIndex((_, index) => areAt(index, words, own));
  return own.length === 0 ? [...words] : at < 0 ? undefined : words.toSpliced(at, own.length);
}

/**
 * The value of a cell for the whole name, if it says more than the cells for its parts: the part that they lack, a middle
 * name, or the suffix of a son. Remarks, degrees and companies behind a name with both parts are not more of the name.
 *
 * @example
 * fullerName("Ann Mary Lee", { lastName: "Lee" }); // => "Ann Mary Lee"
 * fullerName("María García López", { lastName: "García López" }); // => { firstName: "María", lastName: "García López" }
 */
export function fullerName(whole: unknown, own: FullName): unknown {
  const given = decodeJsonString(whole);
  const name: { readonly [part in keyof FullName]?: unknown } = isRecord(given) ? given : splitName(String(given).trim()).name;
  const [first, last] = [wordsOf(name.firstName), wordsOf(name.lastName)];
  const [ownFirst, ownLast] = [wordsOf(own.firstName), wordsOf(own.lastName)];
  const hasBoth = ownFirst.length > 0 && ownLast.length > 0;
  const [moreFirst, moreLast] = [besides(first, ownFirst), besides(last, ownLast)];
  if (moreFirst && moreLast) {
    const isMore = moreFirst.length + moreLast.length > 0;
    const areNames = moreFirst.every((word) => /^[\p{L}\p{M}.'’-]+$/u.test(word)) && moreLast.every((word) => generationOf(word) !== undefined);
    return isMore && (!hasBoth || areNames) ? whole : undefined;
  }
  // Only the other column shows which of the words are the last name.
  const rest = hasBoth ? undefined : besides([...first, ...last], [...ownFirst, ...ownLast])?.join(" ");
  if (!rest) return undefined;
  return ownLast.length > 0 ? { ...own, firstName: rest } : { ...own, lastName: rest };
}

import { mapInSlices } from "../../async/time-slices.ts";
import { decodeJsonString, isRecord } from "../../fields/json.ts";
import { generationOf, withoutPostNominals } from "../../fields/name-suffixes.ts";
import { splitName } from "../../fields/split-name.ts";
import type { TableRow } from "../../files/table.ts";
import { columnKey } from "./column-key.ts";
import { isOfName, type MatchedColumn } from "./matched-column.ts";
import { isFilled } from "./second-choices.ts";
import { usualNames } from "./usual-names.ts";

/** The group of the column. */
const SUFFIX = "nameSuffix";

/** Whether a column holds last names or whole names, which a suffix completes. */
const endsName = (column: MatchedColumn): boolean => isOfName(column) && column.part !== "firstName" && column.group !== SUFFIX;

/** The column of suffixes, if there is a column for the last name or the whole name. */
export function suffixColumn(columns: readonly string[], matched: readonly MatchedColumn[]): MatchedColumn | undefined {
  const usual = usualNames(SUFFIX);
  const column = columns.find((one) => usual.has(columnKey(one)));
  const [name] = matched.filter(endsName).sort((one, other) => one.choice - other.choice);
  return name && column !== undefined ? { ...name, column, group: SUFFIX, isNamed: false } : undefined;
}

/**
 * Puts the suffix of each row behind the last name. `leftOut`: the suffixes that no name takes, each once. `others`: the
 * columns that still have values.
 */
export async function withSuffixes(rows: readonly TableRow[], matched: readonly MatchedColumn[]) {
  const leftOut = new Set<string>();
  const suffix = matched.find(({ group }) => group === SUFFIX);
  if (!suffix) return { rows, leftOut, others: matched };
  // The last of the preferred columns ends the name.
  const names = matched.filter(endsName).reverse();
  names.sort((one, other) => one.choice - other.choice);
  const completed = await mapInSlices(rows, (row): TableRow => {
    const cells = new Map(row.cells);
    const text = String(cells.get(suffix.column)).trim();
    if (!cells.delete(suffix.column)) return row;
    const name = names.find((one) => isFilled(row, one));
    const value = name && generationOf(text) !== undefined ? withSuffix(cells.get(name.column), text, name.part) : undefined;
    if (name && value !== undefined) cells.set(name.column, value);
    else if (isFilled(row, suffix)) leftOut.add(text);
    return { ...row, cells };
  });
  return { rows: completed, leftOut, others: matched.filter((one) => one !== suffix) };
}

/** A last name, or a whole name, with a suffix; undefined if there is no last name, or it has another suffix. */
function withSuffix(cell: unknown, suffix: string, part: string | undefined): unknown {
  const given = decodeJsonString(cell);
  const name = typeof given !== "string" ? given : part === undefined ? splitName(given.trim()).name : { lastName: given };
  const lastName = isRecord(name) ? name.lastName : undefined;
  if (typeof lastName !== "string" || lastName.includes("@")) return undefined;
  const first = isRecord(name) && typeof name.firstName === "string" ? name.firstName : "";
  // "Ada Cole Junior" is split before the last word, which a single last name may be too.
  const words = [...first.split(" ").slice(1), ...withoutPostNominals(lastName).split(/[\s,]+/)];
  const own = words.length > 1 ? generationOf(words.at(-1)) : undefined;
  if (own !== undefined) return own === generationOf(suffix) ? cell : undefined;
  const whole = `${lastName} ${suffix}`;
  return part === undefined ? { ...(name as object), lastName: whole } : whole;
}

import type { TableRow } from "../../files/table.ts";
import { columnKey } from "./column-key.ts";
import { isSameTarget, type MatchedColumn } from "./matched-column.ts";
import type { Target } from "./named-attributes.ts";
import { usualNames } from "./usual-names.ts";

/** Suffixes that tell a son from his father. A degree or a post is not part of the name. */
const GENERATION = /^(?:jr|sr|jun|sen|jnr|snr|junior|senior|[23]|i{2,3}|iv|2nd|3rd|filho|neto)\.?$/i;

const isGeneration = (value: unknown): boolean => typeof value === "string" && GENERATION.test(value.trim());

/** The group of such columns. */
const SUFFIX = "nameSuffix";

/** The columns of suffixes, if there is a column for the last name, which they complete. */
export function suffixColumns(columns: readonly string[], lastName: Target | undefined, matched: readonly MatchedColumn[]): MatchedColumn[] {
  if (!lastName || !matched.some((one) => isSameTarget(one, lastName) && one.choice === 0)) return [];
  const usual = usualNames(SUFFIX);
  return columns
    .filter((column) => usual.has(columnKey(column)))
    .slice(0, 1)
    .map((column) => ({
      column,
      ...lastName,
      group: SUFFIX,
      choice: 0,
      isNamed: false,
      routes: [{ takes: (value) => !isGeneration(value), to: undefined }],
    }));
}

/** The suffixes that are left out, each once. */
export function otherSuffixes(rows: readonly TableRow[], matched: readonly MatchedColumn[]): readonly string[] {
  const columns = matched.filter(({ group }) => group === SUFFIX).map(({ column }) => column);
  const found = rows
    .flatMap(({ cells }) => columns.map((column) => cells.get(column)))
    .filter((value) => value !== undefined && !isGeneration(value));
  return [...new Set(found.map((value) => String(value).trim()))];
}

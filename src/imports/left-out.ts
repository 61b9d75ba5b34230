import type { LeftOutValue, TableRow } from "../files/table.ts";
import { groupBy } from "../maps.ts";
import { firstOf } from "../text/first-of.ts";
import { counted } from "../text/plural.ts";
import { asLabel } from "../text/words.ts";
import type { MatchedColumn } from "./columns/matched-column.ts";
import type { ReplacedValues } from "./replaced-values.ts";

/** How many reasons of a column, and how many values that are no options, are shown. */
const MOST_REASONS = 5;
const MOST_OPTIONS = 20;

const valuesIn = (rows: readonly TableRow[]): readonly LeftOutValue[] => rows.flatMap(({ leftOut = [] }) => leftOut);

/** Says which values of the rows are left out: by column, each reason once, with the number of its rows. */
export function leftOutNotes(rows: readonly TableRow[]): string[] {
  return [...groupBy(valuesIn(rows), ({ column }) => column)].map(([column, values]) => {
    const reasons = [...groupBy(values, ({ why }) => why.problemWithNearest.replace(/\.$/, ""))].map(
      ([reason, all]) => `${reason} (${counted(all.length, "row")})`,
    );
    return `Left out of ${asLabel(column)}: ${firstOf(reasons, MOST_REASONS, "; ", "; and ")}.`;
  });
}

/** Says how to replace the values that are left out because they are no options of their fields. */
export function optionsNote(rows: readonly TableRow[], matched: readonly MatchedColumn[], replaced: ReplacedValues): string[] {
  const columns = new Set(
    matched.flatMap(({ column, attribute }) => (attribute.kind === "field" && attribute.definition.config.options !== undefined ? [column] : [])),
  );
  const values = valuesIn(rows).filter(({ column }) => columns.has(column));
  if (values.length === 0) return [];
  const unknown = [...groupBy(values, ({ column, value }) => `${column}\n${String(value).trim().toLowerCase()}`).values()].flatMap(
    ([one]) => one ?? [],
  );
  const rest = unknown.length - MOST_OPTIONS;
  const shown = replaced.toFillIn(
    unknown.slice(0, MOST_OPTIONS).map(({ column, value, why }) => ({ column, value: String(value).trim(), by: why.nearest[0] })),
  );
  const accepted = [...new Map(unknown.map(({ column, why }) => [column, why.accepted]))].map(
    ([column, options]) => `${asLabel(column)}: ${options}`,
  );
  const more = rest > 0 ? ` ${counted(rest, "more value is", "more values are")} not in this list.` : "";
  return [
    `To replace values that are not options, fill in the columns argument and call import_contacts again: ${shown}. "" leaves a value out.${more} Options of ${accepted.join("; ")}.`,
  ];
}

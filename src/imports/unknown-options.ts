import { mapInSlices } from "../async/time-slices.ts";
import type { Locale } from "../fields/index.ts";
import { Rejection } from "../fields/rejection.ts";
import type { TableRow } from "../files/table.ts";
import { counted } from "../text/plural.ts";
import type { MatchedColumn } from "./columns/matched-column.ts";
import type { ReplacedValues } from "./replaced-values.ts";

const MOST_SHOWN = 20;

/** Says how to replace values that are no options of their fields. */
export async function unknownOptionNotes(
  rows: readonly TableRow[],
  matched: readonly MatchedColumn[],
  { values, locale }: { readonly values: ReplacedValues; readonly locale: Locale },
): Promise<string[]> {
  const unknown = new Map<string, { readonly column: string; readonly value: string; readonly by: string | undefined }>();
  const known = new Set<string>();
  const columns = matched.filter(({ attribute }) => attribute.kind === "field" && attribute.definition.config.options !== undefined);
  await mapInSlices(rows, ({ cells, problem }) => {
    if (problem !== undefined) return;
    for (const { column, attribute } of columns) {
      for (const value of [cells.get(column)].flat()) {
        const key = `${column}\n${String(value).trim().toLowerCase()}`;
        if (attribute.kind !== "field" || typeof value !== "string" || known.has(key)) continue;
        known.add(key);
        try {
          attribute.type.encode(value, attribute.definition, locale);
        } catch (error) {
          if (!(error instanceof Rejection)) throw error;
          unknown.set(key, { column, value: value.trim(), by: error.nearest[0] });
        }
      }
    }
  });
  if (unknown.size === 0) return [];
  const rest = unknown.size - MOST_SHOWN;
  const shown = values.toFillIn([...unknown.values()].slice(0, MOST_SHOWN));
  const more = rest > 0 ? ` ${counted(rest, "more value is", "more values are")} not in this list.` : "";
  return [`To replace values that are not options, call import_contacts again with columns, filled in: ${shown}; "" leaves a value out.${more}`];
}

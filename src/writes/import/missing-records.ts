import { mapInSlices } from "../../async/time-slices.ts";
import { decodeJsonString } from "../../fields/json.ts";
import { showNumber } from "../../fields/number.ts";
import { Rejection } from "../../fields/rejection.ts";
import type { TableRow } from "../../files/table.ts";
import { NoSuchRecord } from "../../names/no-such-record.ts";
import type { Relationship } from "../../schema/contact-schema.ts";
import type { TargetId } from "../../schema/link-target.ts";
import { counted } from "../../text/plural.ts";
import { quote } from "../../text/quote.ts";
import type { MatchedColumn } from "./columns/matched-column.ts";

const MOST_NAMED = 20;

/** A name that no record has. */
interface Missing {
  count: number;
  readonly nearest: readonly string[];
}

export interface LinkableRows {
  readonly rows: readonly TableRow[];
  /** The names that no record has, a sentence for each relationship. */
  readonly notes: readonly string[];
}

/** Rows without the names that no record has: the person of such a row comes in without the link. */
export async function withoutMissing(rows: readonly TableRow[], matched: readonly MatchedColumn[], targetId: TargetId): Promise<LinkableRows> {
  const links = matched.flatMap(({ column, attribute }) => (attribute.kind === "relationship" ? [[column, attribute] as const] : []));
  if (links.length === 0) return { rows, notes: [] };
  const missing = new Map<Relationship, Map<string, Missing>>(links.map(([, relationship]) => [relationship, new Map()]));
  const exists = (name: unknown, relationship: Relationship): boolean => {
    try {
      targetId(name, relationship);
      return true;
    } catch (error) {
      if (!(error instanceof NoSuchRecord)) {
        if (error instanceof Rejection) return true;
        throw error;
      }
      const names = missing.get(relationship);
      const known = names?.get(String(name)) ?? { count: 0, nearest: error.nearest };
      known.count += 1;
      names?.set(String(name), known);
      return false;
    }
  };
  const kept = await mapInSlices(rows, (row): TableRow => {
    const cells = new Map(row.cells);
    for (const [column, relationship] of links) {
      const cell = decodeJsonString(cells.get(column));
      if (cell === undefined) continue;
      const names = Array.isArray(cell) ? cell : [cell];
      const found = names.filter((name) => exists(name, relationship));
      if (found.length === names.length) continue;
      if (found.length === 0) cells.delete(column);
      else cells.set(column, found);
    }
    return { ...row, cells };
  });
  return { rows: kept, notes: [...missing].flatMap(([relationship, names]) => (names.size > 0 ? [missingNote(relationship, names)] : [])) };
}

function missingNote({ label, definition: { objectType } }: Relationship, names: ReadonlyMap<string, Missing>): string {
  const all = [...names].sort(([, a], [, b]) => b.count - a.count);
  const shown = all.slice(0, MOST_NAMED).map(
    ([
      name,
      {
        count,
        nearest: [near],
      },
    ]) => {
      const meant = near === undefined ? "" : `; did you mean ${quote(near)}?`;
      return `${quote(name)} (${counted(count, "row")}${meant})`;
    },
  );
  const more = all.length > shown.length ? ` and ${showNumber(all.length - shown.length)} more` : "";
  return (
    `${label}: no ${objectType} is called ${shown.join(", ")}${more}. The people come in without the link. ` +
    `To link them, give the name of an existing ${objectType} instead, or create it in the Lightfield app, and import again.`
  );
}

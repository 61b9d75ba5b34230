import { decodeJsonString } from "../fields/json.ts";
import { rowsNamed, type TableRow } from "../files/table.ts";
import type { Edits } from "../schema/collected-edits.ts";
import type { Columns } from "./columns/column-matcher.ts";

/** The rows with a part of another address. */
export const placesNote = (rows: ReadonlySet<number>): string[] =>
  rows.size > 0
    ? [`The stored address stays for ${rowsNamed([...rows])}, because only a part of another address is given. update_contact can replace it.`]
    : [];

/**
 * A row that gives a part of an address, such as another city, would leave the stored street in the wrong place. The
 * stored address stays unchanged.
 *
 * @param onMixed called when an address stays
 */
export function withoutMixedPlaces(edits: Edits, { cells }: TableRow, { matched }: Columns, onMixed: () => void): Edits {
  const fields = [...edits.fields].map(([field, edit]) => {
    const given = matched.filter(({ attribute, column }) => attribute === field && cells.has(column));
    const isGiven = (name: string) => {
      return given.some(({ part, column }) => part === name || Object.hasOwn(Object(decodeJsonString(cells.get(column))), name));
    };
    const inOnePlace = (stored: unknown) => {
      const next = edit(stored);
      const kept = field.type.doubtfulParts(stored, next, field.definition);
      if (kept.every(isGiven)) return next;
      onMixed();
      return stored;
    };
    return [field, inOnePlace] as const;
  });
  return { ...edits, fields: new Map(fields) };
}

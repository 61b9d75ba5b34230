import { isRecord } from "../fields/json.ts";
import type { TableRow } from "../files/table.ts";
import type { Columns } from "./columns/column-matcher.ts";
import { identifies, type MatchedColumn } from "./columns/matched-column.ts";

/** How many cells name a row without a name or an e-mail address. */
const MOST_CELLS = 2;

const texts = (cell: unknown): string[] =>
  typeof cell === "string" ? [cell] : Array.isArray(cell) ? cell.flatMap(texts) : isRecord(cell) ? Object.values(cell).flatMap(texts) : [];

/** What to call a row before it is a contact: its name, its e-mail, or other values. Unused columns do not count. */
export function rowName({ cells }: TableRow, { matched, id }: Columns): string {
  const written = (columns: readonly MatchedColumn[]) => columns.flatMap(({ column }) => texts(cells.get(column)));
  const [names, emails] = (["name", "email"] as const).map((what) => written(matched.filter((one) => identifies(one) === what)));
  const ids = id === undefined ? [] : texts(cells.get(id));
  const [found = []] = [names ?? [], (emails ?? []).slice(0, 1), written(matched).slice(0, MOST_CELLS), ids].filter(({ length }) => length > 0);
  return found.join(" ");
}

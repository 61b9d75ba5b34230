import { isRecord } from "../fields/json.ts";
import { isNameField } from "../identity/kinds/index.ts";
import { firstOf } from "../text/first-of.ts";
import { quote } from "../text/quote.ts";
import { asLabel } from "../text/words.ts";
import type { DraftRow } from "../writes/plans/draft.ts";
import type { Columns } from "./columns/column-matcher.ts";
import type { EncodedRow } from "./encoded-row.ts";

const MOST_SHOWN = 5;

/** How whole names are stored: those with more than two parts, or one example if there are none. */
export function splitNote(rows: readonly DraftRow[], encoded: readonly EncodedRow[], { matched }: Columns): string[] {
  const whole = matched.find(({ attribute, part }) => attribute.kind === "field" && isNameField(attribute) && part === undefined);
  if (!whole) return [];
  const cells = new Map(encoded.map(({ row }) => [row.number, row.cells.get(whole.column)]));
  const plain: string[] = [];
  const others: string[] = [];
  for (const row of rows) {
    const cell = row.number === undefined ? undefined : cells.get(row.number);
    const written = row.kind === "create" || row.kind === "update" ? row.change.fields.find(({ field }) => field === whole.attribute) : undefined;
    if (!written || typeof cell !== "string" || /^\s*[[{]/.test(cell)) continue;
    const name = isRecord(written.after) ? written.after : {};
    const parts = [name.firstName, name.lastName];
    const isPlain = parts.join(" ") === cell.trim() && cell.trim().split(/\s+/).length === 2;
    (isPlain ? plain : others).push(`${quote(cell)} = ${parts.map((text) => (text === undefined ? "-" : quote(text))).join(" | ")}`);
  }
  const shown = others.length > 0 ? others : plain.slice(0, 1);
  return shown.length > 0 ? [`${asLabel(whole.column)}: split into first | last name: ${firstOf(shown, MOST_SHOWN)}.`] : [];
}

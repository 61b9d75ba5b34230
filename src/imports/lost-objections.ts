import { mapInSlices } from "../async/time-slices.ts";
import { saidYes } from "../fields/checkbox.ts";
import { rowsNamed, type TableRow } from "../files/table.ts";
import type { ContactSchema } from "../schema/contact-schema.ts";
import { holdsFor, isForObjections, maySpeakOfObjections, objectionField, saidUnder, saysNone, willIn } from "../schema/objections.ts";
import { counted } from "../text/plural.ts";
import { quote, wholeJson } from "../text/quote.ts";
import type { Columns } from "./columns/column-matcher.ts";
import { isPlaceholder } from "./placeholders.ts";

/** Longer cells are notes. */
const LONGEST = 40;

/**
 * Whether a cell says that the person objects. Under a heading of objections, anything but a "no" does; under one that
 * may be of objections, a "yes" does; and under any, the words "unsubscribed".
 */
export function objectsInCell(column: string, cell: unknown): boolean {
  const isHeaded = willIn(column) === "objection";
  const yes = saidYes(cell);
  if (yes !== undefined) return yes && (isHeaded || maySpeakOfObjections(column));
  const text = typeof cell === "string" || typeof cell === "number" ? String(cell).trim() : "";
  if (text === "" || isPlaceholder(text, undefined)) return false;
  const will = saidUnder(column, text);
  return isHeaded ? will === "objection" || !saysNone(text) : text.length <= LONGEST && will === "objection";
}

/** How a cell that is no "yes" becomes one. */
const replacing = (column: string, cell: unknown) =>
  saidYes(cell) === undefined ? `, and its values to yes or no: ${wholeJson({ column: `${column}=${cell}`, field: "yes" })}` : "";

/** Says which rows have objections to contact in columns that are not used, and how to keep them. */
export async function lostObjections(rows: readonly TableRow[], columns: Columns, { fields }: ContactSchema): Promise<string[]> {
  const unused = [...columns.unmatched, ...columns.notWritable].map(({ column }) => column).concat(columns.leftOut);
  const used = columns.matched.filter(({ attribute }) => attribute.kind === "field" && isForObjections(attribute));
  const lost = new Map<string, unknown>();
  const found = await mapInSlices(rows, ({ number, cells }) => {
    const kept = used.flatMap(({ column, attribute }) =>
      attribute.kind === "field" && objectsInCell(attribute.label, cells.get(column)) ? [attribute] : [],
    );
    const isKept = (column: string) => kept.some((field) => holdsFor(column, field));
    const said = unused.filter((column) => cells.has(column) && objectsInCell(column, cells.get(column)) && !isKept(column));
    if (said.length === 0) return [];
    for (const column of said) if (saidYes(lost.get(column) ?? true) !== undefined) lost.set(column, cells.get(column));
    return [number];
  });
  const numbers = found.flat();
  if (numbers.length === 0) return [];
  const target = [...lost.keys()].flatMap((column) => {
    const field = objectionField(column, fields);
    return field ? [{ column, field }] : [];
  })[0];
  const how = target
    ? `map ${lost.size === 1 ? "this column" : quote(target.column)} to ${target.field.agentKey} with the columns argument${replacing(target.column, lost.get(target.column))}`
    : `map the column to a field for notes with the columns argument, or first add a yes/no field such as ${quote([...lost.keys()][0] ?? "")} in Lightfield`;
  const where = `${[...lost.keys()].map(quote).join(", ")}, ${rowsNamed(numbers)}`;
  return [`Objections to contact in ${counted(numbers.length, "row")} would be lost (${where}). To keep them, ${how}.`];
}

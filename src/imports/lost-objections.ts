import { mapInSlices } from "../async/time-slices.ts";
import { saidYes } from "../fields/checkbox.ts";
import { rowsNamed, type TableRow } from "../files/table.ts";
import { getOrInsert } from "../maps.ts";
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

/** How the cells that are no "yes" become one. @param isAll whether all cells of the column object: dates do */
function replacing(column: string, cells: ReadonlySet<unknown>, isAll: boolean) {
  const [first, ...others] = [...cells].filter((cell) => saidYes(cell) === undefined);
  const value = others.length > 0 && isAll && [...cells].every((cell) => /\d/.test(String(cell))) ? "*" : first;
  return value === undefined ? "" : `, and its values to yes or no: ${wholeJson({ column: `${column}=${value}`, field: "yes" })}`;
}

/** Says which rows have objections to contact in columns that are not used, and how to keep them. */
export async function lostObjections(rows: readonly TableRow[], columns: Columns, { fields }: ContactSchema): Promise<string[]> {
  const unused = [...columns.unmatched, ...columns.notWritable].map(({ column }) => column).concat(columns.leftOut);
  const used = columns.matched.filter(({ attribute }) => attribute.kind === "field" && isForObjections(attribute));
  const lost = new Map<string, Set<unknown>>();
  const others = new Set<string>();
  const found = await mapInSlices(rows, ({ number, cells }) => {
    const kept = used.flatMap(({ column, attribute }) =>
      attribute.kind === "field" && objectsInCell(attribute.label, cells.get(column)) ? [attribute] : [],
    );
    const isKept = (column: string) => kept.some((field) => holdsFor(column, field));
    const filled = unused.filter((column) => cells.has(column));
    const said = filled.filter((column) => objectsInCell(column, cells.get(column)) && !isKept(column));
    for (const column of filled) if (!said.includes(column)) others.add(column);
    for (const column of said) getOrInsert(lost, column, () => new Set()).add(cells.get(column));
    return said.length > 0 ? [number] : [];
  });
  const numbers = found.flat();
  if (numbers.length === 0) return [];
  const target = [...lost.keys()].flatMap((column) => {
    const field = objectionField(column, fields);
    return field ? [{ column, field }] : [];
  })[0];
  const how = target
    ? `map ${lost.size === 1 ? "this column" : quote(target.column)} to ${target.field.agentKey} with the columns argument${replacing(target.column, lost.get(target.column) ?? new Set(), !others.has(target.column))}`
    : `map the column to a field for notes with the columns argument, or first add a yes/no field such as ${quote([...lost.keys()][0] ?? "")} in Lightfield`;
  const where = `${[...lost.keys()].map(quote).join(", ")}, ${rowsNamed(numbers)}`;
  return [`Objections to contact in ${counted(numbers.length, "row")} would be lost (${where}). To keep them, ${how}.`];
}

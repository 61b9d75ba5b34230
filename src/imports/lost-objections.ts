import { mapInSlices } from "../async/time-slices.ts";
import { rowsNamed, type TableRow } from "../files/table.ts";
import type { ContactSchema } from "../schema/contact-schema.ts";
import { isForObjections, objectionField, objectsInCell } from "../schema/objections.ts";
import { counted } from "../text/plural.ts";
import { quote } from "../text/quote.ts";
import type { Columns } from "./columns.ts";

/** Says which rows have objections to contact in columns that are not used, and how to keep them. */
export async function lostObjections(rows: readonly TableRow[], columns: Columns, { fields }: ContactSchema): Promise<string[]> {
  const unused = [...columns.unmatched, ...columns.notWritable].map(({ column }) => column).concat(columns.leftOut);
  const used = columns.matched.filter(({ attribute }) => attribute.kind === "field" && isForObjections(attribute));
  const lost = new Set<string>();
  const found = await mapInSlices(rows, ({ number, cells }) => {
    const said = unused.filter((column) => cells.has(column) && objectsInCell(column, cells.get(column)));
    const isKept = used.some(({ column, attribute }) => objectsInCell(attribute.label, cells.get(column)));
    if (said.length === 0 || isKept) return [];
    for (const column of said) lost.add(column);
    return [number];
  });
  const numbers = found.flat();
  if (numbers.length === 0) return [];
  const field = [...lost].flatMap((column) => objectionField(column, fields) ?? [])[0];
  const how = field
    ? `map ${lost.size === 1 ? "this column" : "one of these columns"} to ${field.agentKey} with the columns argument`
    : 'map the column to a field for notes with the columns argument, or first add a yes/no field such as "Do not contact" in Lightfield';
  const where = `${[...lost].map(quote).join(", ")}, ${rowsNamed(numbers)}`;
  return [`Objections to contact in ${counted(numbers.length, "row")} would be lost (${where}). To keep them, ${how}.`];
}

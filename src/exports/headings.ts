import { InvalidInput } from "../fields/rejection.ts";
import { nameOf } from "../imports/columns/matched-column.ts";
import type { ContactSchema } from "../schema/contact-schema.ts";
import type { ExportColumn } from "./cells.ts";

/** "firstName" is "first name". */
const words = (part: string) => part.replace(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** What people call a column: "Email", "First name", "Address city". */
function label({ attribute, part }: ExportColumn): string {
  if (part === undefined) return attribute.label;
  return attribute.kind === "field" && attribute.type.identifies === "name" ? capitalised(words(part)) : `${attribute.label} ${words(part)}`;
}

/** What an import takes from columns, by their headings; undefined if it refuses them together. */
async function understood(headings: readonly string[], schema: ContactSchema): Promise<ReadonlyMap<string, string> | undefined> {
  const { matchColumns } = await import("../imports/columns/column-matcher.ts");
  try {
    return new Map(matchColumns(["id", ...headings], schema).matched.map((one) => [one.column, nameOf(one)]));
  } catch (error) {
    if (error instanceof InvalidInput) return undefined;
    throw error;
  }
}

/**
 * A heading for each column: its label, or its key if an import would read the label as another column. Columns that
 * cannot be written keep their label if an import leaves it out.
 */
export async function headingsOf(columns: readonly ExportColumn[], schema: ContactSchema): Promise<string[]> {
  const labels = columns.map(label);
  const read = await understood(labels, schema);
  return columns.map((column, at) => {
    const heading = labels[at] ?? "";
    const isAlone = labels.indexOf(heading) === labels.lastIndexOf(heading);
    const meant = column.attribute.writable ? nameOf(column) : undefined;
    return read !== undefined && isAlone && read.get(heading) === meant ? heading : nameOf(column);
  });
}

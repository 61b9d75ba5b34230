import { z } from "zod/v3";
import { DATE_ORDERS, DECIMAL_MARKS } from "../fields/column-reading.ts";
import { parseCountry } from "../fields/country.ts";
import { named, Problems, Rejection } from "../fields/rejection.ts";
import { MOST_CHARACTERS, MOST_COLUMNS, MOST_ROWS } from "../files/table.ts";
import { MODES } from "../imports/modes.ts";
import { unlisted } from "../schema/json-schema.ts";
import { quote } from "../text/quote.ts";
import { columnLines } from "./answers/column-lines.ts";
import { coverageNotes } from "./answers/coverage-notes.ts";
import { draftAnswer } from "./answers/draft-answer.ts";
import { metLines } from "./answers/duplicate-lines.ts";
import { defineTool } from "./tool.ts";

const text = z.string().max(MOST_CHARACTERS, "split it into several calls").optional();

/** The longest path that an operating system accepts. */
const LONGEST_PATH = 4096;

export const importContacts = defineTool({
  name: "import_contacts",
  title: "Plan an import",
  description: "Plan an import from text (CSV, vCard, JSON, a pasted table) or a file in the import folder. Columns of common programs are known.",
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  scopes: ["contacts:read"],
  oneOfScopes: ["contacts:create", "contacts:update"],
  isBatch: true,
  input: {
    text,
    csv: unlisted(text),
    // The keys of rows are not known before the call, so clients get the same as text.
    rows: unlisted(z.array(z.record(z.unknown())).max(MOST_ROWS, "split them into several calls").optional()),
    file: z.string().max(LONGEST_PATH).optional(),
    columns: z
      .array(z.object({ column: z.string(), field: z.string() }).strict())
      .max(MOST_COLUMNS)
      .optional()
      .describe('"" ignores a column'),
    match_on: z.array(z.string()).optional().describe("keys"),
    mode: z.enum(MODES).optional(),
    date_order: z.enum(DATE_ORDERS).optional(),
    decimal_mark: z.enum(DECIMAL_MARKS).optional(),
    phone_country: z.string().optional(),
  },
  async handler({ rows, text, csv, file, columns, match_on, mode = "upsert", date_order, decimal_mark, phone_country }, context) {
    const { importer, call, progress } = context;
    const matchOn = match_on && match_on.length > 0 ? match_on : undefined;
    const options = {
      columnKeys: columns && keysOf(columns),
      matchOn,
      mode,
      hints: {
        dateOrder: date_order,
        decimalMark: decimal_mark,
        phoneCountry: phone_country?.trim() ? named("phone_country", () => parseCountry(phone_country)) : undefined,
      },
    };
    const draft = await importer.draft({ rows, text, csv, file }, options, call, (done, of) => progress(done, of, "contacts read"));
    const notes = [...draft.notes, ...metLines(draft.met, context), ...coverageNotes(draft.coverage, context.locale)];
    return draftAnswer({ ...draft, notes }, "import_contacts", columnLines(draft.columns), context);
  },
});

/** @throws InvalidInput if a column is given for two fields */
function keysOf(columns: readonly { readonly column: string; readonly field: string }[]): Record<string, string> {
  const keys = new Map<string, string>();
  const problems = new Problems();
  for (const { column, field } of columns)
    problems.collect("columns", () => {
      if ((keys.get(column) ?? field) !== field)
        throw new Rejection(`The column ${quote(column)} is given for two fields`, "one field for each column");
      keys.set(column, field);
    });
  problems.throwIfAny();
  return Object.fromEntries(keys);
}

import { z } from "zod/v3";
import { FORMATS } from "../exports/formats.ts";
import { InvalidInput } from "../fields/rejection.ts";
import { MOST_ROWS } from "../files/table.ts";
import { objectingLines } from "../render/objections.ts";
import { withoutId } from "../schema/timestamps.ts";
import { firstOf } from "../text/first-of.ts";
import { counted } from "../text/plural.ts";
import { wholeJson } from "../text/quote.ts";
import { coverageNotes } from "./answers/coverage-notes.ts";
import { attributesNamed } from "./input/attributes.ts";
import { contactIds } from "./input/contact-id.ts";
import { briefFilterTreeInput, queryInput } from "./input/filters.ts";
import { defineTool } from "./tool.ts";

const LONGEST_NAME = 200;
const MOST_LEFT_OUT = 20;

const leftOutText = (keys: string, format: (typeof FORMATS)[number]) =>
  format === "vcard"
    ? `A vCard has no place for ${keys}.`
    : `Left out, because an import cannot write them: ${keys}. To export them too, name them in fields beside the others.`;

export const exportContacts = defineTool({
  name: "export_contacts",
  title: "Export contacts",
  description: "Write contacts (default all) to a new file in the export folder.",
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: true },
  scopes: ["contacts:read"],
  isBatch: true,
  input: {
    filters: briefFilterTreeInput.optional(),
    query: queryInput,
    ids: z.array(z.string()).max(MOST_ROWS, "the limit of a file").optional(),
    fields: z.array(z.string()).optional(),
    format: z.enum(FORMATS).optional(),
    file: z.string().max(LONGEST_NAME).optional(),
  },
  async handler({ filters, query: written, ids, fields = [], format, file }, context) {
    const { live, operations, writes, exportDirectory, locale, call, progress } = context;
    const query = written?.trim() || undefined;
    // Nobody is chosen, which must not mean everybody.
    if (ids?.length === 0 && !filters?.length && query === undefined)
      throw new InvalidInput(["ids: The list is empty. Accepted: one ID or more; without ids, all contacts are exported."]);
    const schema = await live.get(call);
    const named = fields.length > 0 ? attributesNamed(withoutId(fields, schema), schema, "fields") : undefined;
    const request = {
      filters: filters ?? [],
      query,
      ids: contactIds(ids ?? [], "ids"),
      fields: named,
      format: format ?? (file?.toLowerCase().endsWith(".vcf") ? "vcard" : "csv"),
      file,
    } as const;
    const { path, contacts, columns, leftOut, coverage, notes } = await operations.exportToFile(
      request,
      writes.workspace,
      exportDirectory,
      call,
      (done, of) => progress(done, of, "contacts read"),
    );
    return {
      lines: [
        `Exported ${counted(contacts.length, "contact")} to ${wholeJson(path)}.`,
        ...objectingLines(contacts, locale),
        `Fields: ${["id", ...columns].join(", ")}.`,
        ...(leftOut.length > 0 ? [leftOutText(firstOf(leftOut, MOST_LEFT_OUT), request.format)] : []),
        ...notes,
        ...(coverage ? coverageNotes(coverage, locale) : []),
      ],
    };
  },
});

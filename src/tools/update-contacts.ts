import { z } from "zod/v3";
import { unlisted } from "../schema/json-schema.ts";
import { MOST_ROWS } from "../writes/plans/bulk-update.ts";
import { draftAnswer } from "./answers/draft-answer.ts";
import { defineTool } from "./define-tool.ts";
import { contactId } from "./input/contact-id.ts";
import { entriesInput, valuesByKey } from "./input/entries.ts";
import { briefFilterTreeInput } from "./input/filters.ts";

export const updateContacts = defineTool({
  name: "update_contacts",
  title: "Plan an update of many contacts",
  description: "Plan one change for up to 2,000 contacts, chosen by filters or ids.",
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  scopes: ["contacts:update", "contacts:read"],
  isBatch: true,
  input: {
    filters: briefFilterTreeInput.optional(),
    ids: z.array(z.string()).max(MOST_ROWS, "the limit of a plan").optional(),
    fields: entriesInput.optional(),
    add: entriesInput.optional(),
    remove: entriesInput.optional(),
    clear_fields: z.array(z.string()).optional(),
    relationships: unlisted(z.record(z.unknown()).optional()),
    // As in update_contact. This tool only plans anyway.
    dry_run: unlisted(z.boolean().optional()),
  },
  values: "fields",
  async handler({ filters, ids, fields, add, remove, dry_run: _planned, ...values }, context) {
    const input = { ...values, fields: valuesByKey(fields), add: valuesByKey(add), remove: valuesByKey(remove) };
    const { writes, call, progress } = context;
    const selection = { filters, ids: ids?.map(contactId) };
    const draft = await writes.bulkUpdate.draft(selection, input, call, (read, of) => progress(read, of, "contacts read"));
    return draftAnswer(draft, "update_contacts", [], context);
  },
});

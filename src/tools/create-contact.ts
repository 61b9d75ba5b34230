import { z } from "zod/v3";
import { unlisted } from "../schema/json-schema.ts";
import { proposalAnswer, writeQuestion } from "./answers/write-answer.ts";
import { entriesInput, valuesByKey } from "./input/entries.ts";
import { defineTool } from "./tool.ts";

export const createContact = defineTool({
  name: "create_contact",
  title: "Create a contact",
  description: "Create a contact, unless the person exists (same e-mail, phone, or name and account).",
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: true },
  // Values cannot be encoded without the definitions.
  scopes: ["contacts:create", "contacts:read"],
  input: {
    fields: entriesInput,
    relationships: unlisted(z.record(z.unknown()).optional()),
    allow_duplicate: z.boolean().optional(),
    dry_run: z.boolean().optional(),
  },
  values: "fields",
  async handler({ fields, relationships, allow_duplicate = false, dry_run = false }, context) {
    const input = { fields: valuesByKey(fields), relationships };
    const request = { input, dryRun: dry_run, allowDuplicate: allow_duplicate };
    const written = await context.operations.requestCreate(request, context.writes, context.call, (ready) => writeQuestion(ready, context));
    return proposalAnswer(written, input, context);
  },
});

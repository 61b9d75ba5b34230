import { z } from "zod/v3";
import { contactId } from "./contact-id.ts";
import { defineTool } from "./define-tool.ts";
import { writeAnswer, writeQuestion } from "./write-answer.ts";

export const updateContact = defineTool({
  name: "update_contact",
  title: "Update a contact",
  description: "Change the given values of a contact; an address is replaced whole. Shows before -> after.",
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: true },
  scopes: ["contacts:update", "contacts:read"],
  input: {
    id: z.string().describe("con_…"),
    fields: z.record(z.unknown()).optional(),
    clear_fields: z.array(z.string()).optional().describe("keys to empty"),
    relationships: z.record(z.unknown()).optional(),
    expect: z.record(z.unknown()).optional().describe('values it must hold now; "" for none'),
    dry_run: z.boolean().optional(),
  },
  workspaceInput: ({ updateFields, updateRelationships }) => ({ fields: updateFields, relationships: updateRelationships }),
  async handler({ id, expect, dry_run = false, ...input }, context) {
    const request = { id: contactId(id), input, dryRun: dry_run, expect };
    const written = await context.writes.single.update(request, context.call, (ready) => writeQuestion(ready, context));
    return writeAnswer(written, input, context);
  },
});

import { z } from "zod/v3";
import { shownRecord } from "../schema/record-id.ts";
import { proposalAnswer, writeQuestion } from "./answers/write-answer.ts";
import { contactId, idInput } from "./input/contact-id.ts";
import { entriesInput, updateInput, updateOf, valuesByKey } from "./input/entries.ts";
import { defineTool } from "./tool.ts";

export const updateContact = defineTool({
  name: "update_contact",
  title: "Update a contact",
  description:
    "Change a contact: fields sets values (a list or an address as a whole; address.city sets a part); add and remove change lists, links and lines of a text.",
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: true },
  scopes: ["contacts:update", "contacts:read"],
  input: {
    id: idInput,
    ...updateInput,
    expect: entriesInput.optional().describe('what is stored now; "" for empty'),
    allow_duplicate: z.boolean().optional(),
    dry_run: z.boolean().optional(),
  },
  values: "fields",
  async handler({ id, expect, allow_duplicate = false, dry_run = false, ...values }, context) {
    const input = updateOf(values);
    const request = {
      id: contactId(id),
      calledBy: shownRecord(id)?.name,
      input,
      dryRun: dry_run,
      allowDuplicate: allow_duplicate,
      expect: expect && valuesByKey(expect),
    };
    const written = await context.operations.requestUpdate(request, context.writes, context.call, (ready) => writeQuestion(ready, context));
    return proposalAnswer(written, input, context);
  },
});

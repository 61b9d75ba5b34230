import { z } from "zod/v3";
import { oneLine } from "../fields/plain-text.ts";
import { writtenRecords } from "../lookup/names/targets.ts";
import { writtenLines } from "../render/written.ts";
import { contactName } from "../schema/record.ts";
import { contactId } from "./contact-id.ts";
import { defineTool } from "./define-tool.ts";

export const updateContact = defineTool({
  name: "update_contact",
  title: "Update a contact",
  description: "Change what is named of a contact. A list or address replaces the whole old one. Per relationship one of add, remove, replace.",
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: true },
  scopes: ["contacts:update", "contacts:read"],
  input: {
    id: z.string().describe("con_…"),
    fields: z.record(z.unknown()).optional(),
    clear_fields: z.array(z.string()).optional().describe("keys of fields to empty"),
    relationships: z.record(z.unknown()).optional(),
  },
  workspaceInput: ({ updateFields, updateRelationships }) => ({ fields: updateFields, relationships: updateRelationships }),
  async handler({ id, ...input }, { writer, names, locale, call }) {
    const { contact, proof, notes } = await writer.update(contactId(id), input, call);
    const all = [...proof.fields, ...proof.links];
    const missing = all.filter(({ stored }) => !stored).length;
    const subject = `${oneLine(contactName(contact, locale))} (${oneLine(contact.id)})`;
    const unnamed = await names.ensure(writtenRecords(proof.links), call);
    return {
      isError: !proof.complete,
      wrote: contact.id,
      text: [
        proof.complete
          ? `Updated ${subject}: ${all.length} change${all.length === 1 ? "" : "s"}.`
          : `The API accepted the update of ${subject}, but ${missing} of ${all.length} changes are not stored.`,
        ...writtenLines(proof.fields, proof.links, locale, names.nameOf),
        ...notes,
        ...unnamed,
        ...(contact.link ? [oneLine(contact.link)] : []),
      ].join("\n"),
    };
  },
});

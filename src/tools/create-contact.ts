import { z } from "zod/v3";
import { oneLine } from "../fields/plain-text.ts";
import { writtenRecords } from "../lookup/names/targets.ts";
import { writtenLines } from "../render/written.ts";
import { contactName } from "../schema/record.ts";
import { defineTool } from "./define-tool.ts";

export const createContact = defineTool({
  name: "create_contact",
  title: "Create a contact",
  description: "Create a contact. Find first whether the person exists.",
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: true },
  // Without the definitions no value can be encoded.
  scopes: ["contacts:create", "contacts:read"],
  input: {
    fields: z.record(z.unknown()),
    relationships: z.record(z.unknown()).optional(),
  },
  workspaceInput: ({ createFields, createRelationships }) => ({ fields: createFields, relationships: createRelationships }),
  async handler(input, { writer, names, locale, call }) {
    const { contact, proof, notes } = await writer.create(input, call);
    const missing = [...proof.fields, ...proof.links].filter(({ stored }) => !stored).length;
    const heading = `Created ${oneLine(contactName(contact, locale))} (${oneLine(contact.id)})`;
    const unnamed = await names.ensure(writtenRecords(proof.links), call);
    return {
      isError: !proof.complete,
      wrote: contact.id,
      text: [
        proof.complete
          ? `${heading}.`
          : `${heading}, but ${missing} of the values given are not stored. The contact exists: correct it with update_contact.`,
        ...writtenLines(proof.fields, proof.links, locale, names.nameOf),
        ...notes,
        ...unnamed,
        ...(contact.link ? [oneLine(contact.link)] : []),
      ].join("\n"),
    };
  },
});

import { z } from "zod/v3";
import { linkedRecords } from "../names/record-reference.ts";
import { contactLines } from "../render/contact.ts";
import { decodeContact } from "../schema/record.ts";
import { withoutId } from "../schema/timestamps.ts";
import { attributesNamed } from "./input/attributes.ts";
import { contactId, idInput } from "./input/contact-id.ts";
import { defineTool, READS } from "./tool.ts";

export const retrieveContact = defineTool({
  name: "retrieve_contact",
  title: "Retrieve a contact",
  description: "Everything about one contact, by ID, as it is now.",
  annotations: READS,
  scopes: ["contacts:read"],
  input: {
    id: idInput,
    fields: z.array(z.string()).optional().describe("only these, in full"),
  },
  async handler({ id, fields = [] }, { api, live, names, writes, locale, call }) {
    const known = await live.get(call);
    const only = fields.length > 0 ? attributesNamed(withoutId(fields, known), known, "fields") : undefined;
    const contact = decodeContact(await api.retrieve(contactId(id), call), known);
    if (only) writes.lastSeen.note(contact, only);
    else writes.lastSeen.noteAll(contact);
    const shown = contact.relationships.filter(({ relationship }) => only?.includes(relationship) ?? true);
    const notes = await names.ensure(linkedRecords(shown), call);
    const lines = contactLines(contact, { locale, only, nameOf: names.nameOf });
    return {
      lines: [...lines, ...notes],
      howToGetRest: only?.length === 1 ? "the Lightfield app" : `retrieve_contact with ${only ? "fewer " : ""}"fields"`,
    };
  },
});

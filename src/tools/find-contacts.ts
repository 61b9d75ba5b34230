import { z } from "zod/v3";
import { linkedRecords } from "../names/record-reference.ts";
import { foundTable } from "../render/found.ts";
import { type Attribute, type ContactSchema, mainField } from "../schema/contact-schema.ts";
import { columnsNamed, defaultColumns } from "./attributes.ts";
import { coverageNotes } from "./coverage-notes.ts";
import { defineTool } from "./define-tool.ts";
import { filterTreeInput } from "./filters-input.ts";
import { heading, more, nobodyThere, nothingFound, outsideText, theOne } from "./found-text.ts";
import { READS } from "./tool.ts";

const USUAL = 4;
const MOST = 25;

/** More characters than a description of one person needs. */
const LONGEST_QUERY = 500;

/** A phone number does not help to tell namesakes apart, and is the longest of the default columns. */
const tellsApart = (column: ReturnType<typeof defaultColumns>[number]) => column.kind === "relationship" || column.type.identifies !== "phone";

/** Adds the name to the columns, so that an answer about one person says who it is. */
function withName(columns: readonly Attribute[], { fields }: ContactSchema): readonly Attribute[] {
  const name = mainField(fields, "FULL_NAME");
  return name === undefined || columns.includes(name) ? columns : [name, ...columns];
}

export const findContacts = defineTool({
  name: "find_contacts",
  title: "Find contacts",
  description:
    'Find people by a description, best match first: "Alex at Acme", "CTO of Beacon", "number ending 4471". Tolerates typos. filters alone count exactly; beyond those of list_contacts they take contains, isSet and multi-selects.',
  annotations: READS,
  scopes: ["contacts:read"],
  input: {
    query: z.string().max(LONGEST_QUERY, "about one person").optional(),
    filters: filterTreeInput.optional(),
    fields: z.array(z.string()).optional().describe("columns"),
    limit: z.number().int().min(1).max(MOST).optional(),
    offset: z.number().int().min(0).optional(),
  },
  async handler({ query: written, filters = [], fields = [], limit, offset = 0 }, context) {
    const { live, search, names, writes, locale, call, progress } = context;
    const query = written?.trim() || undefined;
    const named = fields.length > 0 ? columnsNamed(fields, await live.get(call)) : undefined;
    const found = await search.find({ query, filters, limit: limit ?? USUAL, offset }, call, ({ known, total }) =>
      progress(known, total, "contacts read"),
    );
    const main = named ?? defaultColumns(found.schema);
    const columns = found.clear ? withName(main, found.schema) : main;
    for (const { contact } of found.contacts) writes.lastSeen.note(contact, columns);
    const shown = found.contacts.flatMap(({ contact }) => contact.relationships.filter(({ relationship }) => columns.includes(relationship)));
    // A word that matches no contact may be a name that is not known yet.
    const pending = found.contacts.length === 0 || found.unmatched.length > 0 ? found.pendingNames : [];
    const notes = [
      ...outsideText(found, locale),
      ...found.notes,
      ...coverageNotes(found.coverage, locale),
      ...(await names.ensure([...linkedRecords(shown), ...pending], call)),
    ];
    if (found.contacts.length === 0) {
      if (offset > 0 && found.listed > 0) return { lines: [...found.caveats, nobodyThere(found), ...notes] };
      const unnamed = new Set(found.pendingNames.map(({ objectType }) => objectType));
      return { lines: [...found.caveats, nothingFound(found, (type) => !unnamed.has(type)), ...notes] };
    }
    if (found.clear) return { lines: [...found.caveats, ...theOne(found, columns, locale, names.nameOf), ...notes] };
    // A call without limit and offset looks for one person or asks how many, so it needs no next page.
    const furtherOn = limit === undefined && offset === 0 ? [] : more(found, MOST);
    const { why, table } = foundTable(found.contacts, named ?? columns.filter(tellsApart), locale, names.nameOf);
    return { lines: [...found.caveats, heading(found, why), table, ...notes, ...furtherOn], howToGetRest: "find_contacts with a smaller limit" };
  },
});
